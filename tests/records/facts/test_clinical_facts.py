"""Procedures, imaging, findings of the examination, diagnoses, comorbidities, allergies."""

from __future__ import annotations

from dataclasses import replace

import pytest
from one_page import DAY, document_of, page_of, passages_in

from openimr.case import Allergy, Comorbidity, Document, DocumentKind, PartialDate, Polarity, Procedure, Span
from openimr.records.facts import extract
from openimr.records.facts.allergies import find_allergies
from openimr.records.facts.comorbidities import find_comorbidities
from openimr.records.facts.diagnoses import find_diagnoses, title_of
from openimr.records.facts.exam_findings import find_exam_findings
from openimr.records.facts.imaging import find_imaging
from openimr.records.facts.merging import fits, merge
from openimr.records.facts.procedures import find_procedures

PROCEDURES = (
    (
        "PSH: appendectomy 1991, tonsils as a child.",
        [("appendectomy", None, None, "1991"), ("tonsillectomy", None, None, None)],
    ),
    (
        "History: He underwent ACDF C5-6 and C6-7 in August 2012.",
        [("anterior cervical discectomy and fusion", "C5-7", None, "2012-08")],
    ),
    (
        "HPI: Left L5 transforaminal epidural on 3/4/2014 and 6/9/2014 helped.",
        [
            ("transforaminal epidural steroid injection", "L5", "left", "2014-03-04"),
            ("transforaminal epidural steroid injection", "L5", "left", "2014-06-09"),
        ],
    ),
    ("Plan: Request right knee arthroscopy.", []),
    ("HPI: Her father had a laminectomy in 1999.", []),
    ("HPI: The knee arthroscopy was cancelled.", []),
)


@pytest.mark.parametrize(("text", "expected"), PROCEDURES)
def test_procedures(text: str, expected: list[tuple[str, str | None, str | None, str | None]]) -> None:
    found = find_procedures(passages_in(text), document_of())
    assert [(one.name, one.level, one.laterality, str(one.date) if one.date else None) for one in found] == expected


IMAGING = (
    ("MRI right knee 4/14/15: medial meniscus tear.", [("MRI", "knee", "2015-04-14")]),
    (
        "X-rays left wrist, C-spine: negative.",
        [("X-ray", "wrist/hand", "2015-05-01"), ("X-ray", "cervical spine", "2015-05-01")],
    ),
    ("Plan: MRI lumbar spine requested.", []),
    ("EMG/NCS of the lower limbs 2/3/2015 normal.", [("EMG/NCS", "lumbar spine", "2015-02-03")]),
    ("Ultrasound therapy x 10 min.", []),
)


@pytest.mark.parametrize(("text", "expected"), IMAGING)
def test_imaging(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = find_imaging(passages_in(text), document_of())
    assert [(one.modality, one.body_region, str(one.date)) for one in found] == expected


PRESENT, ABSENT = Polarity.PRESENT, Polarity.ABSENT
EXAMS = (
    (
        "O: SLR negative right, 50 degrees left with calf pain.",
        [("positive straight leg raise", ABSENT, "right"), ("positive straight leg raise", PRESENT, "left")],
    ),
    (
        "O: Phalen, Tinel negative.",
        [("positive Phalen sign", ABSENT, None), ("positive Tinel sign", ABSENT, None)],
    ),
    (
        "O: Left knee: no effusion, McMurray +.",
        [("effusion", ABSENT, "left"), ("positive McMurray test", PRESENT, "left")],
    ),
    ("O: Motor 5/5.", [("motor weakness", ABSENT, None)]),
    (
        "O: Left ankle jerk absent.",
        [("diminished Achilles (ankle) reflex", PRESENT, "left"), ("Achilles (ankle) reflex", ABSENT, "left")],
    ),
    ("Subjective: Denies saddle numbness.", [("saddle numbness (anesthesia)", ABSENT, None)]),
    ("Plan: Return if saddle numbness.", []),
)


@pytest.mark.parametrize(("text", "expected"), EXAMS)
def test_exam_findings(text: str, expected: list[tuple[str, Polarity, str | None]]) -> None:
    found = find_exam_findings(passages_in(text), document_of())
    assert [(one.name, one.polarity, one.laterality) for one in found] == expected


DIAGNOSES = (
    ("Dx: 847.0", [("cervical (neck) sprain/strain", "847.0")]),
    (
        "Assessment: Tennis elbow 726.32",
        [("Tennis elbow", "726.32"), ("lateral epicondylitis", "726.32")],
    ),
    ("Subjective: pain 7/10, walks 300 feet.", []),
)


@pytest.mark.parametrize(("text", "expected"), DIAGNOSES)
def test_diagnoses(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.name, one.code) for one in find_diagnoses(passages_in(text), document_of())] == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("354.0", "carpal tunnel syndrome"),
        ("G56.01", "carpal tunnel syndrome"),
        ("M17.11", "osteoarthritis of the knee"),
        ("999.9", None),
    ],
)
def test_titles_of_codes(code: str, expected: str | None) -> None:
    assert title_of(code) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMH: HTN, asthma.", ["hypertension", "asthma"]),
        ("PMH: no diabetes. Mother has hypertension.", []),
        ("FH: diabetes.", []),
    ],
)
def test_comorbidities(text: str, expected: list[str]) -> None:
    assert [one.name for one in find_comorbidities(passages_in(text), document_of())] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Allergies: PCN (hives), latex.", ["penicillin", "latex"]),
        ("Allergies: NKDA.", []),
        ("No allergy to iodine.", []),
        ("Allergies: zonisamide (rash)", ["zonisamide"]),
        ("Her son is allergic to penicillin.", []),
    ],
)
def test_allergies(text: str, expected: list[str]) -> None:
    assert [one.name for one in find_allergies(passages_in(text), document_of())] == expected


def test_merging_joins_places_and_keeps_what_others_say() -> None:
    one, two = (Span("a.pdf", page, 0, 5, "latex") for page in (1, 2))
    merged = merge([Allergy(spans=(one,), name="latex", only_in_ur=True), Allergy(spans=(two,), name="Latex")])
    assert merged == (Allergy(spans=(one, two), name="latex", only_in_ur=False),)


def test_a_vaguer_mention_joins_the_exact_one() -> None:
    one, two = (Span("a.pdf", page, 0, 5, "knee") for page in (1, 2))
    vague = Procedure(spans=(one,), name="knee arthroscopy", body_region="knee", date=PartialDate(2012, 6))
    exact = Procedure(
        spans=(two,), name="knee arthroscopy", body_region="knee", laterality="left", date=PartialDate(2012, 6, 14)
    )
    other = Procedure(spans=(one,), name="knee arthroscopy", body_region="knee", date=PartialDate(2011))
    assert merge([vague, exact, other]) == (replace(exact, spans=(two, one)), other)


@pytest.mark.parametrize(
    ("general", "exact", "expected"),
    [
        (PartialDate(2012, 6), PartialDate(2012, 6, 14), True),
        (PartialDate(2012), PartialDate(2012, 6, 14), True),
        (None, PartialDate(2012), True),
        (PartialDate(2012, 7), PartialDate(2012, 6, 14), False),
        (PartialDate(2012, 6), None, False),
    ],
)
def test_fits(general: PartialDate | None, exact: PartialDate | None, expected: bool) -> None:
    assert fits(general, exact) is expected


def test_other_patients_give_no_facts_and_ur_alone_is_marked() -> None:
    page = page_of("Past medical history: hypertension.")
    ur = Document(id="D1", file="records.pdf", first_page=1, last_page=1, kind=DocumentKind.UR_DECISION, date=DAY)
    other = Document(
        id="D2", file="records.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, date=DAY, other_patient=True
    )
    found = [fact for fact in extract([ur], [page]) if isinstance(fact, Comorbidity)]
    assert [(fact.name, fact.only_in_ur) for fact in found] == [("hypertension", True)]
    assert extract([other], [page]) == ()
