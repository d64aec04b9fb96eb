"""QA16: more than one reviewer only with the Administrative Director's approval on file."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA16",
    severity="block",
    ground="8 CCR 9792.10.6(c): several reviewers only with the written approval of the Administrative Director",
    remedy="Put the written approval on file, or let one reviewer decide.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    several = {one.id for one in draft.process.reviewers} | {vote.reviewer for vote in draft.process.votes}
    if len(several) > 1 and not draft.process.several_approved:
        yield RULE.finding(f"{len(several)} reviewers, and no approval of the Administrative Director on file.")
