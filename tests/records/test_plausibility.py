"""What cannot be is told and kept out. All people are fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import (
    Assertion,
    Case,
    Document,
    DocumentKind,
    Fact,
    Measure,
    Medication,
    Page,
    PageSource,
    PartialDate,
    Patient,
    Procedure,
    Span,
    TreatmentCourse,
)
from openimr.records.plausibility import believe, sift

SPAN = Span("n.pdf", 1, 0, 7, "the day")
CASE = Case(program="ca-dwc", items=(), signature_date=date(2014, 4, 1), date_of_birth=date(1960, 5, 6))
DOCUMENT = Document(
    id="D1", file="n.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, date=PartialDate(2014, 3, 4)
)
PAGE = Page(file="n.pdf", number=1, text="This 54-year-old worker", source=PageSource.TEXT_LAYER)
SURGERY = Procedure(spans=(SPAN,), name="lumbar fusion")
DRUG = Medication(spans=(SPAN,), name="tramadol")
VISITS = TreatmentCourse(spans=(SPAN,), service="acupuncture")

POSSIBLE = (
    replace(SURGERY, date=PartialDate(2013, 2, 3)),
    replace(SURGERY, date=PartialDate(2014, 4, 1)),
    replace(SURGERY, date=PartialDate(2014)),
    replace(SURGERY, date=PartialDate(2031, 2, 3), assertion=Assertion.PLANNED),
    replace(SURGERY, date=PartialDate(2014, 4, 2)),
    replace(DRUG, date=PartialDate(2014, 6, 30)),
    replace(DRUG, strength_mg=800.0, per_day=4.0),
    replace(VISITS, completed=60),
    Measure(spans=(SPAN,), name="pain", value="10/10"),
    Measure(spans=(SPAN,), name="grip", value="88"),
)
IMPOSSIBLE = (
    (
        replace(SURGERY, date=PartialDate(2031, 2, 3)),
        "2031-02-03 as a day gone by, after the file's last day",
    ),
    (replace(SURGERY, date=PartialDate(2014, 4, 3)), "2014-04-03 as a day gone by, after the file's last day"),
    (replace(DRUG, date=PartialDate(2014, 8, 1)), "2014-08-01 as a day gone by, after the file's last day"),
    (replace(SURGERY, date=PartialDate(2015)), "2015 as a day gone by, after the file's last day"),
    (replace(SURGERY, date=PartialDate(1950)), "1950, before the patient's birth (1960-05-06)"),
    (replace(DRUG, strength_mg=50_000.0), "strength mg of 50000"),
    (replace(DRUG, per_day=400.0), "per day of 400"),
    (replace(VISITS, completed=9_999), "completed of 9999"),
    (Measure(spans=(SPAN,), name="pain", value="15/10"), "15/10 on a scale of ten"),
)


@pytest.mark.parametrize("fact", POSSIBLE, ids=range(len(POSSIBLE)))
def test_what_can_be_stays(fact: Fact) -> None:
    found = sift((fact,), (DOCUMENT,), (PAGE,), CASE)
    assert (found.facts, found.problems) == ((fact,), ())


@pytest.mark.parametrize(("fact", "why"), IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_what_cannot_be_is_told_and_kept_out(fact: Fact, why: str) -> None:
    found = sift((fact,), (DOCUMENT,), (PAGE,), CASE)
    assert (found.facts, [(one.code, one.says, one.where) for one in found.problems]) == (
        (), [("impossible_value", f'The file gives {why}: "the day". It was kept out of the review.', "n.pdf, page 1")],
    )  # fmt: skip


def test_without_a_filing_the_last_document_is_the_last_day() -> None:
    bare = Case(program="ca-dwc", items=())
    facts = (replace(SURGERY, date=PartialDate(2014, 3, 5)), replace(SURGERY, date=PartialDate(2014, 3, 6)))
    assert sift(facts, (DOCUMENT,), (PAGE,), bare).facts == facts[:1]


@pytest.mark.parametrize(("reported", "kept"), [(PartialDate(2014, 9, 1), 1), (PartialDate(2016, 1, 1), 0)], ids=str)
def test_a_report_that_came_later_moves_the_last_day(reported: PartialDate, kept: int) -> None:
    facts = (replace(SURGERY, date=PartialDate(2014, 8, 20)),)
    assert len(sift(facts, (replace(DOCUMENT, date=reported),), (PAGE,), CASE).facts) == kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a 214-year-old man", ["214"]),
        ("a 54 year old man", []),
        ("in 1998, years old notes", []),
        ("120 y/o", ["120"]),
    ],
)
def test_ages_that_nobody_has_are_told(text: str, told: list[str]) -> None:
    problems = sift((), (DOCUMENT,), (replace(PAGE, text=text),), CASE).problems
    assert [one.says.split(":")[0].split()[-1] for one in problems] == told


def test_ages_on_pages_of_another_patient_are_not_looked_at() -> None:
    other = replace(DOCUMENT, other_patient=True)
    assert sift((), (other,), (replace(PAGE, text="a 214-year-old man"),), CASE).problems == ()


def test_an_age_that_nobody_has_is_no_age() -> None:
    assert [believe(Patient(age=age, sex="male")).age for age in (214, -3, 54, None)] == [None, None, 54, None]
