"""Statements about guideline concepts, read from sentences of every kind of note."""

from __future__ import annotations

import pytest

from openimr.case import Document, DocumentKind, Finding, Page, PageSource, PartialDate, Polarity
from openimr.records.facts.findings import find_findings, settle_findings
from openimr.records.passages import passages_of


def read(text: str, kind: DocumentKind = DocumentKind.PR2, day: int = 3) -> tuple[Finding, ...]:
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=kind, date=PartialDate(2014, 6, day))
    page = Page(file="notes.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    return tuple(find_findings(passages_of(document, [page]), document))


def polarities(text: str, concept: str) -> set[Polarity]:
    return {finding.polarity for finding in read(text) if finding.concept == concept}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("The patient is homebound after the operation.", "homebound"),
        ("Left ankle jerk is absent.", "radiculopathy_exam"),
        ("SLR positive at 40 degrees on the right.", "radiculopathy_exam"),
        ("Disc extrusion displacing the left S1 nerve root.", "radiculopathy_study"),
        ("A taut band with a twitch response is felt in the upper trapezius.", "trigger_points"),
        ("Hydrocodone reduces pain from 8 to 4.", "analgesia_documented"),
        ("Denies any side effects of the medication.", "adverse_effects_acceptable"),
        ("CURES report reviewed, consistent with one prescriber.", "aberrant_behavior_checked"),
        ("He has returned to modified work.", "returned_to_work"),
        ("Gabapentin was stopped because of dizziness.", "first_line_neuropathic_failed"),
        ("History of a bleeding ulcer in 2006.", "gi_history"),
        ("He takes aspirin 81 mg daily.", "aspirin_steroid_anticoagulant"),
        ("The knee locks on the stairs and has given way twice.", "mechanical_knee_symptoms"),
        ("Phalen and Tinel positive on the right.", "carpal_tunnel_signs"),
        ("She is not a surgical candidate.", "further_surgery_not_indicated"),
        ("Injection under fluoroscopy is planned.", "fluoroscopic_guidance"),
        ("Physical therapy for eight weeks gave no lasting relief.", "conservative_care_failed"),
    ],
)
def test_what_establishes_a_concept(text: str, concept: str) -> None:
    assert polarities(text, concept) == {Polarity.PRESENT}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("She drove herself to the clinic today.", "homebound"),
        ("Neurologic exam is normal.", "radiculopathy_exam"),
        ("No nerve root compression is seen.", "radiculopathy_study"),
        ("General tenderness, no twitch response.", "trigger_points"),
        ("The pills made him dizzy and he threw up.", "adverse_effects_acceptable"),
        ("Urine drug screen was inconsistent.", "aberrant_behavior_checked"),
        ("He has not worked since the accident.", "returned_to_work"),
        ("He has never tried gabapentin.", "first_line_neuropathic_failed"),
        ("Denies any history of ulcer or reflux.", "gi_history"),
        ("No evidence of cervical dystonia.", "cervical_dystonia"),
        ("No change in work restrictions.", "restrictions_reduced"),
    ],
)
def test_what_establishes_the_contrary(text: str, concept: str) -> None:
    assert polarities(text, concept) == {Polarity.ABSENT}


def test_a_number_is_kept_with_its_unit() -> None:
    (finding,) = (
        one for one in read("She had 60% relief after the block.") if one.concept == "repeat_injection_relief"
    )
    assert (finding.value, finding.unit) == (60.0, "percent")


def test_quotes_are_the_words_of_the_page() -> None:
    (finding,) = (one for one in read("The patient is   homebound.") if one.concept == "homebound")
    assert [span.quote for span in finding.spans] == ["is homebound"]


@pytest.mark.parametrize("kind", [DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION, DocumentKind.BILLING])
def test_forms_and_the_refusal_are_no_records(kind: DocumentKind) -> None:
    assert read("The patient is homebound.", kind) == ()


def test_guideline_text_says_nothing_of_the_patient() -> None:
    assert read("The guidelines ask whether the patient is homebound.") == ()


def test_an_examiner_who_rules_it_out_outweighs_a_mention() -> None:
    mentions = (*read("Cervical dystonia.", day=9), *read("No evidence of cervical dystonia.", day=3))
    kept = {finding.polarity for finding in settle_findings(mentions) if isinstance(finding, Finding)}
    assert kept == {Polarity.ABSENT}
