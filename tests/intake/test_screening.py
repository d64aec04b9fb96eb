"""Eligibility: every ground, and what looks like one but is none."""

from __future__ import annotations

from datetime import date

import pytest

from openimr import intake, program
from openimr.case import Document, DocumentKind, Page

from .papers import DECISION, FORM, decision, folder, form, letter, paper

PACK = program.load("ca-dwc")
Paper = tuple[Document, Page]


def screen(*papers: Paper) -> intake.Eligibility:
    documents, pages = folder(*papers)
    case = intake.read_dispute(documents, pages, program=PACK)
    return intake.screen(case, documents, pages, program=PACK)


def codes(*papers: Paper) -> tuple[bool | None, list[str]]:
    found = screen(*papers)
    return found.eligible, [reason.code for reason in found.reasons]


UNSIGNED = FORM.replace("Employee Signature: Petra Lindqvist", "Employee Signature: ____________")
BILL = (
    "STATE OF CALIFORNIA\nREQUEST FOR INDEPENDENT BILL REVIEW\nDWC Form IBR-1\n"
    "Claim Number: FB-77-1203\nProvider signature: O. Brandt\n"
)
NETWORK = (
    "INDEPENDENT MEDICAL REVIEW APPLICATION\nMedical Provider Network Independent Medical Review, 8 CCR 9768.10\n"
    "Claim Number: FB-77-1203\nSignature: Petra Lindqvist\n"
)
OTHER_DECISION = """\
HARBOR MEDICAL REVIEW
January 9, 2015
RE: Petra Lindqvist Claim: FB-77-1203
NOTICE OF NON-CERTIFICATION
Requested: Zolpidem 10 mg #30
Determination: DENIED
"""
PAYER = "LIGHTHOUSE CLAIMS\nJune 20, 2015\nRe: Petra Lindqvist FB-77-1203\n"
FOOT = "\nInes Moro, Claims Adjuster\n"

CASES: list[tuple[str, tuple[Paper, ...], bool | None, list[str]]] = [
    ("complete", (form(), decision()), True, []),
    ("unsigned", (form(UNSIGNED), decision()), False, ["unsigned"]),
    (
        "unsigned, a signed copy among the records",
        (form(UNSIGNED), decision(), paper(FORM, DocumentKind.IMR_APPLICATION, file="records.pdf")),
        True,
        [],
    ),
    (
        "filed before",
        (
            form(),
            decision(),
            letter("REVIEW ORGANIZATION\nYour IMR application is a duplicate application.\n", "2015-06-25"),
        ),
        False,
        ["duplicate"],
    ),
    (
        "an agent named before the decision",
        (
            form(FORM.replace("Signature: Petra Lindqvist", "Signature: Rolf Lind, on behalf of Petra Lindqvist")),
            decision(),
            letter("May 1, 2015\nI designate Rolf Lind to act as my representative.\nPetra Lindqvist\n", "2015-05-01"),
        ),
        False,
        ["agent_not_valid"],
    ),
    (
        "an agent named after the decision",
        (
            form(FORM.replace("Signature: Petra Lindqvist", "Signature: Rolf Lind, on behalf of Petra Lindqvist")),
            decision(),
            letter("June 9, 2015\nI designate Rolf Lind to act as my representative.\nPetra Lindqvist\n", "2015-06-09"),
        ),
        True,
        [],
    ),
    ("no decision", (form(),), False, ["no_ur_decision"]),
    ("the decision of another dispute", (form(), decision(OTHER_DECISION)), False, ["no_ur_decision"]),
    ("late", (form(FORM + "RECEIVED JUL 8 2015\n"), decision()), False, ["late"]),
    ("on the last day", (form(FORM + "RECEIVED JUL 7 2015\n"), decision()), True, []),
    (
        "signed after the last day",
        (form(FORM.replace("Date: 06/15/2015", "Date: 08/15/2015")), decision()),
        False,
        ["late"],
    ),
    ("liability", (form(FORM.replace("[ ] Yes [x] No", "[x] Yes [ ] No")), decision()), False, ["liability_disputed"]),
    (
        "conditional",
        (
            form(),
            decision(
                DECISION.replace("NOTICE OF NON-CERTIFICATION", "CONDITIONAL NON-CERTIFICATION").replace(
                    "Determination: DENIED", "Determination: conditionally non-certified, information needed"
                )
            ),
        ),
        False,
        ["conditional_noncertification"],
    ),
    ("bill review form", (paper(BILL, DocumentKind.IMR_APPLICATION), decision()), False, ["wrong_form"]),
    ("network review form", (paper(NETWORK, DocumentKind.IMR_APPLICATION), decision()), False, ["wrong_form"]),
    ("bill review form filed as other", (paper(BILL, DocumentKind.OTHER), decision()), False, ["wrong_form"]),
    (
        "authorized after the decision",
        (
            form(),
            decision(),
            letter(PAYER + "Physical therapy, 12 visits for the lumbar spine, is now authorized." + FOOT, "2015-06-20"),
        ),
        False,
        ["authorised_meanwhile"],
    ),
    (
        "denial withdrawn",
        (
            form(),
            decision(),
            letter(PAYER + "The denial of physical therapy dated June 2, 2015 is withdrawn." + FOOT, "2015-06-20"),
        ),
        False,
        ["authorised_meanwhile"],
    ),
    (
        "authorized in part only",
        (form(), decision(), letter(PAYER + "Physical therapy, 4 visits, is now authorized." + FOOT, "2015-06-20")),
        True,
        [],
    ),
    (
        "authorized before the decision",
        (form(), decision(), letter(PAYER + "Physical therapy, 12 visits, is authorized." + FOOT, "2015-01-20")),
        True,
        [],
    ),
    (
        "another treatment authorized",
        (form(), decision(), letter(PAYER + "The MRI of the left knee is now authorized." + FOOT, "2015-06-20")),
        True,
        [],
    ),
    (
        "authorization asked for",
        (
            form(),
            decision(),
            letter(
                PAYER + "We ask that the physical therapy be authorized and the denial overturned." + FOOT, "2015-06-20"
            ),
        ),
        True,
        [],
    ),
    (
        "withdrawn",
        (
            form(),
            decision(),
            letter("June 22, 2015\nI withdraw my request for independent medical review.\nP. Lindqvist", "2015-06-22"),
        ),
        False,
        ["withdrawn"],
    ),
]


@pytest.mark.parametrize(("papers", "eligible", "reasons"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_screening(papers: tuple[Paper, ...], eligible: bool | None, reasons: list[str]) -> None:
    assert codes(*papers) == (eligible, reasons)


def test_the_computation_of_a_late_filing_is_given() -> None:
    found = screen(form(FORM + "RECEIVED JUL 8 2015\n"), decision())
    assert found.last_day == date(2015, 7, 7)
    assert found.reasons[0].computation[-2:] == ("last day: 2015-07-07 (Tuesday)", "received 2015-07-08: 1 day late")
    assert found.reasons[0].source == "Labor Code 4610.5(h)(1); Code of Civil Procedure 12, 12a, 1013(a)"


def test_a_case_with_one_eligible_item_is_eligible() -> None:
    two = FORM.replace("2. ____________", "2. Tramadol 50 mg #60")
    freed = letter(PAYER + "Tramadol 50 mg #60 is now authorized." + FOOT, "2015-06-20")
    found = screen(form(two), decision(), freed)
    assert (found.eligible, [(item.n, item.eligible) for item in found.by_item]) == (True, [(1, True), (2, False)])


def test_lateness_of_utilization_review_is_no_ground() -> None:
    slow = DECISION.replace("RFA dated 05/20/2015", "RFA dated 01/02/2015")
    assert codes(form(), decision(slow)) == (True, [])


def test_what_is_asked() -> None:
    earlier = (
        "FINAL DETERMINATION\nIndependent medical review\nOctober 1, 2014\nPetra Lindqvist\n"
        "Physical therapy, lumbar spine, 2 x 6: UPHELD\n"
    )
    asked = screen(
        form(FORM.replace("Claim Number: FB-77-1203", "Claim Number:")), decision(), letter(earlier, "2014-10-01")
    )
    assert [question[:46] for question in asked.questions] == [
        "A determination of 2014-10-01 concerns the sam",
        "The form leaves blank: claim number. Can the p",
        "On which day was the application received? The",
    ]
    assert screen(decision()).questions[0].startswith("Whether the dispute may be reviewed cannot be told")


def test_service_by_courier_adds_two_court_days() -> None:
    served = DECISION.replace(
        "Served by first class mail on June 2, 2015.", "On June 3, 2015 I served this by overnight courier."
    )
    assert screen(form(), decision(served)).last_day == date(2015, 7, 7)  # July 3, and two court days after the weekend
