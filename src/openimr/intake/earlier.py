"""What stands in the way of an application beside the decision: an earlier filing or determination, an agent, blanks.

A ground is found only where a paper says so. Otherwise the question is put: a blank may be supplied (8 CCR 9792.10.3(b)),
and whether facts have changed since an earlier determination is no matter of paper alone (Labor Code 4610(k)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..case import Case, Document, DocumentKind, Page, Span
from .days import find_days, first_day
from .filing import Filing
from .items import find_wording
from .naming import service_of
from .sheet import Sheet, lay_out

_YEAR = timedelta(days=366)  # a decision stays effective for 12 months (Labor Code 4610(k))
_DETERMINED = re.compile(
    r"final\s+determination|independent\s+medical\s+review\s+(?:final\s+)?(?:determination|decision)|\bIMR\s+(?:determination|decision)",
    re.I,
)
_DUPLICATE = re.compile(
    r"\bduplicate\s+(?:application|request|filing|imr)|(?:application|request)\b[^.]{0,60}\b(?:already|previously)\s+(?:been\s+)?(?:filed|received|submitted|assigned)",
    re.I,
)
_AGENT = re.compile(
    r"\b(?:on\s+behalf\s+of|by\s+(?:his|her|their)\s+(?:agent|representative)|authorized\s+(?:agent|representative)|as\s+(?:agent|representative))\b",
    re.I,
)
_DESIGNATES = re.compile(
    r"\b(?:designat\w+|appoint\w*|authoriz\w+|name)\b[^.]{0,80}\b(?:as|to\s+(?:be|act\s+as))\s+(?:my|his|her|the|an?)?\s*(?:\w+\s+){0,2}(?:agent|representative)\b",
    re.I,
)
_ATTORNEY = re.compile(r"\b(?:attorney|esq|law\s+(?:office|firm)|counsel)\b", re.I)
_NEEDED = {
    "employee_name": "employee's name",
    "claim_number": "claim number",
    "date_of_injury": "date of injury",
    "ur_decision_date": "date of the utilization review decision",
    "requesting_physician": "requesting physician",
}
_OF_REVIEW = (DocumentKind.CORRESPONDENCE, DocumentKind.OTHER, DocumentKind.UR_DECISION, DocumentKind.FAX_COVER)


def said_duplicate(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> tuple[Span, ...]:
    """Words of a letter to the effect that the same dispute was filed before."""
    found = []
    for sheet in _letters(documents, pages):
        match = _DUPLICATE.search(sheet.text)
        if match and re.search(r"\b(?:imr|independent\s+medical\s+review)\b", sheet.text, re.I):
            found.append(sheet.span(match.start(), match.end()))
    return tuple(found)


def designated_before(
    filings: tuple[Filing, ...], documents: tuple[Document, ...], pages: tuple[Page, ...], decided: date | None
) -> tuple[Span, ...]:
    """The designation of the agent who signed, where it is dated on or before the UR decision (Labor Code 4610.5(j))."""
    if decided is None or not any(_by_agent(filing) for filing in filings):
        return ()
    made = [(sheet, match) for sheet in _letters(documents, pages) if (match := _DESIGNATES.search(sheet.text))]
    days = [(sheet, match, _made(sheet)) for sheet, match in made]
    if not days or any(day is None or day > decided for _, _, day in days):
        return ()
    return tuple(sheet.span(match.start(), match.end()) for sheet, match, _ in days)


def questions_of(
    case: Case, filings: tuple[Filing, ...], documents: tuple[Document, ...], pages: tuple[Page, ...]
) -> Iterator[str]:
    """What to ask about earlier filings, earlier determinations, an agent, and blanks of the form."""
    own = [filing for filing in filings if filing.other_form is None]
    if not filings:
        yield "Whether the dispute may be reviewed cannot be told: no application is in the file. Was one filed, and when?"
    if len({filing.signature.typed for filing in own if filing.signature.signed}) > 1:
        yield "The file holds applications signed on different days. Are they one filing, or was the same dispute filed twice?"
    yield from _determinations(case, documents, pages)
    if any(_by_agent(filing) for filing in own):
        yield "The application was signed for the employee. Who is the agent, and was the agent named after the decision?"
    blank = [words for field, words in _NEEDED.items() if own and all(_left_blank(filing, field) for filing in own)]
    if blank:
        yield f"The form leaves blank: {', '.join(blank)}. Can the parties supply what is missing (8 CCR 9792.10.3(b))?"


def _determinations(case: Case, documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[str]:
    for sheet in _letters(documents, pages):
        day, decided = _made(sheet), case.ur_decision_date
        if (
            not _DETERMINED.search(sheet.text[:700])
            or day is None
            or decided is None
            or not decided - _YEAR <= day < decided
        ):
            continue
        same = [item.n for item in case.items if find_wording(item.request, sheet) and _named(item.service, sheet)]
        if same:
            yield (
                f"A determination of {day} concerns the same treatment (item {', '.join(map(str, same))}). Is a change of the"
                " facts documented since (Labor Code 4610(k))?"
            )


def _named(service: str, sheet: Sheet) -> bool:
    return service == "other" or any(service_of(line.text) == service for line in sheet.lines())


def _letters(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[Sheet]:
    for document in documents:
        if document.kind in _OF_REVIEW and not document.other_patient and document.duplicate_of is None:
            yield lay_out(document, pages)


def _made(sheet: Sheet) -> date | None:
    head = find_days(sheet.text[:500])
    return head[0].day if head else (sheet.document.date.to_day() if sheet.document.date else first_day(sheet.text))


def _by_agent(filing: Filing) -> bool:
    entry = filing.entry("signature")
    if entry is None or filing.signature.signed is not True:
        return False
    line = filing.sheet.text[entry.label_at : entry.label_at + 200].split("Date")[0]
    written = line[max(0, entry.start - entry.label_at) :]
    return bool(_AGENT.search(written)) and not _ATTORNEY.search(written)


def _left_blank(filing: Filing, field: str) -> bool:
    """The form has the label and nothing stands behind it."""
    entries = [entry for entry in filing.entries if entry.field == field]
    return bool(entries) and not any(re.search(r"\w\w", entry.value) for entry in entries)
