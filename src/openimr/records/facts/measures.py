"""Numbers measured: inventories, pain scores, motion, grip, tolerances, laboratory values, results of drug tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openimr.case import Document, DocumentKind, Measure, PartialDate

from ..sieve import sift
from .instruments import Reading, read_instruments
from .measure_tables import TableMeasure, read_tables
from .motion import find_examined, joint_of, measured
from .pain_scores import find_pain_scores
from .series_sheets import (
    FORMS,
    NUMBER,
    Passage,
    Statement,
    count_of,
    dates_in,
    day_of,
    header_days,
    sides_of,
    statements,
)
from .visit_days import days_of

_DIGIT = re.compile(r"\d")
_NUMBER_WORD = sift(r"\b(?:of|to) (?:ten|10)\b|headache days")
_HEADACHE_DAYS = sift(
    rf"\b(?P<n>{NUMBER})\s+(?:\w+ )?headache days|\bheadaches?\s+(?:on\s+)?(?P<m>\d{{1,2}})\s+days\s+(?:a|per|each|"
    rf"/)\s*month",
)
_DRUG_TEST = sift(r"\b(?:UDS|UDT|urine (?:drug|tox\w*)\w*(?: \w+)?|toxicolog\w+|drug (?:test|screen)\w*)\b")
_RESULT = sift(r"\b(?P<result>in-?consistent|consistent|as expected|appropriate|aberrant)\b")
_MONITORING = sift(
    r"\b(?:CURES|PDMP|prescription (?:drug )?monitoring)\b(?: report)?(?:[^.;:\n]{0,30}:)?\s*(?P<says>[^.;\n|]{4,90})",
)
_SAYS = re.compile(
    r"\b(?:one|single|sole|no|clean|consistent|appropriate|two|multiple|other|unexpected|compliant|only|"
    r"prescriber\w*)\b",
    re.I,
)
_NOT_YET = sift(r"\b(?:request\w*|pending|order\w*|recommend\w*|will|plan\w*|random|guideline\w*|should)\b")
_HEAD = 24


def find_measures(passages: Sequence[Passage], document: Document) -> Iterator[Measure]:
    """Every number measured, with the day of its column, its line, its entry or its document."""
    if document.kind in FORMS or document.kind in (DocumentKind.BILLING, DocumentKind.RFA):
        return
    whole = "\n".join(passage.text for passage in passages)
    joint = joint_of(whole[:1500])
    tables = tuple(read_tables(passages, document, joint, _lone_side(whole[:600])))
    yield from (found.measure for found in tables)
    first = days_of(whole[:1500], document).first
    for statement in _outside(statements(_dated(passages, document)), tables):
        yield from _results(statement, document)
        if _DIGIT.search(statement.text) is None and _NUMBER_WORD.search(statement.text) is None:
            continue
        yield from _readings(statement, document, first)
        yield from find_pain_scores(statement, document)
        yield from find_examined(statement, document, joint)
        yield from _headache_days(statement, document)


def _lone_side(head: str) -> str | None:
    """The side that the head of a record names, where it names one."""
    named = {side for _, side in sides_of(head)}
    return named.pop() if len(named) == 1 and "bilateral" not in named else None


_ENTRY = re.compile(
    r"\W{0,4}(?:re-?eval\w*|eval\w*|visit|seen|date(?: of (?:visit|service))?|progress(?: note)?|re-?check|exam\w*|"
    r"f/?u)\W{1,3}"
    r"(?P<day>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?)(?![\d/])",
    re.I,
)


def _dated(passages: Sequence[Passage], document: Document) -> Iterator[Passage]:
    """Passages with the day of the entry that they begin with; a line that heads columns dates no entry."""
    pages = {passage.page.number: passage.page.text for passage in passages}
    heads = {day for text in pages.values() for line in text.split("\n") for day in header_days(line, document)}
    for passage in passages:
        entry = _ENTRY.match(passage.text)
        day = day_of(entry["day"], document) if entry else None
        if day is not None:
            yield replace(passage, date=day)
        else:
            yield replace(passage, date=document.date) if passage.date in heads else passage


def _outside(found: Iterator[Statement], tables: Sequence[TableMeasure]) -> Iterator[Statement]:
    """Statements, without the table rows already read."""
    rows = [table.row for table in tables]
    for statement in found:
        cuts = sorted(
            {
                (row.start, row.end)
                for row in rows
                if row.passage.page is statement.passage.page
                and row.passage.text == statement.passage.text
                and row.start < statement.end
            }
        )
        at = statement.start
        for start, end in cuts:
            if start > at:
                yield Statement(passage=statement.passage, start=at, end=min(start, statement.end))
            at = max(at, end)
        if at < statement.end:
            yield Statement(passage=statement.passage, start=at, end=statement.end)


def _readings(statement: Statement, document: Document, first: PartialDate | None) -> Iterator[Measure]:
    for reading in read_instruments(statement.text, _beyond(statement)):
        for value, day in zip(reading.values, _days(reading, statement, document, first), strict=True):
            if reading.instrument.can_be(value):
                yield Measure(
                    spans=(statement.span(reading.start, reading.end),),
                    name=reading.instrument.name,
                    value=value.replace(",", ""),
                    date=day,
                )


def _beyond(statement: Statement) -> str:
    return statement.passage.text[statement.end : statement.end + 120]


def _days(
    reading: Reading, statement: Statement, document: Document, first: PartialDate | None
) -> tuple[PartialDate | None, ...]:
    own = _day(statement, reading.start, document)
    begun = _AT_START.match(statement.text) and not _AT_END.search(statement.text[: reading.start])
    if first is not None and begun and document.kind in _OF_A_COURSE:
        own = first
    more = len(reading.values) - 1
    if more == 1 and reading.changed:
        return (first, own)
    return (*[None] * more, own)


_AT_START = re.compile(
    r"\W*(?:initial(?:ly)?|start|intake|baseline|at (?:start|eval\w*|intake)|on (?:eval\w*|admission))\b\W", re.I
)
_AT_END = re.compile(r"\b(?:final(?:ly)?|discharge|end|current(?:ly)?|now|today|last|re-?eval\w*|d/?c)\b", re.I)
_OF_A_COURSE = frozenset(
    {DocumentKind.PT_NOTE, DocumentKind.CHIRO_NOTE, DocumentKind.ACUPUNCTURE_NOTE, DocumentKind.PSYCH_NOTE}
)


def _day(statement: Statement, at: int, document: Document) -> PartialDate | None:
    """The day that heads the line, or stands in brackets behind the value; else of the entry or document."""
    ahead = [day for start, _, day in dates_in(statement.text[:at], document) if start < _HEAD and day.day]
    return ahead[-1] if ahead else statement.passage.date or document.date


def _headache_days(statement: Statement, document: Document) -> Iterator[Measure]:
    hit = _HEADACHE_DAYS.search(statement.text) if "headache" in statement.text.lower() else None
    if hit:
        number = str(count_of(hit["n"] or hit["m"]))
        yield measured("headache days per month", number, statement, hit.span(), document)


def _results(statement: Statement, document: Document) -> Iterator[Measure]:
    """Results in words: of urine drug tests, and of prescription monitoring."""
    text = statement.text
    if _NOT_YET.search(text):
        return
    test = _DRUG_TEST.search(text)
    result = _RESULT.search(text)
    if result and (test or document.kind is DocumentKind.LAB):
        start = min(result.start(), test.start()) if test else result.start()
        end = max(result.end(), test.end()) if test else result.end()
        yield measured("urine drug test", result["result"].lower().replace("-", ""), statement, (start, end), document)
    monitoring = _MONITORING.search(text)
    if monitoring and _SAYS.search(monitoring["says"]):
        says = " ".join(monitoring["says"].split())
        yield measured("CURES report", says, statement, monitoring.span(), document)
