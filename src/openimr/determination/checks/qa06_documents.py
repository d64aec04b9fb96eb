"""QA06: every page received was opened and belongs to a listed document, and none is listed that was not received."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from openimr.case import DocumentKind, Fate, PartialDate
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.date_order import days_in

RULE = CheckRule(
    code="QA06",
    severity="block",
    ground="Labor Code 4610.6(b), (h)(1); 8 CCR 9792.10.6(d): all pertinent records are reviewed and listed",
    remedy="Open the page and put its document on the list.",
)
READ = (Fate.READ, Fate.OCR, Fate.DUPLICATE)
FORMS = frozenset({DocumentKind.FAX_COVER, DocumentKind.PROOF_OF_SERVICE, DocumentKind.OTHER})


def check(draft: Draft) -> Iterator[CheckFinding]:
    chart = draft.chart
    received = Counter(page.file for page in chart.pages)
    for entry in chart.ledger:
        where = f"{entry.ref.file} page {entry.ref.page}"
        if entry.fate in READ and chart.document_of(entry.ref) is None:
            yield RULE.finding("This page was read and belongs to no listed document.", where=where)
        if entry.fate is Fate.UNREADABLE:
            yield RULE.finding("This page was received and could not be read.", where=where)
    for one in chart.documents:
        if not 1 <= one.first_page <= one.last_page <= received[one.file]:
            yield RULE.finding("This document is listed but was not received.", where=one.id)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    """Days in the letter's list of documents of which the file has no document; only where the list gives days."""
    listed = letter.documents_reviewed or ()
    own = {one.date for one in file.chart.documents if one.date is not None}
    single = [(line, day) for line in listed if not _is_range(line) for day, _ in days_in(line)]
    for line, day in single:
        if PartialDate.of(day) not in own:
            yield RULE.finding(f"Listed, and not in the case file: {line}", quotes=(line,))
    if len(single) > 3:
        told = {day for _, day in single}
        for one in file.chart.documents:
            own_day = one.date.to_day() if one.date and not one.other_patient and not one.duplicate_of else None
            if own_day and own_day not in told and one.kind not in FORMS:
                says = f"In the case file, and not listed: {one.title or one.kind.value}, {own_day:%m/%d/%Y} ({one.file} page {one.first_page})."
                yield RULE.finding(says)


def _is_range(line: str) -> bool:
    return bool(re.search(r"\b(?:through|to|from|between)\b|\d\s*-\s*\d{1,2}/", line))
