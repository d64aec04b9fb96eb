"""QA07: the reasons do not rest on the utilization review decision alone, nor is the summary copied from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Chart, DocumentKind, PageRef
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.sentences import summary_of

RULE = CheckRule(
    code="QA07",
    severity="block",
    ground="8 CCR 9792.10.6(b)(2): no determination issues based solely on the utilization review determination",
    remedy="Read the medical records and rest the summary and the reasons on them.",
)
RUN = 7
"""Words in a row that count as copied."""
MOST = 0.35
"""Share of the summary that may stand in the utilization review decision."""


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        spans = [span for sentence in one.rationale.sentences for span in sentence.citations]
        kinds = {document.kind for span in spans if (document := draft.chart.document_of(span.ref)) is not None}
        if one.proposal.decision is not None and kinds == {DocumentKind.UR_DECISION}:
            yield RULE.finding("Every citation is to the utilization review decision.", item=one.item.n)
    yield from _copied(" ".join(sentence.text for sentence in draft.summary), draft.chart)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    if not re.search(r"taken\s*directly\s*from\s*the\s*utili[sz]ation", letter.text, re.IGNORECASE):
        yield from _copied(" ".join(summary_of(letter)), file.chart)


def _copied(summary: str, chart: Chart) -> Iterator[CheckFinding]:
    own = _runs(summary)
    refusal = _runs(" ".join(page.text for page in chart.pages if _is_refusal(chart, page.file, page.number)))
    if len(own) > 20 and len(own & refusal) / len(own) > MOST:
        share = len(own & refusal) / len(own)
        yield RULE.finding(f"{share:.0%} of the summary stands word for word in the utilization review decision.")


def _is_refusal(chart: Chart, file: str, number: int) -> bool:
    document = chart.document_of(PageRef(file, number))
    return document is not None and document.kind is DocumentKind.UR_DECISION


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
