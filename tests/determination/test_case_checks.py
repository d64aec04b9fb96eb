"""Determinations held against their case file: planted differences are found, a true letter raises nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import (
    Case,
    Chart,
    DisputedItem,
    Document,
    DocumentKind,
    Fate,
    LedgerEntry,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Patient,
    Span,
    TreatmentCourse,
)
from openimr.corpus import (
    Determination,
    LetterDates,
    LetterItem,
    LetterPatient,
    Outcome,
    PanelVote,
    Passage,
)
from openimr.determination import CaseFile
from openimr.determination.checks import check_against_file

REFUSAL = (
    "The claimant is a forklift driver with pain of the left wrist since a fall on the loading dock in the spring, who was given a splint, "
    "ice and naproxen and who now asks for six visits of acupuncture for the left wrist."
)
NOTE = "Seen on 10/01/2013 for the left wrist. A fusion of L4-5 was done on 03/04/2009. Nine visits of acupuncture. A urine drug screen was consistent."
LETTER_TO_PARTIES = "The claims administrator has authorized the acupuncture, 6 visits, as of today."
TEXTS = (
    (REFUSAL, DocumentKind.UR_DECISION, PartialDate(2014, 1, 17)),
    (NOTE, DocumentKind.PR2, PartialDate(2013, 10, 1)),
)


def chart(*more: tuple[str, DocumentKind, PartialDate]) -> Chart:
    rows = (*TEXTS, *more)
    pages = tuple(
        Page(file="a.pdf", number=n, text=row[0], source=PageSource.TEXT_LAYER) for n, row in enumerate(rows, 1)
    )
    documents = tuple(
        Document(id=f"D{n}", file="a.pdf", first_page=n, last_page=n, kind=row[1], date=row[2])
        for n, row in enumerate(rows, 1)
    )
    ledger = tuple(
        LedgerEntry(ref=PageRef("a.pdf", n), fate=Fate.READ, document=f"D{n}", confidence=1.0)
        for n in range(1, len(rows) + 1)
    )
    nine = TreatmentCourse(spans=(Span("a.pdf", 2, 0, 4, "Seen"),), service="acupuncture", completed=9)
    return Chart(pages=pages, documents=documents, ledger=ledger, facts=(nine,))


ASKED = DisputedItem(n=1, request="Acupuncture, 6 visits, left wrist", service="acupuncture", quantity=6)
CASE = Case(
    program="ca-dwc", items=(ASKED,), date_of_birth=date(1961, 9, 30), date_of_injury=date(2012, 2, 3),
    ur_decision_date=date(2014, 1, 17), sex="male",
)  # fmt: skip
FILE = CaseFile(case=CASE, patient=Patient(age=52, sex="male"), chart=chart())
ITEM = LetterItem(
    n=1,
    text="Acupuncture, 6 visits, left wrist",
    decision=Outcome.UPHELD,
    quantity=6,
    rationale=Passage(text="He completed 9 visits. The request is not medically necessary."),
)
LETTER = Determination(
    file="letter.txt",
    program="CA-DWC-IMR",
    format_variant="dwc-2014",
    dates=LetterDates(
        injury=date(2012, 2, 3),
        ur_decision=date(2014, 1, 17),
        application=date(2014, 2, 3),
        determination=date(2014, 4, 1),
    ),
    patient=LetterPatient(age=52, sex="male"),
    items=(ITEM,),
    summary=Passage(text="He was seen on 10/01/2013 for his wrist. A fusion at L4-5 was done on 03/04/2009."),
)


def reasons(text: str) -> Determination:
    return replace(LETTER, items=(replace(ITEM, rationale=Passage(text=text)),))


def summary(text: str) -> Determination:
    return replace(LETTER, summary=Passage(text=text))


def item(text: str) -> Determination:
    return replace(LETTER, items=(replace(ITEM, text=text, quantity=None),))


ORDER = (
    "Workers' Compensation Appeals Board, Opinion and Order. The determination is rescinded and remanded. The finding that no "
    "splint was worn is plainly erroneous.",
    DocumentKind.CORRESPONDENCE,
    PartialDate(2014, 8, 1),
)
DIFFERENCES = (
    ("QA01", replace(LETTER, items=()), FILE),
    ("QA01", replace(LETTER, items=(ITEM, replace(ITEM, n=2, text="TENS unit, purchase", rationale=None))), FILE),
    ("QA02", item("Acupuncture, 6 visits, right wrist"), FILE),
    ("QA02", item("Acupuncture, 8 visits, left wrist"), FILE),
    ("QA04", summary("He was seen on 10/02/2013."), FILE),
    ("QA04", summary("A fusion at L3-4 was done."), FILE),
    ("QA04", replace(LETTER, patient=LetterPatient(age=42, sex="male")), FILE),
    ("QA04", replace(LETTER, patient=LetterPatient(age=52, sex="female")), FILE),
    ("QA04", replace(LETTER, dates=replace(LETTER.dates, injury=date(2012, 3, 2))), FILE),
    ("QA05", reasons("There is no documentation of a urine drug screen. The request is not medically necessary."), FILE),
    ("QA06", replace(LETTER, documents_reviewed=("Progress report, 05/06/2013",)), FILE),
    ("QA07", summary(REFUSAL), FILE),
    ("QA08", reasons("He completed 12 visits. The request is not medically necessary."), FILE),
    ("QA12", replace(LETTER, text="Determined by: Alma Brandt, M.D."), FILE),
    ("QA13", reasons("Her religion advises against needles, after 9 visits completed."), FILE),
    ("QA14", reasons("Compensability is disputed, and 9 visits were completed."), FILE),
    ("QA15", replace(LETTER, published_outcome=Outcome.UPHELD, votes=(PanelVote(reviewer=1, outcome=Outcome.UPHELD), PanelVote(reviewer=2, outcome=Outcome.OVERTURNED))), FILE),
    ("QA17", LETTER, replace(FILE, chart=chart(ORDER))),
    ("QA18", reasons("The MTUS does not address acupuncture for this."), FILE),
    ("QA21", replace(LETTER, dates=replace(LETTER.dates, determination=date(2014, 12, 1))), FILE),
    ("QA23", LETTER, replace(FILE, chart=chart((LETTER_TO_PARTIES, DocumentKind.CORRESPONDENCE, PartialDate(2014, 2, 20))))),
)  # fmt: skip
TRUE = (
    LETTER,
    replace(LETTER, items=(replace(ITEM, text="Acupuncture 6 visits"),)),
    replace(
        LETTER, documents_reviewed=("Progress report, 10/01/2013", "Records (dated 01/02/2011 through 05/06/2013)")
    ),
    reasons("There is no documentation of homebound status. The request is not medically necessary."),
    replace(LETTER, patient=LetterPatient(age=52, sex="male"), dates=replace(LETTER.dates, determination=None)),
)


@pytest.mark.parametrize(("code", "letter", "file"), DIFFERENCES)
def test_a_difference_from_the_case_file_is_found_and_nothing_else(
    code: str, letter: Determination, file: CaseFile
) -> None:
    assert {one.code for one in check_against_file(letter, file)} == {code}


@pytest.mark.parametrize("letter", TRUE)
def test_a_letter_true_to_its_file_raises_nothing(letter: Determination) -> None:
    assert check_against_file(letter, FILE) == ()
