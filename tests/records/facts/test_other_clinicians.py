"""The same matters in other clinicians' words: abbreviations, quoted denials, results in amounts, gains, tables, slips."""

from __future__ import annotations

import pytest
from one_page import document_of, page_of

from openimr.case import (
    Assertion,
    Comorbidity,
    ConservativeCare,
    DocumentKind,
    Fact,
    Finding,
    FunctionalImprovement,
    Imaging,
    Measure,
    Medication,
    Procedure,
    TreatmentCourse,
    WorkStatus,
)
from openimr.records.facts import extract
from openimr.records.facts.double_meanings import is_meant

OF_THE_PATIENT = (Assertion.ASSERTED, Assertion.HISTORICAL)


def facts_of(text: str, kind: DocumentKind = DocumentKind.PR2) -> tuple[Fact, ...]:
    found = extract([document_of(kind)], [page_of(text)])
    return tuple(fact for fact in found if fact.assertion in OF_THE_PATIENT)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("RFA dated 3/2/2015 asks for lumbar MRI", "RFA", False),
        ("RFA rec'd by adjuster 4/1/15", "RFA", False),
        ("Submitted RFA for right shoulder arthroscopy", "RFA", False),
        ("left RFA MRI attached", "RFA", False),
        ("RFA lumbar MRI", "RFA", False),
        ("Underwent left L4-5 RFA on 1/12/2014", "RFA", True),
        ("Cervical RFA gave six months of relief", "RFA", True),
        ("PT reports no change", "PT", False),
        ("PT/INR normal", "PT", False),
        ("PT did not help", "PT", True),
        ("works OT on weekends", "OT", False),
        ("OT twice a week", "OT", True),
        ("SpO2 98% RA", "RA", False),
        ("history of RA", "RA", True),
        ("heating PAD", "PAD", False),
        ("hearing AIDS", "AIDS", False),
        ("follow the DASH diet", "DASH", False),
        ("DASH 44", "DASH", True),
        ("SURGERY CTR", "CTR", False),
        ("right CTR 9/14", "CTR", True),
        ("PCL intact", "PCL", False),
        ("PCL score 44", "PCL", True),
        ("contact US", "US", False),
        ("US in office", "US", True),
        ("gel", "gel", True),
    ],
)
def test_an_abbreviation_needs_its_context(text: str, word: str, meant: bool) -> None:
    start = text.index(word)
    assert is_meant(text, start, start + len(word)) is meant


@pytest.mark.parametrize(
    ("text", "kind", "kinds"),
    [
        ("His wife takes warfarin; he does not.", DocumentKind.PR2, (Medication,)),
        ("They write that I had a fusion.", DocumentKind.CORRESPONDENCE, (Procedure,)),
        ("The letter says I smoke.", DocumentKind.CORRESPONDENCE, (Comorbidity,)),
        ("UR says she had 24 PT visits.", DocumentKind.CORRESPONDENCE, (TreatmentCourse,)),
        ("My BMI is not 27.", DocumentKind.CORRESPONDENCE, (Measure,)),
        ("Her husband's BMI is 27.", DocumentKind.PR2, (Measure,)),
        ("Flu shot given today.", DocumentKind.PR2, (Procedure,)),
        ("It is ten years since his last tetanus shot.", DocumentKind.PR2, (Procedure,)),
        ("Patient has not had any prior surgery.", DocumentKind.PR2, (Procedure,)),
        ("Medial branch blocks would be reasonable.", DocumentKind.PR2, (Procedure,)),
        ("Epidural fibrosis about the left S1 root.", DocumentKind.PR2, (Procedure,)),
        ("No blood thinners. [copied 01/2014]", DocumentKind.PR2, (Finding,)),
        ("Goals: lift 25 lb, return to full duty.", DocumentKind.PR2, (FunctionalImprovement, WorkStatus)),
        ("Goal: off etodolac, back to gardening.", DocumentKind.PR2, (FunctionalImprovement,)),
        ("Weight 105 kg.", DocumentKind.PR2, (Measure,)),
        ("Monitor INR., 4. Coronary disease.", DocumentKind.PR2, (Measure,)),
        ("Normal ROM is 0-135.", DocumentKind.PR2, (Measure,)),
        ("Rib pain is worse with cough and better with massage.", DocumentKind.PR2, (ConservativeCare,)),
        ("Requesting PT 2 x 4.", DocumentKind.PR2, (TreatmentCourse,)),
    ],
)
def test_what_is_no_fact_of_the_patient(text: str, kind: DocumentKind, kinds: tuple[type[Fact], ...]) -> None:
    assert [fact for fact in facts_of(text, kind) if isinstance(fact, kinds)] == []


@pytest.mark.parametrize(
    ("text", "modality", "failed"),
    [
        ("Cortisone to the right knee in July: 50% relief x 6 wks.", "corticosteroid injection", False),
        ("Relief from the injection lasted only four days.", "corticosteroid injection", True),
        ("Knee injection 3/1: pain went from 8 to 2 for three months.", "corticosteroid injection", False),
        ("Tried TENS at home for a month, nothing.", "TENS unit", True),
        ("Chiropractic: better for an hour each time.", "chiropractic manipulation", True),
        ("Methocarbamol made her drowsy.", "muscle relaxant (methocarbamol)", True),
        ("Gabapentin 600 TID for ten weeks: pain 7 to 6.", "antiepileptic (gabapentin)", True),
        ("Gabapentin: pain 8 to 4.", "antiepileptic (gabapentin)", False),
        ("A night splint for ten weeks has given little.", "wrist splint", True),
        ("Brace worn 6 weeks w/o benefit.", "brace", True),
        ("The stimulator was explanted for loss of capture.", "spinal cord stimulator", True),
        ("CBT for insomnia: no change.", "cognitive behavioral therapy for insomnia", True),
        ("Home exercises done daily, pain the same.", "home exercise program", True),
    ],
)
def test_results_of_care(text: str, modality: str, failed: bool) -> None:
    found = [fact for fact in facts_of(text) if isinstance(fact, ConservativeCare)]
    assert [(fact.modality, fact.failed) for fact in found] == [(modality, failed)]


def test_a_failure_stands_though_something_else_helped() -> None:
    text = "Ice and ibuprofen gave no relief, but a hot shower helped."
    found = {fact.modality: fact.failed for fact in facts_of(text) if isinstance(fact, ConservativeCare)}
    assert found == {"ice or heat": True, "NSAID (ibuprofen)": True}


@pytest.mark.parametrize(
    ("text", "service", "part"),
    [
        ("After acupuncture she sits 60 minutes, up from 20, and is back to driving.", "acupuncture", "adl"),
        ("With tramadol he walks the dog and does the dishes.", "opioid medication", "adl"),
        ("Since the TPI he works full shifts again.", "trigger point injection", "restrictions"),
        ("Restrictions lifted 6/1 after work hardening.", "work hardening", "restrictions"),
        ("Norco cut from 6 to 2 tablets per day since acupuncture.", "acupuncture", "dependency"),
        ("Grip increased from 12 to 20 kg with OT.", "occupational therapy", "measured"),
        ("ODI improved from 48 to 30 with physical therapy.", "physical therapy", "measured"),
        ("No functional gain with chiropractic care.", "chiropractic manipulation", None),
        ("ADLs unchanged after 12 PT visits.", "physical therapy", None),
        ("She still cannot vacuum after massage.", "massage therapy", None),
        ("CBT has not changed what she does in a day.", "psychotherapy", None),
    ],
)
def test_each_part_of_functional_improvement(text: str, service: str, part: str | None) -> None:
    found = [fact for fact in facts_of(text) if isinstance(fact, FunctionalImprovement)]
    assert [(fact.service, fact.part) for fact in found] == [(service, part)]


def test_the_assessment_gives_the_credit() -> None:
    text = "S: 2/10. 8 h shifts from April 1.\nA: Myofascial pain, much improved after trigger point injection.\n"
    found = [fact for fact in facts_of(text) if isinstance(fact, FunctionalImprovement)]
    assert [(fact.service, fact.part) for fact in found] == [("trigger point injection", "restrictions")]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("PT: 12 authorized / 11 attended / 1 cancelled.", {("authorized", 12), ("completed", 11)}),
        ("Six (6) acupuncture sessions authorized, 4 attended.", {("authorized", 6), ("completed", 4)}),
        ("He finished all twelve of his hand therapy visits.", {("completed", 12)}),
        ("PT: 30 visits of 34.", {("authorized", 34), ("completed", 30)}),
        ("Seen for PT x 7 to date.", {("completed", 7)}),
        ("Attended 10/12 OT visits.", {("authorized", 12), ("completed", 10)}),
    ],
)
def test_visits(text: str, counts: set[tuple[str, int]]) -> None:
    courses = [fact for fact in facts_of(text) if isinstance(fact, TreatmentCourse)]
    told = {("authorized", fact.authorized) for fact in courses} | {("completed", fact.completed) for fact in courses}
    assert {(what, number) for what, number in told if number is not None} == counts


def measures(text: str, kind: DocumentKind) -> list[tuple[str, str, str]]:
    return [(fact.name, fact.value, str(fact.date)) for fact in facts_of(text, kind) if isinstance(fact, Measure)]


def test_a_table_without_marks() -> None:
    text = "Right knee\nVisit Date       Flexion Pain\n1     3/2/2015   90     7\n2     3/9/2015   100    6\n"
    assert measures(text, DocumentKind.PT_NOTE) == [
        ("right knee flexion (degrees)", "90", "2015-03-02"),
        ("pain", "7/10", "2015-03-02"),
        ("right knee flexion (degrees)", "100", "2015-03-09"),
        ("pain", "6/10", "2015-03-09"),
    ]


def test_a_table_with_the_day_in_its_second_column() -> None:
    text = "Left hand\nVisit | Date | Grip kg | Note\n1 | 03/02/2015 | 7 | eval\n2 | 03/09/2015 | 9 | QuickDASH 57\n"
    assert measures(text, DocumentKind.PT_NOTE) == [
        ("grip left (kg)", "7", "2015-03-02"),
        ("grip left (kg)", "9", "2015-03-09"),
        ("QuickDASH", "57", "2015-03-09"),
    ]


def test_first_and_last_values_of_a_course() -> None:
    text = "Dates: 01/28/2015 - 03/22/2015\nOswestry 42 at start, 40 at discharge."
    assert measures(text, DocumentKind.PT_NOTE) == [
        ("Oswestry Disability Index", "42", "2015-01-28"),
        ("Oswestry Disability Index", "40", "2015-03-22"),
    ]


def test_one_hand_at_a_time() -> None:
    assert measures("Grip right 20 kg. Key pinch R 5.0 L 6.0.", DocumentKind.PR2) == [
        ("grip right (kg)", "20", "2015-05-01"),
        ("key pinch right (kg)", "5.0", "2015-05-01"),
        ("key pinch left (kg)", "6.0", "2015-05-01"),
    ]


def test_the_record_of_an_injection_gives_its_day_and_the_ticked_side() -> None:
    text = "Site: [ ] R knee [X] L knee [ ] R shoulder\nInjected: methylprednisolone 80 mg + lidocaine 4 cc"
    found = [fact for fact in facts_of(text, DocumentKind.PROCEDURE_NOTE) if isinstance(fact, Procedure)]
    assert [(fact.body_region, fact.laterality, str(fact.date)) for fact in found] == [("knee", "left", "2015-05-01")]


def test_films_part_by_part() -> None:
    text = "RIGHT KNEE, STANDING: Narrowing. IMPRESSION: Osteoarthritis.\nLUMBAR SPINE: No fracture. IMPRESSION: Spondylosis."
    found = [fact for fact in facts_of(text, DocumentKind.IMAGING) if isinstance(fact, Imaging)]
    assert [(fact.modality, fact.body_region, fact.laterality, fact.finding) for fact in found] == [
        ("X-ray", "knee", "right", "Osteoarthritis."),
        ("X-ray", "lumbar spine", None, "Spondylosis."),
    ]


def test_a_slip_with_boxes_gives_the_ticked_status() -> None:
    text = "[ ] Full duty [x] Modified duty: no lifting over 10 lb [ ] Off work"
    found = [fact for fact in facts_of(text, DocumentKind.WORK_STATUS) if isinstance(fact, WorkStatus)]
    assert [fact.status for fact in found] == ["modified duty: Modified duty: no lifting over 10 lb"]
