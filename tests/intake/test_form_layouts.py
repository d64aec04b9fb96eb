"""Fields of the form in other layouts: two columns, no colons, dotted lines, scanned boxes."""

from __future__ import annotations

from datetime import date

import pytest

from openimr import intake, program
from openimr.case import Case
from openimr.intake.boxes import ticked, yes_or_no

from .papers import DECISION, decision, folder, form

PACK = program.load("ca-dwc")
COLUMNS = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
Type of utilization review:  [x] Regular   [ ] Expedited
Employee                      Requesting physician
Petra Q. Lindqvist-Aho                Oskar Brandt, MD
2 Quay Street, Alameda               Pain Medicine
Date of Birth: 04/11/1970            Seawall Pain Group
Employer: Foghorn Bakery, Inc.           Claims administrator
Claim Number: FB-77-1203              Lighthouse Claims
Date of Injury: 02/03/2014            Adjuster: Ines Moro
Disputed medical treatment
Diagnosis: 724.2 lumbago
Date of UR determination: 06/02/2015
1. Physical therapy, lumbar spine, 2 x 6
Employee signature: P. Lindqvist-Aho   Date: 06/15/2015
"""
NO_COLONS = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
UR TYPE        ( ) Expedited     (X) Regular
EMPLOYEE       Petra Q. Lindqvist-Aho
DOB            04/11/1970                 SEX    F
CLAIM NO       FB-77-1203                 DOI    02/03/2014
EMPLOYER       Foghorn Bakery, Inc.
REQ PHYSICIAN  Oskar Brandt, MD     SPECIALTY  Pain Medicine
CLAIMS ADMIN   Lighthouse Claims           ADJUSTER   Ines Moro
UR DECISION DATE                        06/02/2015
DISPUTED
1. Physical therapy, lumbar spine, 2 x 6
SIGNATURE      Petra Lindqvist-Aho        DATE  06/15/2015
"""
PROSE = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
[ ] Expedited    [x] Regular
I. Employee
Petra Q. Lindqvist-Aho, born 04/11/1970, female
Claim Number FB-77-1203   Date of Injury 02/03/2014
Employer: Foghorn Bakery, Inc.
II. Requesting physician
Oskar Brandt, MD    Specialty: Pain Medicine
III. Claims administrator
Lighthouse Claims    Adjuster: Ines Moro
IV. Disputed treatment
Date of the utilization review decision: June 2, 2015
1. Physical therapy, lumbar spine, 2 x 6
V. I consent to the release of my medical records.
Signature of employee: P. Lindqvist-Aho   Date: 6/15/2015
"""
DOTTED = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
[X] Regular    [     ] Expedited
Employee
Name... . . Petra Q. Lindqvist-Aho
Date of Birth .. 04/11/1970
Employer .... . Foghorn Bakery, Inc.
Claim Number .  . FB-77-1203
Date of Injury . . 02/03/2014
Physician
Name... . Oskar Brandt, MD
Specialty  . Pain Medicine
Claims administrator
Name... . Lighthouse Claims
Dispute
Date of UR decision   06/02/2015
1. Physical therapy, lumbar spine, 2 x 6
Signature  Petra Lindqvist-Aho    Date  6/15/2015
"""


def read(text: str) -> Case:
    documents, pages = folder(form(text), decision(DECISION))
    return intake.read_dispute(documents, pages, program=PACK)


@pytest.mark.parametrize("text", [COLUMNS, NO_COLONS, PROSE, DOTTED], ids=["columns", "no colons", "prose", "dotted"])
def test_every_field(text: str) -> None:
    case = read(text)
    assert (case.employee_name, case.date_of_birth, case.claim_number, case.date_of_injury) == (
        "Petra Q. Lindqvist-Aho",
        date(1970, 4, 11),
        "FB-77-1203",
        date(2014, 2, 3),
    )
    assert (case.employer, case.claims_administrator, case.requesting_physician) == (
        "Foghorn Bakery, Inc.",
        "Lighthouse Claims",
        "Oskar Brandt",
    )
    assert (case.ur_decision_date, case.signature_date, case.expedited_requested) == (
        date(2015, 6, 2),
        date(2015, 6, 15),
        False,
    )
    assert [item.request for item in case.items] == ["Physical therapy, lumbar spine, 2 x 6"]


ANSWERS = [
    ("Yes [X] No", False),  # the blank box before "Yes" was lost
    ("(X) No    ( ) Yes", False),
    ("Yes [X]   No [ ]", True),
    ("0 Yes   No", False),  # a drawn blank box read as 0, the ticked one lost
    ("& Yes  0 No", True),
    ("[ ] Yes  [ ] No", None),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_yes_or_no(text: str, answer: bool | None) -> None:
    assert yes_or_no(text) is answer


def test_a_box_that_a_scan_turned_into_a_sign() -> None:
    options = ("Regular", "expedited", "modification")
    assert ticked("& Regular    Expedited 0 Modification after Appeal", options) == "Regular"
