"""Drugs, measures, courses, care, work status and improvement, from sentences written for this test."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from openimr.case import (
    Assertion,
    Document,
    DocumentKind,
    Measure,
    Medication,
    Page,
    PageSource,
    PartialDate,
    Polarity,
    Span,
    TreatmentCourse,
)
from openimr.records.facts.conservative_care import find_conservative_care
from openimr.records.facts.functional_improvements import find_functional_improvements, improvements_shown
from openimr.records.facts.measures import find_measures
from openimr.records.facts.medications import find_medications, settle_medications
from openimr.records.facts.morphine import morphine_equivalent
from openimr.records.facts.series import Trend, build_series
from openimr.records.facts.treatment_courses import assemble_courses, find_treatment_courses
from openimr.records.facts.work_statuses import find_work_statuses
from openimr.records.passages import Passage, passages_of

SPAN = Span("a.pdf", 1, 0, 1, "x")
WRITTEN = PartialDate(2017, 5, 9)


def document(kind: DocumentKind = DocumentKind.PR2) -> Document:
    return Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=kind, date=WRITTEN)


def read(text: str, kind: DocumentKind = DocumentKind.PR2) -> tuple[Sequence[Passage], Document]:
    page = Page(file="a.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    return passages_of(document(kind), [page]), document(kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continue Lortab 7.5/325 one tablet TID #90.", [("hydrocodone/acetaminophen", 7.5, 3.0, True)]),
        ("Tramadol 50 mg 2 tabs q6h prn.", [("tramadol", 50.0, 8.0, True)]),
        ("Stopped etodolac 400 mg BID.", [("etodolac", 400.0, 2.0, False)]),
        ("Synthroid 50 mcg daily.", [("levothyroxine", 0.05, 1.0, True)]),
        ("Zanaflex 4 mg q8h prn.", [("tizanidine", 4.0, 3.0, True)]),
        ("Omeprazole 20 each morning.", [("omeprazole", 20.0, 1.0, True)]),
        ("Omeprazole 17 visits ago.", [("omeprazole", None, None, True)]),
        (
            "Raise pregabalin from 75 mg to 150 mg BID.",
            [("pregabalin", 150.0, 2.0, True), ("pregabalin", 75.0, None, False)],
        ),
        (
            "Has tried ibuprofen, naproxen and Tylenol without benefit.",
            [
                ("ibuprofen", None, None, False),
                ("naproxen", None, None, False),
                ("acetaminophen", None, None, False),
            ],
        ),
        ("Ketoprofen 10% / baclofen 2% cream, 120 g.", [("ketoprofen/baclofen cream", None, None, True)]),
        ("Allergies: codeine.", []),
        ("Patient denies use of tramadol, Norco or Soma.", []),
        ("His mother takes Norco.", []),
        ("Urine drug screen: morphine not detected.", []),
    ],
)
def test_medications(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_medications(*read(text))
    assert [(drug.name, drug.strength_mg, drug.per_day, drug.current) for drug in found] == expected


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("She may try Lyrica.", DocumentKind.PR2, Assertion.HYPOTHETICAL),
        ("Norco 10/325 #120", DocumentKind.RFA, Assertion.PLANNED),
        ("Duloxetine 30 mg daily.", DocumentKind.PR2, Assertion.ASSERTED),
        ("Stopped baclofen.", DocumentKind.PR2, Assertion.HISTORICAL),
    ],
)
def test_a_plan_is_no_fact(text: str, kind: DocumentKind, assertion: Assertion) -> None:
    assert [drug.assertion for drug in find_medications(*read(text, kind))] == [assertion]


def test_a_stopped_drug_gets_the_strength_last_given() -> None:
    before = Medication(spans=(SPAN,), name="etodolac", strength_mg=400, current=True, date=PartialDate(2017, 1, 3))
    after = Medication(spans=(SPAN,), name="etodolac", current=False, date=PartialDate(2017, 3, 2))
    assert [(drug.strength_mg, drug.current) for drug in settle_medications([before, after])] == [
        (400, False),
        (400, False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right knee pain 6/10.", [("pain, right knee", "6/10")]),
        ("Low back pain is seven to eight on a scale of 10.", [("pain, low back", "7-8/10")]),
        ("PHQ-9: 14.", [("PHQ-9", "14")]),
        ("Modified Oswestry: 18/50 = 36%.", [("Oswestry Disability Index", "36")]),
        ("Sitting tolerance 25 minutes.", [("sitting tolerance (minutes)", "25")]),
        ("Deltoid 4-/5 on the left.", [("deltoid strength", "4-/5")]),
        ("CURES reviewed: one prescriber.", [("CURES report", "one prescriber")]),
        ("HbA1c should be under 8.", []),
        ("Seen again on 4/10.", []),
        ("No score was recorded.", []),
    ],
)
def test_measures(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(measure.name, measure.value) for measure in find_measures(*read(text))] == expected


def test_columns_of_a_table_date_their_values() -> None:
    found = find_measures(
        *read("Measure | 03/02/17 | 05/09/17\nODI | 52% | 44%\nLEFS | n/t | 40", DocumentKind.PT_NOTE)
    )
    assert [(measure.name, measure.value, str(measure.date)) for measure in found] == [
        ("Oswestry Disability Index", "52", "2017-03-02"),
        ("Oswestry Disability Index", "44", "2017-05-09"),
        ("Lower Extremity Functional Scale", "40", "2017-05-09"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acupuncture: attended 5 of 8 visits.", [("acupuncture", 8, None), ("acupuncture", None, 5)]),
        ("He completed twelve (12) sessions of physical therapy.", [("physical therapy", None, 12)]),
        ("6 chiropractic visits were authorized.", [("chiropractic manipulation", 6, None)]),
        ("I request authorization for 12 visits of physical therapy.", []),
        ("12 visits of acupuncture were denied.", []),
        ("She has never had acupuncture.", [("acupuncture", None, 0)]),
        ("No benefit from physical therapy.", []),
    ],
)
def test_courses(text: str, expected: list[tuple[object, ...]]) -> None:
    found = find_treatment_courses(*read(text))
    assert [(course.service, course.authorized, course.completed) for course in found] == expected


def test_rows_of_a_flow_sheet_are_visits() -> None:
    sheet = "Canyon Chiropractic\n4/3/17 LBP adj L4-5\n4/10/17 no show\n4/17/17 adj L5\n5/1/17 adj, ice"
    found = assemble_courses(find_treatment_courses(*read(sheet, DocumentKind.CHIRO_NOTE)))
    assert [(course.completed, course.no_show, str(course.start), str(course.end)) for course in found] == [
        (3, 1, "2017-04-03", "2017-05-01")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chiropractic care gave no lasting relief.", [("chiropractic manipulation", True)]),
        (
            "Physical therapy helped, but acupuncture did not help.",
            [("physical therapy", False), ("acupuncture", True)],
        ),
        ("Surgery is considered if physical therapy has failed per guidelines.", []),
    ],
)
def test_conservative_care(text: str, expected: list[tuple[str, bool]]) -> None:
    found = find_conservative_care(*read(text))
    assert [(care.modality, care.failed) for care in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acupuncture: no functional improvement.", [("acupuncture", Polarity.ABSENT)]),
        ("Acupuncture is helping, pain is less.", []),
        ("Since acupuncture she now drives to work.", [("acupuncture", Polarity.PRESENT)]),
    ],
)
def test_opinion_of_benefit_is_no_improvement(text: str, expected: list[tuple[str, Polarity]]) -> None:
    found = find_functional_improvements(*read(text))
    assert [(fact.service, fact.polarity) for fact in found] == expected


@pytest.mark.parametrize(("last", "polarity"), [("30", Polarity.PRESENT), ("40", Polarity.ABSENT)])
def test_an_index_shows_a_gain_only_by_its_least_change(last: str, polarity: Polarity) -> None:
    days = (PartialDate(2017, 1, 3), PartialDate(2017, 3, 2))
    course = TreatmentCourse(spans=(SPAN,), service="acupuncture", completed=8, start=days[0], end=days[1])
    rows = [
        Measure(spans=(SPAN,), name="Neck Disability Index", value=value, date=day)
        for value, day in zip(("44", last), days, strict=True)
    ]
    assert [(fact.service, fact.polarity) for fact in improvements_shown([course], rows)] == [("acupuncture", polarity)]


def test_work_status_is_dated_as_its_report() -> None:
    found = tuple(find_work_statuses(*read("Work status: TTD.")))
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


def test_a_table_of_courses_gives_each_row() -> None:
    rows = ("Acupuncture | 01/09/2017 - 02/20/2017 | 6 | 5", "Chiro | 03/01/2017 - 03/29/2017 | 8 | 8")
    table = "\n".join(("Service | Dates | Auth | Attended", *rows))
    found = find_treatment_courses(*read(table, DocumentKind.CASE_MANAGER_NOTE))
    assert [(course.service, course.authorized, course.completed, str(course.end)) for course in found] == [
        ("acupuncture", 6, None, "None"),
        ("acupuncture", None, 5, "2017-02-20"),
        ("chiropractic manipulation", 8, None, "None"),
        ("chiropractic manipulation", None, 8, "2017-03-29"),
    ]
