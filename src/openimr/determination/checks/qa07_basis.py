"""QA07: no reason rests on the utilization review decision alone (8 CCR 9792.10.6(b)(2))."""

from __future__ import annotations

from openimr.case import DocumentKind
from openimr.determination.draft import CheckFinding, Draft


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    found = []
    for one in draft.items:
        spans = [span for sentence in one.rationale.sentences for span in sentence.citations]
        kinds = {document.kind for span in spans if (document := draft.chart.document_of(span.ref)) is not None}
        if one.proposal.decision is not None and kinds == {DocumentKind.UR_DECISION}:
            says = "Every citation is to the utilization review decision."
            found.append(CheckFinding(code="QA07", severity="block", says=says, where=f"item {one.item.n}"))
    return tuple(found)
