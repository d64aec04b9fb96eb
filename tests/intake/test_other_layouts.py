"""Whole papers of other years and offices: a grid of labels over values, a decision in prose, a typed form of 2013."""

from __future__ import annotations

from datetime import date

from openimr import intake, program
from openimr.case import Case, Document, Page, UrOutcome

from .papers import decision, folder, form

PACK = program.load("ca-dwc")
GRID = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR (Effective 1/2018)
☒ Regular   ☐ Expedited   ☐ Formulary
Employee Name (Last, First, MI)          Date of Birth (MM/DD/YYYY)     Gender
Tolliver-Banks, Marguerite D.           09/14/1981                F
Claim Number             Date of Injury (MM/DD/YYYY)      WCIS Number
GH-2018-44120            03/05/2018             1803050099
Employer                     Attorney (if any)
Harmon Glassworks LLC               Levi Okafor-Stein, Esq.
Requesting Physician            Specialty
Alondra Peck, MD              Orthopedic Surgery
Claims Administrator           Adjuster
Bluewater Claims Service         Tess Quill
Primary Diagnosis (ICD-10)         Date of UR Determination
M75.101 Rotator cuff tear, right       10/02/2018
Does the claims administrator dispute liability?   ☐ Yes  ☒ No
Treatment(s) denied, delayed or modified
See attached UR letter
I authorize release of my records.
X Marguerite Tolliver-Banks        10/22/2018
Employee Signature            Date
"""
PROSE = """\
SUMMIT RIDGE REVIEW
October 2, 2018
Alondra Peck, MD
Re: Marguerite Tolliver-Banks
Claim: GH-2018-44120
Dear Dr. Peck:
We received your request of September 24, 2018 for right shoulder rotator cuff repair, a cold therapy unit for 7 days,
and 12 visits of postoperative physical therapy. Our physician, Dana Wirth, MD, Orthopedic Surgery, cannot certify the
rotator cuff repair. The cold therapy unit is also denied. Postoperative physical therapy is modified to 6 visits.
A copy of this letter was placed in the United States mail to the injured worker on October 3, 2018.
"""
TYPED = """\
DIVISION OF WORKERS' COMPENSATION
APPLICATION FOR INDEPENDENT MEDICAL REVIEW - effective 01/2013
Employee Name: ___Marguerite D. Tolliver____   DOB: _09-14-81_
Claim No.: __GH-13-4412__  Date of Injury: _3-5-13_
Name of Employer: ____Harmon Glassworks LLC____
Treating Physician: _____Alondra Peck, M.D.____  Specialty: ___Ortho____
Insurance company: ____Bluewater Claims Service____
UR: ( X ) standard ( ) expedited
Date of UR decision: __7-22-13__
Liability for the injury disputed?  Yes ___ No _X_
What treatment was denied? _Gabapentin 600mg #90, Norco 10/325 #60, lumbar ESI L4-5____
Signed: ____M. Tolliver____  on _8-1-13_
"""


def read(*papers: tuple[Document, Page]) -> Case:
    documents, pages = folder(*papers)
    return intake.read_dispute(documents, pages, program=PACK)


def test_labels_in_a_row_over_their_values() -> None:
    case = read(form(GRID), decision(PROSE))
    assert (case.employee_name, case.date_of_birth, case.sex) == (
        "Marguerite D Tolliver-Banks",
        date(1981, 9, 14),
        "female",
    )
    assert (case.claim_number, case.date_of_injury, case.ur_decision_date) == (
        "GH-2018-44120",
        date(2018, 3, 5),
        date(2018, 10, 2),
    )
    assert (case.employer, case.attorney, case.requesting_physician, case.claims_administrator) == (
        "Harmon Glassworks LLC",
        "Levi Okafor-Stein",
        "Alondra Peck",
        "Bluewater Claims Service",
    )
    assert (case.signed, case.signature_date, case.expedited_requested, case.liability_disputed) == (
        True,
        date(2018, 10, 22),
        False,
        False,
    )


def test_a_decision_in_prose_gives_items_and_their_outcomes() -> None:
    case = read(form(GRID), decision(PROSE))
    assert [(item.request, item.ur_outcome, item.ur_certified_quantity) for item in case.items] == [
        ("rotator cuff repair", UrOutcome.DENIED, 0.0),
        ("cold therapy unit", UrOutcome.DENIED, 0.0),
        ("Postoperative physical therapy", UrOutcome.MODIFIED, 6.0),
    ]
    assert (case.ur_service_date, case.ur_service_method) == (date(2018, 10, 3), "mail")


def test_a_typed_form_with_ruled_blanks() -> None:
    case = read(form(TYPED))
    assert (case.employee_name, case.claim_number, case.date_of_injury, case.signature_date) == (
        "Marguerite D. Tolliver",
        "GH-13-4412",
        date(2013, 3, 5),
        date(2013, 8, 1),
    )
    assert [(item.request, item.service, item.quantity) for item in case.items] == [
        ("Gabapentin 600mg #90", "antiepileptic", 90.0),
        ("Norco 10/325 #60", "opioid medication", 60.0),
        ("lumbar ESI L4-5", "epidural steroid injection", 1.0),
    ]
    assert case.liability_disputed is False
