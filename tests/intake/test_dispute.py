"""The form and the UR decision, in the layouts that offices make of them."""

from __future__ import annotations

from datetime import date

import pytest

from openimr import intake, program
from openimr.case import Case, DocumentKind, PartyRole, UrOutcome

from .papers import DECISION, FORM, decision, folder, form, paper

PACK = program.load("ca-dwc")


def read(text: str = FORM, notice: str = DECISION) -> Case:
    documents, pages = folder(form(text), decision(notice))
    return intake.read_dispute(documents, pages, program=PACK)


def test_every_field_of_a_plain_form() -> None:
    case = read()
    assert (case.employee_name, case.date_of_birth, case.sex) == ("Petra Q. Lindqvist", date(1970, 4, 11), "female")
    assert (case.employer, case.claim_number, case.date_of_injury) == (
        "Foghorn Bakery, Inc.",
        "FB-77-1203",
        date(2014, 2, 3),
    )
    assert (case.requesting_physician, case.requesting_specialty) == ("Oskar Brandt", "Pain Medicine")
    assert (case.claims_administrator, case.represented, case.attorney) == ("Lighthouse Claims", False, None)
    assert (case.signed, case.signature_date) == (True, date(2015, 6, 15))
    assert (case.expedited_requested, case.liability_disputed) == (False, False)
    assert (case.ur_decision_date, case.ur_service_date, case.ur_service_method) == (
        date(2015, 6, 2),
        date(2015, 6, 2),
        "mail",
    )
    assert case.rfa_date == date(2015, 5, 20)


def test_the_item_and_what_utilization_review_said() -> None:
    (item,) = read().items
    assert (item.request, item.service, item.quantity, item.unit) == (
        "Physical therapy, lumbar spine, 2 x 6",
        "physical therapy",
        12.0,
        "visits",
    )
    assert (item.ur_outcome, item.ur_certified_quantity, item.body_region) == (UrOutcome.DENIED, 0.0, "lumbar spine")
    assert [(cited.title, cited.section, cited.pages) for cited in item.ur_guidelines] == [
        ("MTUS Chronic Pain Medical Treatment Guidelines", "Physical medicine", "98-99")
    ]


def test_spans_quote_the_page() -> None:
    documents, pages = folder(form(), decision())
    case = intake.read_dispute(documents, pages, program=PACK)
    texts = {(page.file, page.number): page.text for page in pages}
    spans = [source.span for source in case.sources] + [span for item in case.items for span in item.spans]
    assert [span.quote for span in spans] == [
        " ".join(texts[span.file, span.page][span.start : span.end].split()) for span in spans
    ]


def test_parties() -> None:
    assert [(party.role, party.name) for party in read().parties] == [
        (PartyRole.EMPLOYEE, "Petra Q. Lindqvist"),
        (PartyRole.EMPLOYER, "Foghorn Bakery, Inc."),
        (PartyRole.CLAIMS_ADMINISTRATOR, "Lighthouse Claims"),
        (PartyRole.REQUESTING_PHYSICIAN, "Oskar Brandt"),
        (PartyRole.REQUESTING_GROUP, "Seawall Pain Group"),
        (PartyRole.UR_ORGANIZATION, "HARBOR MEDICAL REVIEW"),
        (PartyRole.UR_REVIEWER, "Ludo Farnese"),
    ]


SIGNATURES = [
    ("Employee Signature: Petra Lindqvist Date: 06/15/2015", True),
    ("Employee Signature: /s/ P. Lindqvist Date: 06/15/2015", True),
    ("Employee Signature: (signed) Date: 06/15/2015", True),
    ("Signature of employee: P Lindqvst   Date: 6/15/15", True),
    ("Employee Signature: ______________________ Date: 06/15/2015", False),
    ("Employee Signature: Date: 06/15/2015", False),
    ("Employee Signature: X ______________ Date: ____", False),
    ("Employee Signature: [not signed] Date: 06/15/2015", False),
    ("Emp1oyee Signatvre: Petra Lindqvist Date: 06/15/2015", True),
    ("Petra Lindqvist            06/15/2015\nEmployee Signature         Date", True),
]


@pytest.mark.parametrize(("line", "signed"), SIGNATURES, ids=[line for line, _ in SIGNATURES])
def test_signature(line: str, signed: bool) -> None:
    case = read(FORM.replace("Employee Signature: Petra Lindqvist Date: 06/15/2015", line))
    assert (case.signed, case.signature_date) == (signed, date(2015, 6, 15) if signed else None)


BOXES = [
    ("[ ] Regular [x] Expedited [ ] Modification after Appeal", True),
    ("( ) Regular (X) Expedited ( ) Modification after Appeal", True),
    ("☐ Regular ☒ Expedited ☐ Modification after Appeal", True),
    ("____ Regular X____ Expedited ____ Modification after Appeal", True),
    ("Regular [ ] Expedited [x] Modification after Appeal [ ]", True),
    ("{x} Regular { ] Expedited LJ Modification after Appeal", False),
    ("IX] Regular [ ] Expedited [ ] Modification after Appeal", False),
]


@pytest.mark.parametrize(("boxes", "expedited"), BOXES, ids=[boxes for boxes, _ in BOXES])
def test_expedited_box(boxes: str, expedited: bool) -> None:
    text = FORM.replace("[x] Regular [ ] Expedited [ ] Modification after Appeal", boxes)
    assert read(text).expedited_requested is expedited


LIABILITY = [
    ("[x] Yes [ ] No", True),
    ("Yes [ ] No [x]", False),
    ("(X) Yes ( ) No", True),
    ("[ ] Yes [x]\nNo", False),
    ("No", False),
]


@pytest.mark.parametrize(("boxes", "disputed"), LIABILITY, ids=[boxes for boxes, _ in LIABILITY])
def test_liability_box(boxes: str, disputed: bool) -> None:
    assert read(FORM.replace("necessity? [ ] Yes [x] No", f"necessity? {boxes}")).liability_disputed is disputed


SECTIONS = """\
DWC FORM IMR - APPLICATION FOR INDEPENDENT MEDICAL REVIEW
( ) Regular (X) Expedited
Injured Employee
Name: Petra Q. Lindqvist
DOB: 04/11/1970
Employer
Foghorn Bakery, Inc.
Claim No.: FB-77-1203 DOI: 02/03/2014
Attorney
Name: Bruno Salk, Esq.
Requesting Physician
Name: Oskar Brandt, M.D.
Claims Administrator
Company: Lighthouse Claims
Date of UR decision: June 2, 2015
Treatment denied or modified:
1) Norco 10/325 mg
#90
2) Urine drug screen
Signature: /s/ Petra Lindqvist Date: June 15, 2015
"""


def test_names_under_headings() -> None:
    case = read(SECTIONS)
    assert (case.employee_name, case.attorney, case.represented) == ("Petra Q. Lindqvist", "Bruno Salk", True)
    assert (case.requesting_physician, case.claims_administrator) == ("Oskar Brandt", "Lighthouse Claims")
    assert (case.employer, case.claim_number, case.date_of_injury) == (
        "Foghorn Bakery, Inc.",
        "FB-77-1203",
        date(2014, 2, 3),
    )
    assert (case.ur_decision_date, case.expedited_requested) == (date(2015, 6, 2), True)
    assert [(item.request, item.quantity) for item in case.items] == [
        ("Norco 10/325 mg #90", 90.0),
        ("Urine drug screen", 1.0),
    ]


def test_what_belongs_to_an_operation_depends_on_it() -> None:
    listed = (
        "1. Right shoulder arthroscopy\n2. Assistant surgeon\n3. Post-op physical therapy x 12\n4. Tramadol 50 mg #60"
    )
    items = read(
        FORM.replace("1. Physical therapy, lumbar spine, 2 x 6", listed).replace("2. ____________\n", "")
    ).items
    assert [item.depends_on for item in items] == [None, 1, 1, None]


def test_a_modified_item_keeps_what_was_certified() -> None:
    notice = DECISION.replace("NON-CERTIFICATION", "MODIFICATION").replace(
        "Determination: DENIED", "Determination: MODIFIED, certified 4 visits"
    )
    (item,) = read(notice=notice).items
    assert (item.ur_outcome, item.ur_certified_quantity) == (UrOutcome.MODIFIED, 4.0)


def test_a_proof_of_service_outweighs_the_date_of_the_letter() -> None:
    proof = paper(
        "PROOF OF SERVICE BY MAIL\nOn June 5, 2015, I served the utilization review determination by placing\n"
        "a true copy in the United States mail.",
        DocumentKind.PROOF_OF_SERVICE,
        file="decision.pdf",
        page=2,
    )
    documents, pages = folder(
        form(), decision(DECISION.replace("Served by first class mail on June 2, 2015.", "")), proof
    )
    case = intake.read_dispute(documents, pages, program=PACK)
    assert (case.ur_service_date, case.ur_service_method) == (date(2015, 6, 5), "mail")


@pytest.mark.parametrize(
    ("stamp", "received"),
    [
        ("*** RECEIVED - IMR INTAKE JUL 8 2015 2:06 PM ***", date(2015, 7, 8)),
        ("Date received: 07/08/2015", date(2015, 7, 8)),
        ("RECEIVED\nJul 8, 2015", date(2015, 7, 8)),
        ("", None),
    ],
)
def test_the_intake_stamp(stamp: str, received: date | None) -> None:
    assert read(FORM + "\n" + stamp).received_date == received


def test_age_and_sex() -> None:
    documents, pages = folder(form(FORM.replace(" Sex: Female", "")), decision(DECISION + "\nA 45-year-old woman.\n"))
    case = intake.read_dispute(documents, pages, program=PACK)
    patient = intake.read_patient(case, pages, documents)
    assert (patient.age, patient.sex) == (45, "female")


def test_an_empty_folder_is_two_problems() -> None:
    case = intake.read_dispute((), (), program=PACK)
    assert [fault.code for fault in intake.find_faults(case, (), (), program=PACK)] == [
        "no_application",
        "no_ur_decision",
    ]


def test_supplies_follow_the_device_before_them() -> None:
    listed = "1. Interferential unit, 30 day rental\n2. Electrodes and supplies for 30 days"
    items = read(FORM.replace("1. Physical therapy, lumbar spine, 2 x 6\n2. ____________", listed)).items
    assert [(item.service, item.quantity, item.unit, item.depends_on) for item in items] == [
        ("interferential unit", 1.0, "units", None),
        ("interferential unit", 30.0, "days", 1),
    ]


def test_a_form_that_refers_to_the_decision_takes_its_list() -> None:
    notice = DECISION.replace(
        "Requested: Physical therapy, lumbar spine, 2 x 6\nDetermination: DENIED",
        "1. Physical therapy, 8 visits: DENIED\n2. Soma 350 mg #60 - NOT CERTIFIED",
    )
    items = read(FORM.replace("1. Physical therapy, lumbar spine, 2 x 6", "1. See attached UR decision"), notice).items
    assert [(item.request, item.quantity) for item in items] == [
        ("Physical therapy, 8 visits", 8.0),
        ("Soma 350 mg #60", 60.0),
    ]


IN_ONE_LINE = """\
APPLICATION FOR INDEPENDENT MEDICAL REVIEW - DWC Form IMR
UR type: (x) Regular ( ) Expedited
Employee: Petra Q. Lindqvist | DOB: 04/11/1970 | Sex: F | DOI: 02/03/2014 | Claim #: FB-77-1203
Employer: Foghorn Bakery, Inc. | Attorney: Bruno Salk
Requesting physician: Dr. Oskar Brandt | Specialty: Pain Medicine
Claims administrator: Lighthouse Claims | Adjuster: Ines Moro
UR decision date: 06/02/2015 | Liability disputed: Yes ( ) No (x)
Disputed services:
- Physical therapy, lumbar spine, 2 x 6
Employee's signature: Petra Lindqvist   Dated: June 15, 2015
"""


def test_several_fields_in_one_line() -> None:
    case = read(IN_ONE_LINE)
    assert (case.employee_name, case.employer, case.attorney) == (
        "Petra Q. Lindqvist",
        "Foghorn Bakery, Inc.",
        "Bruno Salk",
    )
    assert (case.claims_administrator, case.requesting_physician, case.claim_number) == (
        "Lighthouse Claims",
        "Oskar Brandt",
        "FB-77-1203",
    )
    assert [item.request for item in case.items] == ["Physical therapy, lumbar spine, 2 x 6"]
