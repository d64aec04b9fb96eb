"""Dates as records write them, in figures, words and with the stray marks of scanned paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openimr.case import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """text[start:end] says `date`. assumed: its year was not written and is the last possible one."""

    start: int
    end: int
    date: PartialDate
    assumed: bool = False


_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_GAP = r"[\s.,'\"“”‘’]{0,3}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_IN_FIGURES = (
    rf"(?P<ya>{_YEAR})-(?P<ma>0[1-9]|1[0-2])-(?P<da>[0-3]\d)(?!\d)"
    rf"|(?P<mb>1[0-2]|0?[1-9])\s?[/\-.]\s?(?P<db>{_DAY})\s?[/\-.]\s?(?P<yb>{_YEAR}|\d\d)(?![\d/])"
    rf"|(?P<dc>{_DAY})(?:st|nd|rd|th)?(?: of )?[\s\-]{{0,2}}(?P<mc>{_MONTH})\b[.,]?[\s\-]{{0,2}}(?P<yc>{_YEAR}|\d\d)(?!\d)"
    rf"|(?P<mf>1[0-2]|0?[1-9])/(?P<yf>{_YEAR})(?![\d/])"
    rf"|(?P<mh>1[0-2]|0?[1-9])/(?P<dh>{_DAY})(?![\d/+]|-\d|\s?(?:%|lbs?\b|mg|days\b|visits\b))"
    rf"|(?P<yi>{_YEAR})(?![\d\-/]|,\d|\s?(?:mg|lbs?|ml|units)\b)"
)
_IN_WORDS = (
    rf"(?P<md>{_MONTH})\b{_GAP}(?P<dd>{_DAY})(?:st|nd|rd|th)?{_GAP}(?P<yd>{_YEAR})(?!\d)"
    rf"|(?P<me>{_MONTH})\b[.,]?(?: of )?\s?[\-/']?\s?(?P<ye>{_YEAR})(?!\d)"
    rf"|(?P<mg>{_MONTH})\b\.?\s?(?P<dg>{_DAY})(?:st|nd|rd|th)?\b(?![/\d.]\d|\s?(?:mg|/))"
)
# The first letter is looked at first: at most letters of a text no date begins.
_DATE = re.compile(
    rf"(?=[\djfmasond])(?<![\d/.\-])(?:(?=\d)(?:{_IN_FIGURES})|\b(?=[a-z])(?:{_IN_WORDS}))", re.IGNORECASE
)
_FIGURES = re.compile(r"\d(?:\s?[/\-.]\s?\d|[09]\d\d)")
_WORDS = re.compile(rf"(?:{'|'.join(_NAMES)})[a-z]*[^a-z0-9]{{0,5}}(?:of )?[^a-z0-9]{{0,3}}\d")


def _may_date(text: str) -> bool:
    """A cheap look that passes every text with a date, and few others."""
    if _FIGURES.search(text):
        return True
    lower = text.lower()
    return any(map(lower.__contains__, _NAMES)) and _WORDS.search(lower) is not None


def find(text: str, on: PartialDate | None = None) -> tuple[DateMention, ...]:
    """Every date of a text, in order. on: the day the text was written; it dates a day given without a year.

    A bare year is a date too (`date.month` 0); a bare number pair such as "5/5" only counts before words that date.
    """
    return tuple(_mentions(text, on))


def _mentions(text: str, on: PartialDate | None) -> Iterator[DateMention]:
    if not _may_date(text):
        return
    for match in _DATE.finditer(text):
        kind = (match.lastgroup or "yi")[1]
        part = match.groupdict()
        year, month = part.get(f"y{kind}"), _month(part.get(f"m{kind}"))
        day = int(part.get(f"d{kind}") or 0)
        if kind == "h" and not _dates(text, match):
            continue
        full = _full(int(year)) if year else _last(month, day, on)
        if full is None or not _exists(full, month, day):
            continue
        yield DateMention(
            start=match.start(), end=match.end(), date=PartialDate(full, month, day), assumed=year is None
        )


_DATED = re.compile(r"(?:\b(?:on|of|dated?|since|until|from|through|by|to|in|mri|emg|seen|visit)|[(#:])\s?$", re.I)


def _dates(text: str, match: re.Match[str]) -> bool:
    """Whether a pair such as 5/28 is a day and no score, strength or pressure."""
    month, day = int(match["mh"]), int(match["dh"])
    if month == day or (day in (5, 10) and month <= 10):
        return bool(re.search(r"\b(?:on|dated|since|until)\s?$", text[: match.start()][-9:], re.I))
    at_start = not text[: match.start()].strip() or text[: match.start()].endswith("\n")
    return at_start or bool(_DATED.search(text[max(0, match.start() - 10) : match.start()]))


def _month(words: str | None) -> int:
    if not words:
        return 0
    return int(words) if words.isdigit() else _NAMES.index(words[:3].lower()) + 1


def _full(year: int) -> int:
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)


def _last(month: int, day: int, on: PartialDate | None) -> int | None:
    """The year of the last such day up to `on`."""
    if on is None or not on.month:
        return None
    return on.year - ((month, day) > (on.month, on.day or 31))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return False
    return 1900 <= year <= 2100
