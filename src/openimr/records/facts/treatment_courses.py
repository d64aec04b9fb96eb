"""Courses of visits: authorized, attended, missed and billed counted apart, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from openimr.case import Document, DocumentKind, PartialDate, TreatmentCourse

from ..body import region_near
from .phrases import Phrase
from .series_sheets import FORMS, Passage, Statement, full_dates_in, pattern_of, statements
from .services_given import service_near, service_of, service_of_code, services_in
from .visit_counts import Count, VisitCount, find_counts
from .visit_days import Days, FlowSheet, days_of, is_no_visit, read_flow_sheet

_CODE = re.compile(r"\b9[078]\d{3}\b")
_NEVER = re.compile(r"\b(?:no|never|not|none|without|untried|n/a)\b(?P<words>[^.;\n]{0,110})", re.I)
_BETWEEN = re.compile(
    r"\W*(?:(?:prior|previous|formal|other|any|a|an|the|yet|ever|had|has|have|been|done|tried|received|used|undergone|underwent|started|begun|begin|of|for|to|and|or|trial|trials|course|courses|he|she|nor|further|attended)\W+)*",
    re.I,
)
_NEVER_AFTER = re.compile(
    r"\W{0,3}(?:unit |therapy |session |visit |trial )?(?:was |were |has |have )?(?:been )?(?:never|not|none|n/a|no)\W{0,2}(?:yet )?(?:been )?(?:tried|done|held|started|given|used|had|attended|provided|received)\b",
    re.I,
)
_NO_PLAN = frozenset({DocumentKind.RFA})
_CARRIES = frozenset(
    {
        DocumentKind.CASE_MANAGER_NOTE,
        DocumentKind.CORRESPONDENCE,
        DocumentKind.PR2,
        DocumentKind.CONSULT,
        DocumentKind.QME_REPORT,
    }
)
_WEAK = frozenset({DocumentKind.UR_DECISION})


def find_treatment_courses(passages: Sequence[Passage], document: Document) -> Iterator[TreatmentCourse]:
    """Counts of visits by service; a sum and its parts, and sources that differ, stay separate facts."""
    if document.kind in FORMS:
        return
    if document.kind is DocumentKind.BILLING:
        yield from _billed(passages, document)
        return
    whole = " ".join(passage.text for passage in passages)
    own = service_of(document, whole)
    period = Days()
    if own is not None:
        sheet = read_flow_sheet(passages, document)
        period = _period(whole, sheet, document)
        yield from _sheet_course(sheet, own, period)
    carried: str | None = None
    for statement in statements(passages):
        services = services_in(statement.text)
        carried = services[-1].term if services else carried
        for fact in _counts(statement, services, (own, carried), period, document):
            yield fact
        yield from _never(statement, services, document)


def _period(whole: str, sheet: FlowSheet | None, document: Document) -> Days:
    """The course that a clinic's own record is about: as its words say, else from its first row to its last."""
    stated = days_of(whole, document)
    first, last = stated.first, stated.last
    days = sheet.attended if sheet else _visit_days(whole, document)
    if first is None and days:
        first = days[0]
    if last is None:
        last = days[-1] if days else document.date
    if first is not None and last is not None and first.earliest() > last.latest():
        first = None
    return Days(first=first, last=last)


def _visit_days(whole: str, document: Document) -> tuple[PartialDate, ...]:
    """Days that head columns or stand in the text of a clinic's own record, none of a birth, an injury or a letter."""
    end = document.date.latest() if document.date else None
    days = {
        day
        for start, _, day in full_dates_in(whole, document)
        if day.day
        and end
        and 0 <= (end - day.earliest()).days <= 240
        and not is_no_visit(whole[max(0, start - 24) : start])
    }
    return tuple(sorted(days)) if len(days) > 1 else ()


def _sheet_course(sheet: FlowSheet | None, own: str, period: Days) -> Iterator[TreatmentCourse]:
    if sheet is None or len(sheet.attended) < 3:
        return
    yield TreatmentCourse(
        spans=sheet.spans,
        service=own,
        completed=len(sheet.attended),
        no_show=sheet.missed or None,
        start=sheet.attended[0],
        end=sheet.attended[-1],
    )


def _counts(
    statement: Statement,
    services: tuple[Phrase, ...],
    known: tuple[str | None, str | None],
    period: Days,
    document: Document,
) -> Iterator[TreatmentCourse]:
    own, carried = known
    if document.kind in _NO_PLAN:
        return
    counts = tuple(find_counts(statement.text))
    if not counts:
        return
    said = days_of(statement.text, document)
    missed = next((count.number for count in counts if count.what is Count.NO_SHOW), None)
    for count in counts:
        service = _service(count, services, own, carried, document)
        if service is None or count.what is Count.NO_SHOW:
            continue
        days = said if (said.first or said.last) else period if service == own else Days()
        yield _course(statement, count, service, days, missed)


def _service(
    count: VisitCount, services: tuple[Phrase, ...], own: str | None, carried: str | None, document: Document
) -> str | None:
    named = service_near(services, count.start, count.end)
    if own is not None and (named is None or (named, own) in _SAME):
        return own
    if named is None and document.kind in _CARRIES:
        return carried
    return named


_SAME = frozenset(
    {
        ("physical therapy", "postoperative physical therapy"),
        ("physical therapy", "occupational therapy"),
        ("postoperative physical therapy", "occupational therapy"),
    }
)


def _course(statement: Statement, count: VisitCount, service: str, days: Days, missed: int | None) -> TreatmentCourse:
    span = statement.span(count.start, count.end)
    region = region_near(statement.text, count.start)
    if count.what is Count.AUTHORIZED:
        window = days if days.first and days.last else Days()
        return TreatmentCourse(
            spans=(span,),
            service=service,
            authorized=count.number,
            start=window.first,
            end=window.last,
            body_region=region,
        )
    return TreatmentCourse(
        spans=(span,),
        service=service,
        completed=count.number,
        no_show=missed,
        start=days.first,
        end=days.last,
        body_region=region,
        response=_response(statement.text),
    )


def _response(text: str) -> str | None:
    if pattern_of("services_given", "words", "failed").search(text):
        return "no lasting gain"
    return "improved" if pattern_of("services_given", "words", "helped").search(text) else None


def _never(statement: Statement, services: tuple[Phrase, ...], document: Document) -> Iterator[TreatmentCourse]:
    """A stated zero: "has never had acupuncture", "no prior CBT or biofeedback session", "TENS not tried"."""
    if not services:
        return
    text = statement.text
    for match in _NEVER.finditer(text):
        listed = [hit for hit in services if match.end() >= hit.end and hit.start >= match.start("words")]
        for n, hit in enumerate(listed):
            begin = listed[n - 1].end if n else match.start("words")
            if not _BETWEEN.fullmatch(text, begin, hit.start) or _is_about_else(text[hit.end :]):
                break
            yield TreatmentCourse(spans=(statement.span(match.start(), hit.end),), service=hit.term, completed=0)
    for hit in services:
        after = _NEVER_AFTER.match(text, hit.end)
        if after is not None:
            yield TreatmentCourse(spans=(statement.span(hit.start, after.end()),), service=hit.term, completed=0)


def _is_about_else(after: str) -> bool:
    return pattern_of("services_given", "words", "no_further").match(after.lstrip(" ,-")) is not None


def _billed(passages: Sequence[Passage], document: Document) -> Iterator[TreatmentCourse]:
    """Visits billed: days of service on which a bill has a code of the service."""
    days: dict[str, dict[PartialDate, Statement]] = {}
    for row in statements(passages, by_line=True):
        dates = [day for _, _, day in full_dates_in(row.text, document) if day.day]
        for code in _CODE.findall(row.text) if dates else ():
            service = service_of_code(code)
            if service is not None:
                days.setdefault(service, {}).setdefault(dates[0], row)
    for service in sorted(days):
        ordered = sorted(days[service])
        rows = tuple(days[service][day].span() for day in (ordered[0], ordered[-1]))
        yield TreatmentCourse(
            spans=tuple(dict.fromkeys(rows)), service=service, billed=len(ordered), start=ordered[0], end=ordered[-1]
        )


def assemble_courses(found: Iterable[TreatmentCourse]) -> tuple[TreatmentCourse, ...]:
    """Courses of the whole file: a count without its first or last day gets the days that another record gives for it."""
    rows = tuple(found)
    return tuple(_assembled(row, rows) for row in rows)


def _assembled(row: TreatmentCourse, rows: tuple[TreatmentCourse, ...]) -> TreatmentCourse:
    if not row.completed or (row.start and row.end):
        return row
    same = [
        other
        for other in rows
        if other.service == row.service
        and other.completed
        and other.start
        and other.end
        and other.start < other.end
        and other.completed <= row.completed
        and _fits(row, other)
    ]
    exact = [other for other in same if other.completed == row.completed]
    best = max(
        exact or (same if row.end or row.start else []),
        key=lambda other: (other.completed or 0, str(other.end)),
        default=None,
    )
    if best is None:
        return row
    spans = tuple(dict.fromkeys((*row.spans, *best.spans)))
    return replace(row, start=row.start or best.start, end=row.end or best.end, spans=spans)


def _fits(row: TreatmentCourse, other: TreatmentCourse) -> bool:
    """Whether the days of another record can be those of this course."""
    if other.start is None or other.end is None:
        return False
    if row.end is not None:
        gap = (row.end.latest() - other.end.earliest()).days
        return other.start.earliest() <= row.end.latest() and -3 <= gap <= 60
    return row.start is None or abs((row.start.earliest() - other.start.earliest()).days) <= 3
