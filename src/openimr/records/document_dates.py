"""The date a document gives itself: of the visit, the study, the report or the last entry of a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from openimr.case import DocumentKind, PartialDate

from .document_heads import Head

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
# The first letter is looked at first: at most letters of a text no date begins.
_DATE = re.compile(
    r"(?=[\djfmasond])(?<![\d/-])(?:(?=\d)(?:(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
    r"|(?P<m>\d{1,2})\s?[/-]\s?(?P<d>\d{1,2})\s?[/-]\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])"
    r"|(?P<fd>\d{1,2})[\s-]" + _MONTH.format("fm") + r"[\s-]+(?P<fy>(?:19|20)\d\d)\b)"
    r"|\b(?=[a-z])" + _MONTH.format("nm") + r"\s+(?P<nd>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<ny>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_NOT_ITS_DATE = re.compile(
    r"(?:d\.?o\.?b|date of birth|birth ?date|born|\bd\.?o\.?i|d/i|d\.?o\.?l|date of (?:injury|loss)|injur(?:y"
    r"|ed)(?: date)?"
    r"|\bCT\b|accident|next (?:visit|appointment)|expires?|valid|through|auth(?:orized)?(?: to)?|soc"
    r"|start of care)[\s:.;,-]*(?:on\s+)?"
    r"(?:\S+\s*-\s*)?$",
    re.IGNORECASE,
)
_LABELS = (
    re.compile(
        r"(?:\bd\.?o\.?s\b|date of (?:service|visit|exam(?:ination)?|evaluation|study|surgery|operation"
        r"|procedure|test)|visit(?: date)?|exam(?:ination)?(?: date)?"
        r"|study date|evaluation date|seen|collected|evaluated|date/time|run date|printed|updated|reviewed"
        r"|as of)[\s:.;]*(?:on\s+)?$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\bdate[ds]?(?: signed)?|signed(?: on)?|report(?:ed| date)?|served)[\s:.;]*$", re.IGNORECASE),
)
_RUN = re.compile(
    r"(?:run(?: date)?|print(?:ed|out)?(?: date)?|through|thru|updated|reviewed|generated|as of|\bto)[\s:.;]*$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:d/c|discharged?|reported|final|report date|closed|report)[\s:.;]*(?:date[\s:.;]*)?$", re.IGNORECASE
)
_SERVED = re.compile(r"(?:\bon|served|dated?|mailed|sent)[\s:.;]*$", re.IGNORECASE)
_FAXED = re.compile(r"^\W*((?:19|20)\d\d-\d\d-\d\d)\s+\d{1,2}:\d\d", re.MULTILINE)
_LOGS = frozenset(
    {
        DocumentKind.CASE_MANAGER_NOTE,
        DocumentKind.MEDICATION_LOG,
        DocumentKind.ACUPUNCTURE_NOTE,
        DocumentKind.PT_NOTE,
        DocumentKind.CHIRO_NOTE,
        DocumentKind.PSYCH_NOTE,
        DocumentKind.PROCEDURE_NOTE,
        DocumentKind.BILLING,
        DocumentKind.OTHER,
        DocumentKind.PR2,
    }
)
_LETTERS = frozenset({DocumentKind.UR_DECISION, DocumentKind.CORRESPONDENCE, DocumentKind.QME_REPORT})
_EXAMS = frozenset({DocumentKind.PR2, DocumentKind.CONSULT})
_CLOSING = frozenset({DocumentKind.DISCHARGE, DocumentKind.LAB, DocumentKind.PT_NOTE, DocumentKind.QME_REPORT})
_LIFETIME = 14
"""A date so many years older than the page's latest is a birth or injury date, not the document's."""
_SIGNED = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.RFA})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    start: int
    end: int
    day: date


@lru_cache(maxsize=256)
def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every full date of a text, in order. Two-digit years up to 40 are of this century."""
    found = []
    for match in _DATE.finditer(text):
        day = _to_day(match)
        if day is not None:
            found.append(FoundDate(start=match.start(), end=match.end(), day=day))
    return tuple(found)


def _to_day(match: re.Match[str]) -> date | None:
    iy, im, iday, m, d, y, fd, fm, fy, nm, nd, ny = match.groups()
    year = int(iy or y or ny or fy)
    month_name = nm or fm
    month = _MONTHS[month_name.lower()] if month_name else int(im or m)
    day = int(iday or d or nd or fd)
    if year < 100:
        year += 2000 if year <= 40 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_document(heads: tuple[Head, ...], kind: DocumentKind, raw: str = "") -> PartialDate | None:
    """The date of a document; None when it gives none. `raw`: text of its first page with the fax header.

    Forms take their signature; letters their date line; logs their run date or latest entry; reports of discharge and
    laboratories the closing date; everything else the labelled date near the top, or the first date that is neither a
    birth nor an injury date. The day of the fax serves where a document has no date of its own.
    """
    top = heads[0].first(14)
    whole = "\n".join(head.all() for head in heads)
    found = None
    if kind in _SIGNED:
        found = _signature_date(heads)
    elif kind in _LETTERS:
        found = _date_line(heads[0])
    elif kind is DocumentKind.PROOF_OF_SERVICE:
        found = _after(top, _SERVED) or _latest(whole)
    if found is None and kind in _LOGS:
        found = _last_entry(whole, top, kind)
    if found is None and kind in _CLOSING:
        found = _after(top, _LEFT)
    found = found or _labelled(top) or (_labelled(whole) if kind in _EXAMS else None) or _first(top) or _first(whole)
    return found or _day_faxed(raw)


@lru_cache(maxsize=64)
def _own_dates(text: str) -> tuple[FoundDate, ...]:
    found = [each for each in find_dates(text) if not _NOT_ITS_DATE.search(text[max(0, each.start - 40) : each.start])]
    if not found:
        return ()
    latest = max(each.day.year for each in found)
    return tuple(each for each in found if latest - each.day.year < _LIFETIME)


def _date_line(head: Head) -> PartialDate | None:
    """A line near the top that is a date and little else."""
    for line in head.lines[:9]:
        dates = find_dates(line)
        if (
            len(dates) == 1
            and len(line) - (dates[0].end - dates[0].start) <= 12
            and not _NOT_ITS_DATE.search(line[: dates[0].start])
        ):
            return PartialDate.of(dates[0].day)
    return None


def _last_entry(whole: str, top: str, kind: DocumentKind) -> PartialDate | None:
    """The latest of at least two dates that begin a line; the run date of a printed log."""
    if kind in (DocumentKind.MEDICATION_LOG, DocumentKind.BILLING):
        run = _after(top, _RUN)
        if run is not None:
            return run
    entries = {each.day for each in _own_dates(whole) if _begins_line(whole, each.start)}
    visits = {each.day for each in _own_dates(whole) if _LABELS[0].search(whole[max(0, each.start - 30) : each.start])}
    best = max((entries, visits), key=len)
    if len(best) >= 2:
        return PartialDate.of(max(best))
    return _latest(whole) if kind is DocumentKind.CASE_MANAGER_NOTE else None


def visit_days(text: str) -> frozenset[date]:
    """The days of visits in notes: those that begin a line and those labelled as visits."""
    return frozenset(
        each.day
        for each in _own_dates(text)
        if _begins_line(text, each.start) or _LABELS[0].search(text[max(0, each.start - 30) : each.start])
    )


def _begins_line(text: str, at: int) -> bool:
    return not any(char.isalnum() for char in text[text.rfind("\n", 0, at) + 1 : at])


def _after(text: str, label: re.Pattern[str]) -> PartialDate | None:
    """The latest date behind such a label."""
    days = [each.day for each in _own_dates(text) if label.search(text[max(0, each.start - 30) : each.start])]
    return PartialDate.of(max(days)) if days else None


def _labelled(text: str) -> PartialDate | None:
    own = _own_dates(text)
    for label in _LABELS:
        for found in own:
            if label.search(text[max(0, found.start - 30) : found.start]):
                return PartialDate.of(found.day)
    return None


def _first(text: str) -> PartialDate | None:
    own = _own_dates(text)
    return PartialDate.of(own[0].day) if own else None


def _latest(text: str) -> PartialDate | None:
    days = [found.day for found in _own_dates(text)]
    return PartialDate.of(max(days)) if days else None


def _day_faxed(raw: str) -> PartialDate | None:
    match = _FAXED.search(raw[:300])
    days = find_dates(match[1]) if match else ()
    return PartialDate.of(days[0].day) if days else None


def _signature_date(heads: tuple[Head, ...]) -> PartialDate | None:
    text = "\n".join(head.all() for head in heads)
    for found in reversed(_own_dates(text)):
        before = text[max(0, found.start - 120) : found.start].lower()
        if "signature" in before or "signed" in before or before.rstrip().endswith(("date:", "date")):
            return PartialDate.of(found.day)
    return None
