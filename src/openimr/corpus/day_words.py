"""Days as letters write them: 9/26/2013, 6-14-2012, 2/19/14, March 9, 2010, May 6,2013, 5th day of August 2015."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DAY = (
    rf"(?:\d{{1,2}}\s?[/-]\s?\d{{1,2}}\s?[/-]\s?(?:\d{{4}}|\d{{2}})(?![\d/-])"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}(?!\d)"
    rf"|(?:{_MONTH})\s*\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s*(?:day\s*of\s*)?(?:{_MONTH})\s*,?\s*\d{{4}})"
)
"""A pattern without groups; use it with re.IGNORECASE."""

_FIGURES = re.compile(r"(\d{1,2})\s?[/-]\s?(\d{1,2})\s?[/-]\s?(\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_NAMED = re.compile(rf"({_MONTH})\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(\d{{4}})$", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s*(?:day\s*of\s*)?({_MONTH})\s*,?\s*(\d{{4}})$", re.IGNORECASE)
_LATEST_SHORT_YEAR = 50


def day_of(words: str) -> date | None:
    """The day the words say; None when there is no such day. Two-digit years up to 50 lie in this century."""
    said = words.strip()
    if found := _ISO.match(said):
        return _day(found[1], found[2], found[3])
    if found := _FIGURES.match(said):
        return _day(found[3], found[1], found[2])
    if found := _NAMED.match(said):
        return _day(found[3], _month(found[1]), found[2])
    if found := _DAY_FIRST.match(said):
        return _day(found[3], _month(found[2]), found[1])
    return None


def _month(name: str) -> str:
    head = name[:3].lower()
    return str(next((n for n, month in enumerate(_MONTHS, start=1) if month.startswith(head)), 0))


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= _LATEST_SHORT_YEAR else 1900
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None
