"""Splitting pages into documents: starts, kinds, dates, authors."""

from __future__ import annotations

import pytest
from sample_pages import AGREEMENT, DECISION, LETTER, MRI, NOTE, NOTE_PAGE_2, bundle, page

from openimr.case import DocumentKind, PartialDate
from openimr.records import documents


def test_a_bundle_is_split_where_documents_begin() -> None:
    found = documents.split(bundle(DECISION, NOTE, NOTE_PAGE_2, MRI, AGREEMENT, LETTER))
    assert [(each.id, each.first_page, each.last_page, each.kind) for each in found] == [
        ("D1", 1, 1, DocumentKind.UR_DECISION),
        ("D2", 2, 3, DocumentKind.PR2),
        ("D3", 4, 4, DocumentKind.IMAGING),
        ("D4", 5, 5, DocumentKind.OTHER),
        ("D5", 6, 6, DocumentKind.CORRESPONDENCE),
    ]


def test_a_document_carries_its_own_date_author_and_patient() -> None:
    note = documents.split(bundle(NOTE))[0]
    assert note.date == PartialDate(2014, 4, 7)
    assert note.author == "Bram Castellane, MD"
    assert note.author_role == "treating physician"
    assert note.patient_named == "Verhoeven Odalys"


def test_every_file_begins_a_document_and_an_empty_page_continues_one() -> None:
    pages = (page(1, NOTE_PAGE_2, "a.pdf"), page(2, "", "a.pdf"), page(1, "", "b.pdf"))
    assert [(each.file, each.first_page, each.last_page) for each in documents.split(pages)] == [
        ("a.pdf", 1, 2),
        ("b.pdf", 1, 1),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "Verhoeven, Odalys 04/07/2014 page 2",
        "Verhoeven 2",
        "VERHOEVEN O. QX-77-1020 Page 2 of 3",
        "Odalys Verhoeven\nApril 7, 2014\n2",
        "2014-04-08 09:12 FROM:TALL PINES P.004/011\nVerhoeven p.2 4/7/14",
        "of the lumbar spine that were seen before. Nothing else has changed.",
        "NOTICE TO THE INJURED WORKER",
    ],
)
def test_running_heads_and_running_text_continue(head: str) -> None:
    found = documents.split(bundle(NOTE, f"{head}\nThe rest of the page is text.\n"))
    assert [(each.first_page, each.last_page) for each in found] == [(1, 2)]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("APPLICATION FOR INDEPENDENT MEDICAL REVIEW\nDWC Form IMR", DocumentKind.IMR_APPLICATION),
        ("REQUEST FOR AUTHORIZATION (DWC Form RFA)", DocumentKind.RFA),
        ("SILVER FIR SURGERY CENTER\nOPERATIVE REPORT", DocumentKind.OPERATIVE_REPORT),
        ("SILVER FIR PAIN CLINIC - PROCEDURE NOTE\nProcedure: Caudal epidural injection", DocumentKind.PROCEDURE_NOTE),
        ("ELECTRODIAGNOSTIC STUDY, LOWER EXTREMITIES", DocumentKind.EMG),
        ("NORTH FORK BEHAVIORAL HEALTH\nPSYCHOLOGICAL EVALUATION", DocumentKind.PSYCH_EVAL),
        ("PSYCHOTHERAPY PROGRESS NOTE", DocumentKind.PSYCH_NOTE),
        ("NORTH FORK PSYCHIATRY\nMedication management", DocumentKind.PSYCHIATRY_NOTE),
        ("NORTH FORK PHYSICAL THERAPY\nDaily note", DocumentKind.PT_NOTE),
        ("Tamsin Oriel, D.C.\nCHIROPRACTIC DAILY NOTE", DocumentKind.CHIRO_NOTE),
        ("QUIET RIVER ACUPUNCTURE\nTreatment notes", DocumentKind.ACUPUNCTURE_NOTE),
        ("PANEL QUALIFIED MEDICAL EVALUATION", DocumentKind.QME_REPORT),
        ("WORK STATUS REPORT", DocumentKind.WORK_STATUS),
        ("NURSE CASE MANAGEMENT NOTES", DocumentKind.CASE_MANAGER_NOTE),
        ("PHARMACY BENEFIT HISTORY", DocumentKind.MEDICATION_LOG),
        ("NORTH FORK CLINICAL LABORATORY\nTest Result Flag", DocumentKind.LAB),
        ("LAKE COUNTY HOSPITAL\nDISCHARGE SUMMARY", DocumentKind.DISCHARGE),
        ("PROOF OF SERVICE BY MAIL", DocumentKind.PROOF_OF_SERVICE),
        ("FAX COVER SHEET\nTO: Claims desk\nPages: 4", DocumentKind.FAX_COVER),
        ("NORTH FORK PHARMACY\nINVOICE\nBill to: Halyard Mutual", DocumentKind.BILLING),
        ("DOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS", DocumentKind.OTHER),
        ("a page that says nothing of itself", DocumentKind.OTHER),
    ],
)
def test_kinds_by_title(title: str, kind: DocumentKind) -> None:
    assert documents.split(bundle(f"{title}\nPatient: Odalys Verhoeven\n"))[0].kind is kind
