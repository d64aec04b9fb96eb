"""QA18: no refusal only because the guidelines are silent (8 CCR 9792.21(d))."""

from __future__ import annotations

from openimr.case import Decision
from openimr.determination.draft import CheckFinding, Draft


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    says = "No rule was applied, and none was followed."
    return tuple(
        CheckFinding(code="QA18", severity="warn", says=says, where=f"item {one.item.n}")
        for one in draft.items
        if one.proposal.decision is Decision.UPHELD and not one.findings.primary and one.proposal.follows is None
    )
