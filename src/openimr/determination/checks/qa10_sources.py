"""QA10: where utilization review and the draft cite different sources, the draft compares them (8 CCR 9792.25.1)."""

from __future__ import annotations

from openimr.determination.draft import CheckFinding, Draft
from openimr.determination.sources import COMPARED, differ


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(
            code="QA10", severity="block", where=f"item {one.item.n}",
            says="Utilization review cites another source, and the rationale does not compare the two.",
        )
        for one in draft.items
        if differ(one.item.ur_guidelines, one.rationale.guidelines) and COMPARED not in one.rationale.text
    )  # fmt: skip
