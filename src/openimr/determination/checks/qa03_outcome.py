"""QA03: item decision and conclusion sentence agree (Labor Code 4610.6(h)(5))."""

from __future__ import annotations

from openimr.case import Decision
from openimr.determination.draft import CheckFinding, Draft, ItemDossier


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(
            code="QA03", severity="block", says="The conclusion does not say what the item line says.",
            where=f"item {one.item.n}: {one.rationale.conclusion.text}",
        )
        for one in draft.items
        if _concluded(one) is not one.proposal.decision
    )  # fmt: skip


def _concluded(one: ItemDossier) -> Decision | None:
    text = one.rationale.conclusion.text
    if "is not medically necessary and appropriate" in text:
        return Decision.UPHELD
    opened = text.startswith("Whether") or "is medically necessary and appropriate" not in text
    return None if opened else Decision.OVERTURNED
