"""The date a document gives itself: of the visit, the study, the report or the last entry of a log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from openimr.case import DocumentKind, PartialDate

from .document_heads import Head

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"(?<![\d/-])(?:(?P<iy>(?:19|20)\d\d)-(?P<im>\d\d)-(?P<id>\d\d)(?!\d)"
    r"|(?P<m>\d{1,2})\s?[/-]\s?(?P<d>\d{1,2})\s?[/-]\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/])"
    r"|\b" + _MONTH.format("nm") + r"\s+(?P<nd>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<ny>(?:19|20)\d\d)\b"
    r"|(?P<fd>\d{1,2})[\s-]" + _MONTH.format("fm") + r"[\s-]+(?P<fy>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)
_NOT_ITS_DATE = re.compile(
    r"(?:d\.?o\.?b|date of birth|birth ?date|born|\bd\.?o\.?i|d/i|d\.?o\.?l|date of (?:injury|loss)|injur(?:y|ed)(?: date)?"
    r"|\bCT\b|accident|next (?:visit|appointment)|expires?|valid|through|auth(?:orized)?(?: to)?|soc|start of care)[\s:.;,-]*(?:on\s+)?"
    r"(?:\S+\s*-\s*)?$",
    re.IGNORECASE,
)
_LABELS = (
    re.compile(
        r"(?:\bd\.?o\.?s\b|date of (?:service|visit|exam(?:ination)?|evaluation|study|surgery|operation|procedure|test)|visit(?: date)?|exam(?:ination)?(?: date)?"
        r"|study date|evaluation date|seen|collected|evaluated|date/time|run date|printed|updated|reviewed|as of)[\s:.;]*(?:on\s+)?$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:\bdate[ds]?(?: signed)?|signed(?: on)?|report(?:ed| date)?|served)[\s:.;]*$", re.IGNORECASE),
)
_LAST_ENTRY = frozenset(
    {
        DocumentKind.CASE_MANAGER_NOTE,
        DocumentKind.MEDICATION_LOG,
        DocumentKind.ACUPUNCTURE_NOTE,
        DocumentKind.PROOF_OF_SERVICE,
    }
)
_SIGNED = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.RFA})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    start: int
    end: int
    day: date


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every full date of a text, in order. Two-digit years up to 40 are of this century."""
    found = []
    for match in _DATE.finditer(text):
        day = _to_day(match)
        if day is not None:
            found.append(FoundDate(start=match.start(), end=match.end(), day=day))
    return tuple(found)


def _to_day(match: re.Match[str]) -> date | None:
    group = match.groupdict()
    year = int(group["iy"] or group["y"] or group["ny"] or group["fy"])
    month_name = group["nm"] or group["fm"]
    month = _MONTHS[month_name.lower()] if month_name else int(group["im"] or group["m"])
    day = int(group["id"] or group["d"] or group["nd"] or group["fd"])
    if year < 100:
        year += 2000 if year <= 40 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_document(heads: tuple[Head, ...], kind: DocumentKind) -> PartialDate | None:
    """The date of a document; None when it gives none.

    Logs take their latest entry, forms their signature, everything else the labelled date near the top, a
    letter's date line, or the first date that is neither a birth nor an injury date.
    """
    top = heads[0].first(14)
    if kind in _SIGNED:
        return _signature_date(heads) or _labelled(top)
    if kind in _LAST_ENTRY:
        return _labelled(top, kind is DocumentKind.MEDICATION_LOG) or _latest(heads)
    return _labelled(top) or _first(top) or _first("\n".join(head.all() for head in heads))


def _own_dates(text: str) -> tuple[FoundDate, ...]:
    return tuple(
        found for found in find_dates(text) if not _NOT_ITS_DATE.search(text[max(0, found.start - 40) : found.start])
    )


def _labelled(text: str, wanted: bool = True) -> PartialDate | None:
    if not wanted:
        return None
    own = _own_dates(text)
    for label in _LABELS:
        for found in own:
            if label.search(text[max(0, found.start - 30) : found.start]):
                return PartialDate.of(found.day)
    return None


def _first(text: str) -> PartialDate | None:
    own = _own_dates(text)
    return PartialDate.of(own[0].day) if own else None


def _latest(heads: tuple[Head, ...]) -> PartialDate | None:
    days = [found.day for head in heads for found in _own_dates(head.all())]
    return PartialDate.of(max(days)) if days else None


def _signature_date(heads: tuple[Head, ...]) -> PartialDate | None:
    text = "\n".join(head.all() for head in heads)
    for found in reversed(_own_dates(text)):
        before = text[max(0, found.start - 120) : found.start].lower()
        if "signature" in before or "signed" in before or before.rstrip().endswith(("date:", "date")):
            return PartialDate.of(found.day)
    return None
