"""Tables of courses: one row for each course, with its days and the visits authorized and attended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.case import Document, PartialDate, TreatmentCourse

from .series_sheets import Passage, Statement, statements
from .services_given import service_named
from .visit_days import days_of

_AUTHORIZED = re.compile(r"auth|appr|certif|allowed", re.I)
_ATTENDED = re.compile(r"attend|complet|used|seen|visits|done|actual|kept", re.I)
_MISSED = re.compile(r"no[- ]?show|missed|cancel", re.I)
_SERVICE = re.compile(r"service|treatment|therapy|modality|course|type|care", re.I)
_WHOLE = re.compile(r"\s*(\d{1,3})\s*(?:visits?|sessions?|tx)?\s*")
_LEAST_COLUMNS = 3


def read_course_table(passages: Sequence[Passage], document: Document) -> Iterator[TreatmentCourse]:
    """The courses of a table whose head names the columns: "Service | Dates | Auth | Attended"."""
    columns: tuple[str, ...] = ()
    for row in statements(passages, by_line=True):
        if row.text.count("|") < _LEAST_COLUMNS - 1:
            continue
        parts = row.text.split("|")
        head = tuple(_column(part) for part in parts)
        if "authorized" in head or ("completed" in head and "service" in head):
            columns = head
        elif columns:
            yield from _course(row, parts, columns, document)


def _column(words: str) -> str:
    if any(c.isdigit() for c in words):
        return ""
    if _MISSED.search(words):
        return "no_show"
    if _AUTHORIZED.search(words):
        return "authorized"
    if _ATTENDED.search(words):
        return "completed"
    return "service" if _SERVICE.search(words) else ""


def _course(
    row: Statement, parts: Sequence[str], columns: tuple[str, ...], document: Document
) -> Iterator[TreatmentCourse]:
    service = service_named(parts[0])
    if service is None:
        return
    numbers: dict[str, int] = {}
    for name, part in zip(columns, parts, strict=False):
        found = _WHOLE.fullmatch(part)
        if found and name:
            numbers[name] = int(found[1])
    days = days_of(row.text, document)
    first: PartialDate | None = days.first if days.first and days.last else None
    last = days.last if first else None
    span = (row.span(),)
    if "authorized" in numbers:
        yield TreatmentCourse(spans=span, service=service, authorized=numbers["authorized"])
    if "completed" in numbers:
        yield TreatmentCourse(
            spans=span,
            service=service,
            completed=numbers["completed"],
            no_show=numbers.get("no_show"),
            start=first,
            end=last,
        )
