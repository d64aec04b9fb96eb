"""Days of visits: spans of days that words give, and the dated rows of flow sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openimr.case import Document, PartialDate, Span

from .series_sheets import Passage, Statement, day_of, full_dates_in, pattern_of, statements


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
_BETWEEN = re.compile(r"between\W*$", re.I)
_JOIN_WORD = re.compile(r"to|thr|until|till|and|-|–|end|d/?c|discharge|last", re.I)
_FIRST = re.compile(
    r"\b(?:SOC|S\.O\.C\.|start(?:ed)?(?: of care)?|start date|first(?: visit| seen| treatment| session)?|"
    r"initial(?: visit| eval\w*)?"
    r"|eval(?:uation)?(?: date)?|began|begun|begin|since|from|commenced|opened|admi(?:tted|ssion)|enrolled|"
    r"DOA)\W{0,4}(?:on |of |date )?\W{0,2}$",
    re.I,
)
_LAST = re.compile(
    r"\b(?:D/?C|discharged?(?: date)?|last(?: of them| visit| seen| treatment| session)?|ended|final(?: visit)?|"
    r"ending|through|until|as of|closed|completed|graduated)"
    r"\W{0,4}(?:on |of |date |was )?\W{0,2}$",
    re.I,
)
_ROW = re.compile(
    r"^\W{0,4}(?:(?:visit|tx|session|appt|no\.?|#)?\s*#?\d{1,2}[.°)]?\s+|(?:visit|tx|session|"
    r"appt)\s*#?\s*\d{0,2}\W{0,3})?(?=\d)",
    re.I,
)
_IN_LINE = re.compile(r"(?<=[.;] )(?=\d{1,2}/\d{1,2}(?:/\d{2,4})?\s)")
_LONGEST = 420


def spans_of_days(text: str, document: Document) -> tuple[tuple[int, Days], ...]:
    """Spans of days in a text ("from 3/2/15 to 5/11/15"), each with its offset."""
    found = _with_short_days(text, document)
    joined: list[tuple[int, Days]] = []
    for (start, end, first), (following, _, last) in pairwise(found):
        gap = text[end:following]
        if "and" in gap and not _BETWEEN.search(text[max(0, start - 12) : start]):
            continue
        if _JOINED.fullmatch(gap) and _JOIN_WORD.search(gap) and first.earliest() <= last.latest():
            joined.append((start, Days(first=first, last=last)))
    return tuple(joined)


def _with_short_days(text: str, document: Document) -> tuple[tuple[int, int, PartialDate], ...]:
    """Dates, and the day before a dash that lacks its year: "2/18 - 4/10/15"."""
    found = list(full_dates_in(text, document))
    for match in _SHORT.finditer(text):
        first, last = (day_of(match[key], document) for key in ("first", "last"))
        if first is None or last is None:
            continue
        for key, day in (("first", first), ("last", last)):
            if not any(start == match.start(key) for start, _, _ in found):
                found.append((match.start(key), match.end(key), day))
    return tuple(sorted(found))


_SHORT = re.compile(
    r"(?<![\d/])(?P<first>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?)\s*(?:-|–|to|thru|through)\s*(?P<last>\d{1,2}/\d{1,2}(?:/(?:\d{4}|"
    r"\d{2}))?)(?![\d/])"
)


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


def read_flow_sheet(passages: Sequence[Passage], document: Document) -> FlowSheet | None:
    """The dated rows of a document, None where fewer than two days have one."""
    attended: dict[PartialDate, Span] = {}
    missed: set[PartialDate] = set()
    rows = [(row, _row_day(row, document)) for row in _rows(passages)]
    if sum(1 for _, found in rows if found is not None and found.dated) > 1:
        rows = [(row, found if found is not None and found.dated else None) for row, found in rows]
    bare = sum(1 for _, found in rows if found is not None and not found.labeled)
    for n, (row, found) in enumerate(rows):
        if found is None or not (found.labeled or bare >= _LEAST_BARE):
            continue
        following = rows[n + 1][0].text if n + 1 < len(rows) and rows[n + 1][1] is None else ""
        if _missed(row.text[:90]) or _MISSED_LINE.match(following):
            missed.add(found.day)
        else:
            attended.setdefault(found.day, row.span(0, min(len(row.text), 80)))
    if len(attended) < 2:
        return _listed(passages, document)
    days = tuple(sorted(attended))
    spans = tuple(dict.fromkeys((attended[days[0]], attended[days[-1]])))
    return FlowSheet(attended=days, missed=len(missed - set(days)), spans=spans)


_LISTED = re.compile(
    r"\b(?:visits?|dates? (?:of (?:service|treatment|visits?)|seen|attended)|attended|treated)(?: on)?\W{0,3}"
    r"(?P<days>(?:\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?[\s,;.&]+(?:and )?){3,}\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?)",
    re.I,
)


_ROW_OF_DAYS = re.compile(
    r"(?:^|\n)\W{0,3}(?P<days>(?:\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?[\s,;.&]+(?:and )?){3,}\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?)"
)
_LIST_OF_VISITS = re.compile(r"\b(?:visits?|sessions?|attend\w*|treatments?)\b", re.I)


def last_row_day(text: str, document: Document) -> PartialDate | None:
    """The last day written with its year that heads a row of a record, where three rows or more begin so."""
    found = (_HEADED.match(line) for line in text.split("\n"))
    days = [day for match in found if match is not None and (day := day_of(match["day"], document)) is not None]
    return max(days) if len(days) >= _LEAST_BARE else None


_HEADED = re.compile(
    r"\W{0,3}(?:(?:visit|tx|session)?\s*#?\d{1,3}[.)|]?\s+(?:\| )?)?(?P<day>\d{1,2}/\d{1,2}/\d{2,4})(?=[\s|])", re.I
)


def _listed(passages: Sequence[Passage], document: Document) -> FlowSheet | None:
    """Days of visits written in a row: "Visits: 5/5, 5/7, 5/12, 5/14"."""
    for passage in passages:
        match = _LISTED.search(passage.text)
        if match is None and _LIST_OF_VISITS.search(passages[0].text + passage.text):
            match = _ROW_OF_DAYS.search(passage.text)
        if match is None:
            continue
        found = (day_of(words, document) for words in re.findall(r"[\d/]+", match["days"]))
        days = tuple(sorted({day for day in found if day is not None and _plausible(day, document)}))
        if len(days) > 1:
            return FlowSheet(attended=days, missed=0, spans=(passage.span(*match.span()),))
    return None


_LEAST_BARE = 3
_MISSED_LINE = re.compile(r"\W{0,4}(?:no[- ]?show|n/?s\b|cancel\w*|cx\b|did not (?:come|show|attend))", re.I)


def _missed(text: str) -> bool:
    return pattern_of("services_given", "words", "missed").search(text) is not None


@dataclass(frozen=True, slots=True)
class _RowDay:
    """labeled: the row says more than its day. dated: its year is written."""

    day: PartialDate
    labeled: bool
    dated: bool


def _rows(passages: Iterable[Passage]) -> Iterator[Statement]:
    for statement in statements(passages, by_line=True):
        cuts = [0, *(match.start() for match in _IN_LINE.finditer(statement.text)), len(statement.text)]
        for start, end in pairwise(cuts):
            if statement.text[start:end].strip():
                yield Statement(passage=statement.passage, start=statement.start + start, end=statement.start + end)


_ROW_DAY = re.compile(
    r"\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?(?:\d{4}|\d{2}))?(?![\d/%])|\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-\d{2,4}(?!\d)"
)
_NO_ROW = re.compile(r"\W*(?:\d{1,2}:\d\d|from\b|to\b|through\b|-\s*\d{1,2}/)", re.I)


def _row_day(row: Statement, document: Document) -> _RowDay | None:
    head = _ROW.match(row.text)
    if head is None:
        return None
    match = _ROW_DAY.match(row.text, head.end())
    day = day_of(match[0].replace(" ", ""), document) if match else None
    if match is None or day is None or not _plausible(day, document):
        return None
    dated = len(re.findall(r"\d+", match[0])) > 2
    if not dated and re.search(r"/\s?(?:10|5)$", match[0]):
        return None
    rest = row.text[match.end() :]
    if _NO_ROW.match(rest) or _ROW_DAY.match(rest.strip(" |")):
        return None
    return _RowDay(day, bool(rest.strip(" .-|:©~_\"'") or any(c.isalpha() for c in head[0])), dated)


def _plausible(day: PartialDate, document: Document) -> bool:
    if document.date is None:
        return True
    gap = (document.date.latest() - day.earliest()).days
    return -4 <= gap <= _LONGEST
