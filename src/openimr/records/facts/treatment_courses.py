"""Courses of visits: authorized, attended, missed and billed counted apart, each with its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from openimr.case import Document, DocumentKind, PartialDate, TreatmentCourse

from ..body import region_near
from ..sieve import sift
from .course_tables import read_course_table
from .phrases import Phrase
from .series_sheets import FORMS, Passage, Statement, full_dates_in, header_days, pattern_of, statements
from .services_given import is_after_surgery, service_named, service_near, service_of, service_of_code, services_in
from .visit_counts import Count, VisitCount, find_counts
from .visit_days import Days, FlowSheet, days_of, read_flow_sheet

_CODE = re.compile(r"\b9[078]\d{3}\b")
_NEVER = sift(r"\b(?:no|never|not|none|without|untried|n/a)\b(?P<words>[^.;\n]{0,110})")
_BETWEEN = re.compile(
    r"\W*(?:(?:prior|previous|formal|other|any|a|an|the|yet|ever|had|has|have|been|done|tried|received|used|undergone|"
    r"underwent|started|begun|begin|of|for|to|and|or|trial|trials|course|courses|he|she|nor|further|attended)\W+)*",
    re.I,
)
_NEVER_AFTER = re.compile(
    r"\W{0,3}(?:unit |therapy |session |visit |trial )?(?:was |were |has |have )?(?:been )?(?:never|not|none|n/a|"
    r"no)\W{0,2}(?:yet )?(?:been )?(?:tried|done|held|started|given|used|had|attended|provided|received)\b",
    re.I,
)
_EVER = re.compile(r"\b(?:never|prior|previous\w*|tried|ever|had|has|have|held|so far|to date|history|yet|n/a)\b", re.I)
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


def find_treatment_courses(passages: Sequence[Passage], document: Document) -> Iterator[TreatmentCourse]:
    """Counts of visits by service; a sum and its parts, and sources that differ, stay separate facts."""
    if document.kind in FORMS:
        return
    if document.kind is DocumentKind.BILLING:
        yield from _billed(passages, document)
        return
    yield from read_course_table(passages, document)
    whole = "\n".join(passage.text for passage in passages)
    own = service_of(document, whole)
    period = Days()
    if own is not None:
        sheet = read_flow_sheet(passages, document)
        period = _period(whole, sheet, document)
        yield from _sheet_course(sheet, own, period)
    carried = _first_service(whole)
    granting = False
    for statement in _joined(tuple(statements(passages))):
        services = services_in(statement.text)
        carried = services[-1].term if services else carried
        granting = (granting or _GRANTS.search(statement.text) is not None) and not _GRANTS_NO_MORE.search(
            statement.text
        )
        counted = tuple(_counts(statement, services, (own, carried), period, (document, granting)))
        yield from counted
        if not counted:
            yield from _spanned(statement, own or carried, document)
        yield from _never(statement, services, own)
    if own is not None and period.first is not None:
        yield _visits(passages, own, period)


def _joined(found: Sequence[Statement]) -> Iterator[Statement]:
    """Statements, one that ends within a pair of numbers together with the next: "Visits: 16 of" "16"."""
    at = 0
    while at < len(found):
        one, following = found[at], found[at + 1] if at + 1 < len(found) else None
        if following is not None and following.passage is one.passage and _OPEN.search(one.text):
            one, at = Statement(passage=one.passage, start=one.start, end=following.end), at + 1
        yield one
        at += 1


_OPEN = re.compile(r"\d\s+(?:of|out of|/)\s*$")
_SPAN_CUE = sift(
    r"\b(?:rental|rented|trial|course|SOC|start of care|episode|treated|treatments?|therapy|sessions?|visits?|program|"
    r"certification period)\b",
)


def _spanned(statement: Statement, service: str | None, document: Document) -> Iterator[TreatmentCourse]:
    """A course known by its first and last day only."""
    text = statement.text
    if service is None or document.kind in _NO_SPANS or not _SPAN_CUE.search(text) or _UNREAL.search(text):
        return
    days = days_of(text, document)
    if days.first is None or days.last is None or days.first == days.last:
        return
    if document.date is not None and days.last.earliest() > document.date.latest():
        return
    yield TreatmentCourse(
        spans=(statement.span(),), service=service, start=days.first, end=days.last, response=_response(text)
    )


_NO_SPANS = frozenset({DocumentKind.RFA, DocumentKind.UR_DECISION, DocumentKind.CORRESPONDENCE})
_UNREAL = sift(r"\b(?:auth\w*|approv\w*|request\w*|plan\w*|denied|certified|valid|records?|reviewed)\b")


def _visits(passages: Sequence[Passage], own: str, period: Days) -> TreatmentCourse:
    """The days that a clinic's own record covers; it counts nothing and only dates what others count."""
    text = passages[0].text
    return TreatmentCourse(
        spans=(passages[0].span(0, min(len(text), 80)),), service=own, start=period.first, end=period.last
    )


def _period(whole: str, sheet: FlowSheet | None, document: Document) -> Days:
    """The course that a clinic's own record is about: as its words say, else from its first row to its last."""
    stated = days_of(whole, document)
    first, last = stated.first, stated.last
    days = sheet.attended if sheet else _column_days(whole, document)
    if first is None and days:
        first = days[0]
    if last is None:
        last = days[-1] if days else document.date
    if first is not None and last is not None and first.earliest() > last.latest():
        first = None
    return Days(first=first, last=last)


def _column_days(whole: str, document: Document) -> tuple[PartialDate, ...]:
    """The days that head the columns of a table of measurements."""
    return next((days for line in whole.split("\n") if (days := header_days(line, document))), ())


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
    context: tuple[Document, bool],
) -> Iterator[TreatmentCourse]:
    (own, carried), (document, granting) = known, context
    if document.kind in _NO_PLAN and not _USED.search(statement.text):
        return
    counts = tuple(_meant(statement.text, document, granting, own is not None))
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


_AT_HEAD = 3
_PAST = re.compile(
    r"\b(?:done|completed|prior|past|previous\w*|had|after|finished|ago|since|last|was|were|in (?:19|20)\d\d)\b|\d/\d{2,4}|\(",
    re.I,
)


def _meant(text: str, document: Document, granting: bool, is_own: bool) -> Iterator[VisitCount]:
    """Bare counts in letters: authorized under "the following are authorized:", else no statement of a fact."""
    for count in find_counts(text):
        if count.bare and granting:
            yield replace(count, what=Count.AUTHORIZED)
        elif not count.bare or (
            document.kind not in _LETTERS and (is_own or count.start < _AT_HEAD or _PAST.search(text))
        ):
            yield count


_LETTERS = frozenset({DocumentKind.CORRESPONDENCE, DocumentKind.UR_DECISION, DocumentKind.RFA})
_USED = sift(r"\b(?:used|completed|attended|to date)\b")
_GRANTS = sift(
    r"\bfollowing\b[^.]{0,60}\b(?:authorized|approved|certified|granted)\b|\b(?:authorized|approved|"
    r"certified)(?: services| treatment)?\s*:\s*$",
)
_GRANTS_NO_MORE = sift(r"\b(?:not (?:authorized|approved|certified)|den(?:y|ied)|non-?certif\w*|sincerely|request)\b")


def _first_service(whole: str) -> str | None:
    """The service that a document names first, postoperative where it begins with an operation."""
    named = service_named(whole[:1500])
    return "postoperative physical therapy" if named == "physical therapy" and is_after_surgery(whole[:500]) else named


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


def _never(statement: Statement, services: tuple[Phrase, ...], own: str | None) -> Iterator[TreatmentCourse]:
    """A stated zero: "has never had acupuncture", "no prior CBT or biofeedback session", "TENS not tried"."""
    if not services:
        return
    text = statement.text
    for match in _NEVER.finditer(text):
        listed = [hit for hit in services if match.end() >= hit.end and hit.start >= match.start("words")]
        if not _EVER.search(text[match.start() : match.end("words") + 60]):
            continue
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
    filled = (_assembled(row, rows) for row in rows)
    return tuple(row for row in filled if not _only_dates(row) or _is_stated(row, rows))


def _only_dates(row: TreatmentCourse) -> bool:
    return row.authorized is None and row.completed is None and row.billed is None


def _is_stated(row: TreatmentCourse, rows: tuple[TreatmentCourse, ...]) -> bool:
    """Whether a course without a count is worth a fact: no record counts the visits of these days."""
    if row.start is None or row.end is None or row.start == row.end:
        return False
    return not any(
        other.service == row.service and other.completed and (other.end is None or other.end >= row.start)
        for other in rows
    )


def _assembled(row: TreatmentCourse, rows: tuple[TreatmentCourse, ...]) -> TreatmentCourse:
    if not row.completed or (row.start and row.end):
        return row
    same = [other for other in rows if other is not row and _dates_it(other, row)]
    exact = [other for other in same if other.completed == row.completed]
    near = [other for other in same if other.completed is None or other.completed < row.completed]
    near = near if row.end or row.start else _summing(row, near)
    pool = exact or near
    if not pool:
        return row
    first = min((other.start for other in pool if other.start), default=None)
    last = max((other.end for other in pool if other.end), default=None)
    spans = tuple(dict.fromkeys((*row.spans, *(span for other in pool[:2] for span in other.spans))))
    return replace(row, start=row.start or first, end=row.end or last, spans=spans)


def _summing(row: TreatmentCourse, parts: Sequence[TreatmentCourse]) -> list[TreatmentCourse]:
    """Dated parts, one after the other, whose visits add up to a count told without days."""
    kept: list[TreatmentCourse] = []
    for part in sorted((one for one in parts if one.completed and one.start and one.end), key=_first_day):
        if not kept or (kept[-1].end is not None and part.start is not None and part.start > kept[-1].end):
            kept.append(part)
    return kept if len(kept) > 1 and sum(part.completed or 0 for part in kept) == row.completed else []


def _first_day(course: TreatmentCourse) -> tuple[int, int, int]:
    day = course.start or course.end
    return (day.year, day.month, day.day) if day else (0, 0, 0)


def _dates_it(other: TreatmentCourse, row: TreatmentCourse) -> bool:
    return other.service == row.service and other.authorized is None and other.start is not None and _fits(row, other)


_LONGEST_GAP = 45


def _fits(row: TreatmentCourse, other: TreatmentCourse) -> bool:
    """Whether the days of another record can be those of this course."""
    if other.start is None or other.end is None:
        return False
    if row.end is not None:
        gap = (row.end.latest() - other.end.earliest()).days
        return other.start.earliest() <= row.end.latest() and -3 <= gap <= _LONGEST_GAP
    return row.start is None or abs((row.start.earliest() - other.start.earliest()).days) <= 3
