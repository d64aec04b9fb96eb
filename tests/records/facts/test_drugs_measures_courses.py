"""Drugs, measures, courses, work status and improvement, from sentences written for this test."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from openimr.case import Document, DocumentKind, Measure, Medication, PartialDate, Polarity, Span
from openimr.records.facts.functional_improvements import find_functional_improvements
from openimr.records.facts.measures import find_measures
from openimr.records.facts.medications import find_medications
from openimr.records.facts.morphine import morphine_equivalent
from openimr.records.facts.series import Trend, build_series
from openimr.records.facts.treatment_courses import find_treatment_courses
from openimr.records.facts.work_statuses import find_work_statuses

SPAN = Span("a.pdf", 1, 0, 1, "x")


@dataclass(frozen=True)
class Words:
    text: str

    def span(self, start: int, end: int) -> Span:
        return Span("a.pdf", 1, start, end, " ".join(self.text[start:end].split()))


def document(kind: DocumentKind = DocumentKind.PR2) -> Document:
    return Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=kind, date=PartialDate(2017, 5, 9))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continue Lortab 7.5/325 one tablet TID #90.", [("hydrocodone/acetaminophen", 7.5, 3.0, True)]),
        ("Stopped etodolac 400 mg BID.", [("etodolac", 400.0, 2.0, False)]),
        ("Synthroid 50 mcg daily.", [("levothyroxine", 0.05, 1.0, True)]),
        ("Zanaflex 4 mg q8h prn.", [("tizanidine", 4.0, 3.0, True)]),
        ("Allergies: codeine.", []),
        ("Patient denies use of tramadol.", []),
    ],
)
def test_medications(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_medications([Words(text)], document())
    assert [(drug.name, drug.strength_mg, drug.per_day, drug.current) for drug in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right knee pain 6/10.", [("pain, right knee", "6/10")]),
        ("PHQ-9: 14.", [("PHQ-9", "14")]),
        ("Modified Oswestry: 18/50 = 36%.", [("Oswestry Disability Index", "36")]),
        ("Sitting tolerance 25 minutes.", [("sitting tolerance (minutes)", "25")]),
        ("No score was recorded.", []),
    ],
)
def test_measures(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(measure.name, measure.value) for measure in find_measures([Words(text)], document())] == expected


def test_authorized_and_attended_stay_apart() -> None:
    found = tuple(find_treatment_courses([Words("Acupuncture: attended 5 of 8 visits.")], document()))
    assert [(course.service, course.authorized, course.completed) for course in found] == [
        ("acupuncture", 8, None),
        ("acupuncture", None, 5),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acupuncture: no functional improvement.", [("acupuncture", Polarity.ABSENT)]),
        ("Acupuncture is helping, pain is less.", []),
    ],
)
def test_opinion_of_benefit_is_no_improvement(text: str, expected: list[tuple[str, Polarity]]) -> None:
    found = find_functional_improvements([Words(text)], document())
    assert [(fact.service, fact.polarity) for fact in found] == expected


def test_work_status_is_dated_as_its_report() -> None:
    found = tuple(find_work_statuses([Words("Work status: TTD.")], document()))
    assert [(status.status, str(status.date)) for status in found] == [
        ("temporarily totally disabled: Work status: TTD.", "2017-05-09")
    ]


@pytest.mark.parametrize(("edition", "expected"), [("cdc-2016", 10.0), ("cdc-2022", 20.0)])
def test_morphine_equivalent_follows_its_edition(edition: str, expected: float) -> None:
    drug = Medication(spans=(SPAN,), name="tramadol", strength_mg=50, per_day=2)
    found = morphine_equivalent([drug], edition)
    assert found is not None
    assert (found.mg_per_day, found.edition) == (expected, edition)


@pytest.mark.parametrize(("last", "trend"), [("30", Trend.IMPROVED), ("44", Trend.UNCHANGED), ("50", Trend.WORSE)])
def test_series_says_which_way(last: str, trend: Trend) -> None:
    days = (PartialDate(2017, 1, 3), PartialDate(2017, 3, 2))
    rows = [
        Measure(spans=(SPAN,), name="Neck Disability Index", value=value, date=day)
        for value, day in zip(("44", last), days, strict=True)
    ]
    assert [series.trend for series in build_series(rows)] == [trend]
