"""QA20: the reviewer's specialty fits the condition and the item."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft
from openimr.panel.specialty import alike

RULE = CheckRule(
    code="QA20",
    severity="warn",
    ground="Labor Code 139.5(d)(4): knowledgeable of the condition and the treatment; Mackie (2021): specialty discussed",
    remedy="Assign a reviewer of a fitting specialty, or record why this one fits.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    wanted = frozenset(name for one in draft.specialties for name in (one.lower(), *(a.lower() for a in alike(one))))
    if not wanted:
        return
    for one in draft.process.reviewers:
        held = {name.lower() for name in one.specialties}
        if held and not held & wanted:
            says = f"Reviewer {one.id} is of {', '.join(one.specialties)}; the items ask for {', '.join(draft.specialties)}."
            yield RULE.finding(says, where=f"reviewer {one.id}")
    chosen = next((one for one in draft.candidates if not one.conflicts), None)
    if not draft.process.reviewers and chosen is not None and chosen.board and chosen.board.lower() not in wanted:
        says = f"The best candidate is certified in {chosen.board}; the items ask for {', '.join(draft.specialties)}."
        yield RULE.finding(says, where=f"reviewer {chosen.id}")
