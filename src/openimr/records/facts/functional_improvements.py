"""Functional improvement, which is objective: opinions of benefit and pain scores alone are none (8 CCR 9792.20(e))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from openimr.case import Document, DocumentKind, FunctionalImprovement, Measure, PartialDate, Polarity, TreatmentCourse

from ..sieve import sift
from .modalities import drug_service
from .series import build_series
from .series_sheets import FORMS, Passage, Statement, pattern, patterns, statements, table
from .services_given import service_named, service_of

_DAYS_NEAR = 45
_UNREAL = "unreal"


def find_functional_improvements(passages: Sequence[Passage], document: Document) -> Iterator[FunctionalImprovement]:
    """Gains by part, and stated absence, of the service named or treated; service None: the words name none."""
    if document.kind in FORMS or document.kind in (DocumentKind.UR_DECISION, DocumentKind.RFA, DocumentKind.BILLING):
        return
    own = service_of(document, "\n".join(passage.text for passage in passages))
    credited = _credited(passages)
    last: str | None = None
    passage: Passage | None = None
    for statement in statements(passages):
        if statement.passage is not passage:
            passage, last = statement.passage, None
        named = service_named(statement.text)
        drugs = drug_service(statement.text)
        if not pattern("conservative_care", _UNREAL).search(statement.text):
            yield from _said(statement, (named or own or credited, drugs or last), document)
        last = named or drugs or last


_CREDIT = sift(
    r"\b(?:improved|better|relief|gains?|gained|doing well|responded|response|resolved|recovered|helped)\b[^.;\n]{0,24}"
    r"\b(?:after|with|from|since|to|following|by)\b(?P<treatment>[^.;\n]{0,60})",
)


def _credited(passages: Sequence[Passage]) -> str | None:
    """The treatment that the assessment of a document gives the credit: "much improved after trigger point injection"."""
    for passage in passages:
        for hit in _CREDIT.finditer(passage.text) if passage.section in _JUDGES else ():
            named = service_named(hit["treatment"]) or drug_service(hit["treatment"])
            if named is not None:
                return named
    return None


_JUDGES = frozenset({"assessment", "subjective", "discussion"})


def _said(
    statement: Statement, services: tuple[str | None, str | None], document: Document
) -> Iterator[FunctionalImprovement]:
    service, near = services
    absent = pattern("functional_improvement", "absent").search(statement.text)
    if absent:
        yield _statement(statement, absent.span(), service or near, document, None)
        return
    for part, words in patterns("functional_improvement", "gained"):
        hit = words.search(statement.text)
        if hit:
            treated = service or (near if part == "adl" else None)
            yield _statement(statement, hit.span(), treated, document, part)


def _statement(
    statement: Statement, at: tuple[int, int], service: str | None, document: Document, part: str | None
) -> FunctionalImprovement:
    return FunctionalImprovement(
        spans=(statement.span(*at),),
        service=service,
        polarity=Polarity.PRESENT if part else Polarity.ABSENT,
        part=part,
        date=statement.passage.date or document.date,
    )


def assign_services(
    found: Iterable[FunctionalImprovement], courses: Sequence[TreatmentCourse]
) -> tuple[FunctionalImprovement, ...]:
    """Gains whose words name no treatment, given to the courses of visits under way or just over on their day."""
    given: list[FunctionalImprovement] = []
    for fact in found:
        services = _under_way(fact.date, courses) if fact.service is None else ()
        given.extend(replace(fact, service=service) for service in services)
        if not services:
            given.append(fact)
    return tuple(given)


def _under_way(day: PartialDate | None, courses: Sequence[TreatmentCourse]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            course.service
            for course in courses
            if day is not None
            and course.completed
            and course.start is not None
            and course.end is not None
            and course.start.earliest() < day.latest()
            and (day.earliest() - course.end.latest()).days <= _DAYS_NEAR
        )
    )


def improvements_shown(
    courses: Sequence[TreatmentCourse], measures: Sequence[Measure]
) -> tuple[FunctionalImprovement, ...]:
    """What disability indices measured around a course of visits say: a noticeable change, or none (least_change)."""
    least = {name: float(change) for name, change in table("functional_improvement", "least_change")}
    found: dict[tuple[str, Polarity], FunctionalImprovement] = {}
    for series in build_series(measure for measure in measures if measure.name in least):
        first, last = series.measures[0], series.measures[-1]
        for course in courses:
            if not _spans_course(course, first, last):
                continue
            change, needed = _number(last) - _number(first), least[series.name]
            gained = change <= needed if needed < 0 else change >= needed
            polarity = Polarity.PRESENT if gained else Polarity.ABSENT
            fact = FunctionalImprovement(
                spans=(*first.spans[:1], *last.spans[:1]),
                service=course.service,
                polarity=polarity,
                part="adl" if gained else None,
                date=last.date,
            )
            found.setdefault((course.service, polarity), fact)
    return tuple(found.values())


def _number(measure: Measure) -> float:
    return float(measure.value.split("/", maxsplit=1)[0])


def _spans_course(course: TreatmentCourse, first: Measure, last: Measure) -> bool:
    """Whether a series begins near the first visit of a course and ends near its last."""
    if not course.completed or course.start is None or course.end is None or course.start >= course.end:
        return False
    if first.date is None or last.date is None or first.value.count("-") or last.value.count("-"):
        return False
    begins = abs((first.date.earliest() - course.start.earliest()).days) <= _DAYS_NEAR
    ends = abs((last.date.latest() - course.end.latest()).days) <= _DAYS_NEAR
    return begins and ends
