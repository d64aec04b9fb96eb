"""Days of visits: spans of days that words give, and the dated rows of flow sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openimr.case import Document, PartialDate, Span

from .series_sheets import Passage, Statement, dates_in, full_dates_in, pattern_of, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The first and the last day of a course; None: not given."""

    first: PartialDate | None = None
    last: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSheet:
    """The dated rows of a treatment record: days attended, and how many were missed."""

    attended: tuple[PartialDate, ...]
    missed: int
    spans: tuple[Span, ...]


_JOINED = re.compile(
    r"\W{0,4}(?:to|through|thru|until|till|and|-|–|up to|ending|D/?C:?|discharge[d]?:?|last(?: \w+)?:?)?\W{0,4}", re.I
)
_JOIN_WORD = re.compile(r"to|thr|until|till|and|-|–|end|d/?c|discharge|last", re.I)
_FIRST = re.compile(
    r"\b(?:SOC|S\.O\.C\.|start(?:ed)?(?: of care)?|start date|first(?: visit| seen| treatment| session)?|initial(?: visit| eval\w*)?"
    r"|eval(?:uation)?(?: date)?|began|begun|begin|since|from|commenced)\W{0,4}(?:on |of |date )?\W{0,2}$",
    re.I,
)
_LAST = re.compile(
    r"\b(?:D/?C|discharged?(?: date)?|last(?: of them| visit| seen| treatment| session)?|ended|final(?: visit)?|ending|through|until|as of)"
    r"\W{0,4}(?:on |of |date |was )?\W{0,2}$",
    re.I,
)
_NOT_A_VISIT = re.compile(
    r"\b(?:D\.?O\.?B|birth\w*|born|D\.?O\.?I|injur\w*|inj|onset|surgery|operat\w*|DOS|fax\w*|received|printed|exp\w*|auth\w*|due|next)\W{0,12}$",
    re.I,
)
_ROW = re.compile(
    r"^\W{0,4}(?:(?:visit|tx|session|appt|no\.?|#)?\s*#?\d{1,2}[.°)]?\s+|(?:visit|tx|session|appt)\s*#?\s*\d{0,2}\W{0,3})?(?=\d)",
    re.I,
)
_IN_LINE = re.compile(r"(?<=[.;] )(?=\d{1,2}/\d{1,2}(?:/\d{2,4})?\s)")
_LONGEST = 420


def spans_of_days(text: str, document: Document) -> tuple[tuple[int, Days], ...]:
    """Spans of days in a text ("from 3/2/15 to 5/11/15"), each with its offset."""
    found = full_dates_in(text, document)
    joined: list[tuple[int, Days]] = []
    for (start, end, first), (following, _, last) in zip(found, found[1:], strict=False):
        gap = text[end:following]
        if _JOINED.fullmatch(gap) and _JOIN_WORD.search(gap) and first.earliest() <= last.latest():
            joined.append((start, Days(first=first, last=last)))
    return tuple(joined)


def days_of(text: str, document: Document) -> Days:
    """First and last day of a course as a text says them: a span of days, else days with words such as "last visit"."""
    joined = spans_of_days(text, document)
    if joined:
        return joined[0][1]
    first = last = None
    for start, _, day in full_dates_in(text, document):
        before = text[max(0, start - 30) : start]
        if first is None and _FIRST.search(before):
            first = day
        elif _LAST.search(before):
            last = day
    return Days(first=first, last=last)


def read_flow_sheet(passages: Iterable[Passage], document: Document) -> FlowSheet | None:
    """The dated rows of a document, None where fewer than two days have one."""
    attended: dict[PartialDate, Span] = {}
    missed: set[PartialDate] = set()
    for row in _rows(passages):
        day = _row_day(row, document)
        if day is None:
            continue
        if pattern_of("services_given", "words", "missed").search(row.text[:90]):
            missed.add(day)
        else:
            attended.setdefault(day, row.span(0, min(len(row.text), 80)))
    if len(attended) < 2:
        return None
    days = tuple(sorted(attended))
    return FlowSheet(
        attended=days,
        missed=len(missed - set(days)),
        spans=tuple(dict.fromkeys((attended[days[0]], attended[days[-1]]))),
    )


def _rows(passages: Iterable[Passage]) -> Iterator[Statement]:
    for statement in statements(passages, by_line=True):
        cuts = [0, *(match.start() for match in _IN_LINE.finditer(statement.text)), len(statement.text)]
        for start, end in zip(cuts, cuts[1:], strict=False):
            if statement.text[start:end].strip():
                yield Statement(passage=statement.passage, start=statement.start + start, end=statement.start + end)


def _row_day(row: Statement, document: Document) -> PartialDate | None:
    head = _ROW.match(row.text)
    if head is None:
        return None
    dates = dates_in(row.text[:40], document)
    if not dates or dates[0][0] > head.end() or not dates[0][2].day:
        return None
    _, end, day = dates[0]
    rest = row.text[end:].strip(" .-|:")
    if not rest or re.match(r"\d{1,2}:\d\d|from\b|FROM\b", rest) or (len(dates) > 1 and dates[1][0] - end < 6):
        return None
    return day if _plausible(day, document) else None


def _plausible(day: PartialDate, document: Document) -> bool:
    if document.date is None:
        return True
    gap = (document.date.latest() - day.earliest()).days
    return -4 <= gap <= _LONGEST


def is_no_visit(before: str) -> bool:
    """Whether the words before a date say that it is of a birth, an injury, a fax and not of a visit."""
    return _NOT_A_VISIT.search(before) is not None
