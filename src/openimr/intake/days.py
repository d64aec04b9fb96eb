"""Days as written on forms and letters, also where a scan has torn the digits apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,7}}\.?"
_WRITTEN = re.compile(
    r"(?P<y1>(?:19|20)\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})(?!\d)"
    r"|(?<![\d/])(?P<m2>\d\s?\d?)\s?[/.-]\s?(?P<d2>\d\s?\d?)\s?[/.-]\s?(?P<y2>(?:19|2[06])\s?\d\s?\d|\d\d)(?![\d/])"
    r"|\b" + _NAMES.format("m3") + r"\s*(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y3>(?:19|2[06])\d\d)"
    r"|(?<!\d)(?P<d4>\d{1,2})(?:st|nd|rd|th)?\s+(?:day of\s+)?" + _NAMES.format("m4") + r",?\s+(?P<y4>(?:19|20)\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day and where it stands in the text."""

    day: date
    start: int
    end: int


def find_days(text: str) -> tuple[Day, ...]:
    """Every day in the text, in order; what is no day of the calendar is left out."""
    found = []
    for match in _WRITTEN.finditer(text):
        day = _read(match)
        if day is not None:
            found.append(Day(day=day, start=match.start(), end=match.end()))
    return tuple(found)


def first_day(text: str) -> date | None:
    days = find_days(text)
    return days[0].day if days else None


def _read(match: re.Match[str]) -> date | None:
    for way in "1234":
        if match[f"y{way}"]:
            year = int(match[f"y{way}"].replace(" ", ""))
            year -= 600 if year >= 2600 else 0  # a scan reads 0 as 6
            month = match[f"m{way}"].replace(" ", "")
            number = int(month) if month.isdigit() else MONTHS.index(month.lower()[:3]) + 1
            number -= 80 if 80 < number < 90 else 60 if 60 < number < 70 else 0
            # Two-digit years: records reach back to about 1930 (dates of birth).
            full = year if year > 99 else year + (1900 if year > 68 else 2000)
            try:
                return date(full, number, int(match[f"d{way}"].replace(" ", "")))
            except ValueError:
                return None
    return None
