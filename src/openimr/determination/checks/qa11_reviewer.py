"""QA11: the reviewer is qualified on the decision date and free of conflicts with every party.

A draft without an assigned reviewer is asked only whether anybody could be assigned.
"""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA11",
    severity="block",
    ground="Labor Code 139.5(c), (d)(4)-(6), 4610.6(h)(3): a material conflict is a ground for appeal",
    remedy="Assign another reviewer, or clear the relation against every party, facility and manufacturer and record it.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.process.reviewers:
        for fault in one.faults:
            yield RULE.finding(f"Reviewer {one.id} does not meet a requirement: {fault}.", where=f"reviewer {one.id}")
        for conflict in one.conflicts:
            yield RULE.finding(f"Reviewer {one.id} has a conflict: {conflict}.", where=f"reviewer {one.id}")
        if not one.cleared:
            says = f"Reviewer {one.id} was not tested against every party."
            yield RULE.finding(says, where=f"reviewer {one.id}")
    if not draft.process.reviewers and all(one.conflicts for one in draft.candidates):
        yield RULE.finding("Nobody on the roster is qualified for this case and free of conflicts.", where="the roster")
