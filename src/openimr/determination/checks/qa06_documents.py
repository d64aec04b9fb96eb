"""QA06: every page received belongs to a listed document, and none is listed that was not received (4610.6(h)(1))."""

from __future__ import annotations

from collections import Counter

from openimr.case import Fate
from openimr.determination.draft import CheckFinding, Draft

READ = (Fate.READ, Fate.OCR, Fate.DUPLICATE)


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    chart = draft.chart
    received = Counter(page.file for page in chart.pages)
    unlisted = tuple(
        CheckFinding(
            code="QA06", severity="block", says="This page was read and belongs to no listed document.",
            where=f"{entry.ref.file} page {entry.ref.page}",
        )
        for entry in chart.ledger
        if entry.fate in READ and chart.document_of(entry.ref) is None
    )  # fmt: skip
    unknown = tuple(
        CheckFinding(code="QA06", severity="block", says="This document is listed but was not received.", where=one.id)
        for one in chart.documents
        if not 1 <= one.first_page <= one.last_page <= received[one.file]
    )
    return (*unlisted, *unknown)
