"""Case number and dates of a California workers' compensation letter: its head, its running feet, its first sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from openimr.case import Problem, Span

from ..day_words import DAY, day_of
from ..determination import LetterDates
from ..header import HeadReader, HeadValue, Kind, Label
from ..letter_text import LetterText
from ..wording import fold, loose

NUMBER = r"(?:CM|IMR)\s?[\dOIlSB]{2}\s?-\s?[\dOIlSB]{6,7}(?![\w-])"
_HEAD = HeadReader(
    (
        Label(
            field="case_number",
            says=("IMR Case Number", "MAXIMUS Case Number", "Case Number", "Case No.", "IMR Case No."),
            kind=Kind.NUMBER,
        ),
        Label(field="assignment", says=("Date Assigned", "Assigned Date", "Assignment Date"), kind=Kind.DAY),
        Label(field="injury", says=("Date of Injury", "Injury Date", "DOI"), kind=Kind.DAY),
        Label(
            field="determination",
            says=("Decision Date", "Date of Decision", "Determination Date", "Dated", "Date of Determination"),
            kind=Kind.DAY,
        ),
        Label(
            field="ur_decision",
            says=(
                "UR Denial Date",
                "Date of UR Decision",
                "UR Decision Date",
                "Date of UR Denial",
                "Utilization Review Denial Date",
            ),
            kind=Kind.DAY,
        ),
        Label(
            field="application",
            says=(
                "IMR Application Received",
                "Application Received",
                "Application Date",
                "Date Application Received",
                "Application Received Date",
            ),
            kind=Kind.DAY,
        ),
        Label(field="priority", says=("Priority",), kind=Kind.PRIORITY),
        Label(
            field="",
            says=("Employee Name", "Employee", "Provider Name", "Claim Number", "Claims Number", "Provider"),
            kind=Kind.TEXT,
        ),
    ),
    NUMBER,
)
_INJURED = (
    re.compile(rf"\b(?:date\s*of\s*injury|injury\s*date|DOI)\s*(?:of|is|was|on|:)?\s*(?P<day>{DAY})", re.IGNORECASE),
    re.compile(rf"(?P<day>{DAY})\s*(?:date\s*of\s*injury|injury\b|DOI)", re.IGNORECASE),
    re.compile(
        rf"\binjur(?:y|ed|ies)\b[^.]{{0,40}}?\b(?:on|of|dated)\s*(?:or\s*about\s*)?(?P<day>{DAY})", re.IGNORECASE
    ),
    re.compile(rf"\b(?:hurt|injured)\b[^.]{{0,60}}?\bon\s*(?P<day>{DAY})", re.IGNORECASE),
)
_FILED = re.compile(
    rf"{loose('application for Independent Medical Review was')}\s*{loose('filed')}\s*on\s*(?P<day>{DAY})",
    re.IGNORECASE,
)
_DENIED = re.compile(rf"{loose('Utilization Review Denial')}(?:/\w+)?\s*dated\s*(?P<day>{DAY})", re.IGNORECASE)
_ASSIGNED = re.compile(rf"{loose('Notice of Assignment')}.{{0,90}}?\bon\s*(?P<day>{DAY})", re.IGNORECASE | re.DOTALL)
_DATED = re.compile(rf"\bDated\s*:\s*(?P<day>{DAY})", re.IGNORECASE)
_LABELED = re.compile(rf"{loose('Case Number')}\s*:\s*(?P<n>{NUMBER})", re.IGNORECASE)
_DIGITS = str.maketrans("OIlSB", "01158")
_FIELDS = ("injury", "ur_decision", "application", "assignment", "determination")
_HEAD_LENGTH = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class DwcHead:
    case_number: str | None
    dates: LetterDates
    priority: str | None
    problems: tuple[Problem, ...]


def read_head(letter: LetterText, end: int, summary: tuple[int, int]) -> DwcHead:
    """end: where the head ends. summary: the case summary, which gives the date of injury where the head does not."""
    values = _HEAD.read(letter.text, 0, min(end, _HEAD_LENGTH))
    problems: list[Problem] = []
    days: dict[str, date] = {}
    spans: list[Span] = []
    for value in values:
        if value.field in _FIELDS:
            _take(letter, value, days, spans, problems)
    for field, words, at in _in_prose(letter.text, summary, days):
        day = day_of(words)
        if day is not None:
            days[field] = day
            spans.extend(letter.spans(*at))
    number, more = _case_number(letter, values)
    priority = next((value.words for value in values if value.field == "priority"), None)
    return DwcHead(
        case_number=number,
        dates=LetterDates(**days, spans=tuple(spans)),
        priority=priority.capitalize() if priority else None,
        problems=(*problems, *more),
    )


def _take(
    letter: LetterText, value: HeadValue, days: dict[str, date], spans: list[Span], problems: list[Problem]
) -> None:
    day = day_of(value.words)
    label = value.field.replace("_", " ")
    if day is None:
        problems.append(
            Problem(
                code="unreadable_date",
                says=f"The {label} date reads {fold(value.words)!r}, which is no day.",
                where=letter.where(value.start),
                fix="Look at the page; the date is left out.",
            )
        )
    elif value.field not in days:
        days[value.field] = day
        spans.extend(letter.spans(value.start, value.end))
    elif days[value.field] != day:
        problems.append(
            Problem(
                code="contradictory_dates",
                says=f"The letter gives two {label} dates: {days[value.field]} and {day}; the first is taken.",
                where=letter.where(value.start),
                fix="Look at both places.",
            )
        )


def _in_prose(text: str, summary: tuple[int, int], days: dict[str, date]) -> list[tuple[str, str, tuple[int, int]]]:
    """Dates that only sentences give: (field, words, place)."""
    found = []
    for field, pattern in (
        ("application", _FILED),
        ("ur_decision", _DENIED),
        ("assignment", _ASSIGNED),
        ("determination", _DATED),
    ):
        match = None if field in days else pattern.search(text)
        if match:
            found.append((field, match["day"], match.span("day")))
    if "injury" not in days and summary[1] > summary[0]:
        hits = [hit for pattern in _INJURED if (hit := pattern.search(text, *summary))]
        if hits:
            first = min(hits, key=lambda hit: hit.start("day"))
            found.append(("injury", first["day"], first.span("day")))
    return found


def _case_number(letter: LetterText, values: tuple[HeadValue, ...]) -> tuple[str | None, list[Problem]]:
    """The number of the head, else of the feet, and a problem where there are two."""
    printed = [clean_number(value.words) for value in values if value.field == "case_number"]
    printed += [clean_number(foot) for foot in letter.feet]
    numbers = list(dict.fromkeys(printed))
    if len(numbers) > 1:
        says = f"The letter carries {len(numbers)} case numbers: {', '.join(numbers)}; the first is taken."
        return numbers[0], [
            Problem(code="two_case_numbers", says=says, where=letter.file, fix="Look which one is right.")
        ]
    return (numbers[0] if numbers else None), []


def labeled_numbers(text: str) -> list[tuple[int, str]]:
    """Every case number that stands after its label, with where the label begins."""
    return [(match.start(), clean_number(match["n"])) for match in _LABELED.finditer(text)]


def clean_number(words: str) -> str:
    """A case number with spaces out and digits that OCR took for letters put back."""
    squeezed = re.sub(r"\s", "", words)
    head = re.match(r"[A-Za-z]+?(?=[\dOIlSB]{2}-|[\dOIlSB]{2}\d)", squeezed)
    at = head.end() if head else 2
    return squeezed[:at].upper() + squeezed[at:].translate(_DIGITS)
