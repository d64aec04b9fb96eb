"""The clinical summary: what is told, in which order, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import (
    Case,
    Chart,
    ConservativeCare,
    Diagnosis,
    DisputedItem,
    Document,
    DocumentKind,
    ExamFinding,
    Fact,
    Fate,
    Imaging,
    LedgerEntry,
    Measure,
    Medication,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Patient,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)
from openimr.determination import summarize

HERE = (Span("notes.pdf", 1, 0, 5, "Notes"),)
DAY = PartialDate(2013, 9, 24)
PAGE = Page(file="notes.pdf", number=1, text="Notes of Orla Quist", source=PageSource.TEXT_LAYER)
FUSION = Procedure(
    spans=HERE,
    name="transforaminal lumbar interbody fusion",
    body_region="lumbar spine",
    level="L3-4",
    date=PartialDate(2012, 11, 29),
)


def told(*facts: Fact, region: str = "psyche", kind: DocumentKind = DocumentKind.PR2) -> list[str]:
    """The sentences after the first."""
    item = DisputedItem(n=1, request="Twelve sessions", service="psychotherapy", body_region=region)
    case = Case(program="ca-dwc", items=(item,), date_of_injury=date(2008, 5, 14))
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=kind)
    chart = Chart(pages=(PAGE,), documents=(document,), ledger=(), facts=facts)
    return [one.text for one in summarize(case, Patient(age=52, sex="male"), chart)[1:]]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            (FUSION, Procedure(spans=HERE, name="lumbar fusion", body_region="lumbar spine", level="L3-4")),
            "The patient has a surgical history to include transforaminal lumbar interbody fusion performed on "
            "11/29/2012 at the L3-4 level.",
        ),
        (
            (Procedure(spans=HERE, name="anterior cervical fusion", level="L3-4", date=PartialDate(2011)),),
            "The patient has a surgical history to include anterior cervical fusion performed in 2011.",
        ),
        (
            (
                Measure(spans=HERE, name="pain, low back", value="7/10", date=DAY),
                Measure(spans=HERE, name="pain", value="9/10", date=DAY),
                Measure(spans=HERE, name="pain, low back", value="4/10", date=PartialDate(2012, 1, 2)),
            ),
            "The patient has been seen for ongoing complaints of low back pain rated 7/10 on 09/24/2013.",
        ),
        (
            (
                Procedure(spans=HERE, name="facet injection", level="L3-4", date=PartialDate(2012)),
                Procedure(spans=HERE, name="facet injection", level="L3-4", date=PartialDate(2012, 5)),
                Procedure(spans=HERE, name="facet injection", level="L3-4", date=PartialDate(2010, 2)),
            ),
            "Injections given include facet injection at L3-4 (02/2010 and 05/2012).",
        ),
        (
            (
                ConservativeCare(spans=HERE, modality="bracing", failed=True),
                ConservativeCare(spans=HERE, modality="heat", failed=False, duration_weeks=6),
                ConservativeCare(spans=HERE, modality="ice"),
                ConservativeCare(spans=HERE, modality="antibiotic (penicillin)", failed=True),
            ),
            "The patient has been treated with bracing without lasting benefit; and heat for 6 weeks with benefit.",
        ),
        (
            (
                TreatmentCourse(spans=HERE, service="psychotherapy", authorized=4),
                TreatmentCourse(spans=HERE, service="psychotherapy", completed=9),
            ),
            "Courses of treatment in the file are psychotherapy (4 visits authorized; 9 completed).",
        ),
        (
            (
                Diagnosis(spans=HERE, name="Depressive disorder, not elsewhere classified"),
                Diagnosis(spans=HERE, name="Depressive disorder NEC"),
                Diagnosis(spans=HERE, name="Lumbar strain"),
            ),
            "The patient has also been treated for depressive disorder.",
        ),
        (
            (
                Medication(spans=HERE, name="sertraline", strength_mg=150, per_day=1, current=True, date=DAY),
                Medication(spans=HERE, name="sertraline", strength_mg=100, current=True, date=PartialDate(2013, 2)),
                Medication(spans=HERE, name="naproxen", current=True, date=PartialDate(2011, 2)),
                Medication(spans=HERE, name="tramadol", current=False, date=DAY),
            ),
            "Medications documented as current include sertraline 150 mg once a day.",
        ),
        (
            (
                ExamFinding(spans=HERE, name="spasm", polarity=Polarity.PRESENT, date=DAY),
                ExamFinding(spans=HERE, name="motor weakness", polarity=Polarity.ABSENT, date=DAY),
                ExamFinding(spans=HERE, name="Spurling sign", polarity=Polarity.ABSENT, date=DAY),
                ExamFinding(spans=HERE, name="diminished reflexes", polarity=Polarity.ABSENT, date=DAY),
                ExamFinding(spans=HERE, name="Achilles reflex", polarity=Polarity.PRESENT, date=DAY),
                ExamFinding(spans=HERE, name="antalgic gait", polarity=Polarity.PRESENT, laterality="left", date=DAY),
                ExamFinding(spans=HERE, name="tremor", polarity=Polarity.PRESENT, date=PartialDate(2012, 1, 2)),
            ),
            "Examination on 09/24/2013 showed spasm; antalgic gait; no motor weakness; negative Spurling sign; and normal "
            "reflexes.",
        ),
        (
            (
                Imaging(spans=HERE, modality="CT", date=DAY, finding="Impression: Solid fusion of the segment."),
                Imaging(spans=HERE, modality="MRI", date=PartialDate(1961, 7, 19), finding="Solid fusion was seen."),
            ),
            "Studies include CT dated 09/24/2013 (Solid fusion of the segment).",
        ),
        (
            (WorkStatus(spans=HERE, status="modified duty: light work only", date=DAY),),
            "As of 09/24/2013, the work status is recorded as modified duty.",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_fact_is_told_once_newest_first(facts: tuple[Fact, ...], says: str) -> None:
    assert told(*facts) == [says]


SCORE = Measure(spans=HERE, name="pain, low back", value="7/10", date=DAY)
NECK = Measure(spans=HERE, name="pain, neck", value="4/10", date=DAY)


@pytest.mark.parametrize(
    ("text", "facts", "says"),
    [
        (
            "Low back pain was not relieved by her back and neck surgery, nor by steroid injections.",
            (SCORE,),
            ["The patient has been seen for ongoing complaints of low back pain rated 7/10 on 09/24/2013 that was "
             "unrelieved by back and neck surgery and by steroid injections."],
        ),
        (
            "Neither the lumbar fusion nor two cortisone injections helped the low back pain.",
            (SCORE, NECK),
            ["The patient has been seen for ongoing complaints of low back pain rated 7/10 and neck pain rated 4/10 on "
             "09/24/2013.",
             "Low back pain was unrelieved by back surgery and by steroid injections."],
        ),
        (
            "Persistent knee pain despite arthroscopy in 2011.",
            (),
            ["The patient has been seen for ongoing complaints of knee pain that was unrelieved by surgery."],
        ),
        ("She understands that surgery may not relieve her pain.", (), []),
        ("Her mother had no relief from back surgery.", (), []),
        ("Naproxen has not helped; she does not want surgery.", (), []),
    ],
)  # fmt: skip
def test_what_did_not_relieve_the_pain_is_told(text: str, facts: tuple[Fact, ...], says: list[str]) -> None:
    item = DisputedItem(n=1, request="Twelve sessions", service="psychotherapy", body_region="psyche")
    page = Page(file="notes.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2)
    entry = LedgerEntry(ref=PageRef("notes.pdf", 1), fate=Fate.READ, document="D1", confidence=1.0)
    chart = Chart(pages=(page,), documents=(document,), ledger=(entry,), facts=facts)
    told = summarize(Case(program="ca-dwc", items=(item,)), Patient(age=None, sex=None), chart)
    assert [one.text for one in told] == says


def test_operations_that_bear_on_no_injury_and_names_that_an_abbreviation_gave_are_left_out() -> None:
    birth = Procedure(spans=HERE, name="cesarean section", body_region="pelvis", date=PartialDate(2010))
    early = Procedure(spans=HERE, name="knee arthroscopy", body_region="knee", date=PartialDate(1989))
    lost = Procedure(spans=HERE, name="radiofrequency ablation (rhizotomy)", date=DAY)
    assert told(birth, early, lost) == []


def test_operations_of_another_region_are_told_only_where_the_region_in_dispute_has_none() -> None:
    knee = Procedure(spans=HERE, name="knee arthroscopy", body_region="knee")
    assert told(FUSION, knee, region="knee") == ["The patient has a surgical history to include knee arthroscopy."]


def test_what_only_the_refusal_or_the_application_states_is_left_out() -> None:
    alone = Measure(spans=HERE, name="GAF", value="52", only_in_ur=True)
    assert told(alone) == []
    assert told(FUSION, kind=DocumentKind.IMR_APPLICATION) == []


def test_a_psychiatric_note_is_told_with_its_page() -> None:
    says = "The documentation also notes that the patient has been seen by a psychiatrist."
    assert told(kind=DocumentKind.PSYCHIATRY_NOTE) == [says]


def test_each_clause_has_its_own_pages() -> None:
    other = (Span("other.pdf", 3, 0, 4, "Neck"),)
    facts = (
        Measure(spans=HERE, name="pain, low back", value="7/10", date=DAY),
        Measure(spans=other, name="pain, neck", value="5/10", date=DAY),
    )
    item = DisputedItem(n=1, request="Visits", service="acupuncture")
    chart = Chart(pages=(PAGE,), documents=(), ledger=(), facts=facts)
    sentence = summarize(Case(program="ca-dwc", items=(item,)), Patient(age=None, sex=None), chart)[0]
    assert [(sentence.text[:place].split()[-1], spans) for place, spans in sentence.anchors] == [
        ("7/10", HERE),
        ("5/10", other),
    ]
