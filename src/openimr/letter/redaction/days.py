"""Dates and ages: a birthday wherever it stands, and under Safe Harbor every date but its year and ages over 89."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .identifier import Kind, Known, Mark
from .patterns import recognizers

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_NO_DAY = r"(?!\s*(?:strength|pain|normal|\(?motor|on the|with|without|scale|in|VAS|intensity|bilat|left|right|muscle|reflex))"
_LOOSE = re.compile(
    rf"\b{_MONTH},?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*(?:mg|percent|%))"
    rf"|(?:(?<=\bon )|(?<=since )|(?<=dated )|(?<=until ))(?:0?[1-9]|1[0-2])/\d{{1,2}}(?=\s|[,.;)]|$){_NO_DAY}|(?<![\d/])\d{{1,2}}/(?P<short>(?:19|20)\d\d)\b"
)
_YEARS_OLD = r"(?=\s?[- ]?(?:y/?o\b|years?[- ]old|yrs?[- ]old|-?year-?old|years of age))"
_AGE = re.compile(
    rf"\b(?P<age>9\d|1[0-3]\d){_YEARS_OLD}|(?i:\baged?\s*:?\s*)(?P<told>9\d|1[0-3]\d)\b(?! or more)"
    r"|(?i:\b(?:(?P<word>ninet(?:y|ies)(?:-\w+)?)[- ]years?[- ]old))"
)
_FIX = str.maketrans("OolI|S", "001115")


def find_days(text: str, parties: Sequence[Known], *, every: bool) -> Iterator[Mark]:
    """every: all dates, of which the year stays; else birthdays only."""
    born = {day for known in parties if known.kind is Kind.BIRTH for day in (_read(known.text),) if day}
    for match in _dates().finditer(text):
        day = _read(match[0])
        if day and day in born:
            yield Mark(start=match.start(), end=match.end(), kind=Kind.BIRTH, by="party_list")
        elif every:
            yield Mark(
                start=match.start(), end=match.end(), kind=Kind.DATE, by="pattern", instead=str(day.year) if day else ""
            )
    if every:
        for match in _LOOSE.finditer(text):
            year = match["year"] or match["short"] or ""
            yield Mark(start=match.start(), end=match.end(), kind=Kind.DATE, by="pattern", instead=year)


def find_ages(text: str) -> Iterator[Mark]:
    for match in _AGE.finditer(text):
        group = next(name for name in ("age", "told", "word") if match[name])
        yield Mark(start=match.start(group), end=match.end(group), kind=Kind.AGE, by="pattern", instead="90 or more")


def _dates() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-]){recognizers().date}(?![\w/])", re.IGNORECASE)


def _read(text: str) -> date | None:
    words = re.findall(r"[A-Za-z]{3,}", text)
    month = next((_MONTHS[word[:3].lower()] for word in words if word[:3].lower() in _MONTHS), None)
    digits = [int(one) for one in re.findall(r"\d+", text if month else text.translate(_FIX))]
    try:
        if month and len(digits) == 2:
            return date(digits[1], month, digits[0])
        if len(digits) == 3:
            year, mon, day = digits if digits[0] > 31 else (digits[2], digits[0], digits[1])
            return date(year + (1900 if year > 30 else 2000) if year < 100 else year, mon, day)
    except ValueError:
        return None
    return None
