"""QA10: where utilization review and the draft cite different sources, the draft compares them."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft
from openimr.determination.sources import COMPARED, differ

RULE = CheckRule(
    code="QA10",
    severity="block",
    ground="8 CCR 9792.25.1: competing recommendations are compared by the strength of their evidence",
    remedy="Say in one sentence why the draft's source prevails over that of utilization review.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        if differ(one.item.ur_guidelines, one.rationale.guidelines) and COMPARED not in one.rationale.text:
            says = "Utilization review cites another source, and the rationale does not compare the two."
            yield RULE.finding(says, item=one.item.n)
