"""Missing records, contradictions, and statements of the UR decision that the records prove wrong."""

from __future__ import annotations

from datetime import date

import pytest
from sample_pages import AGREEMENT, DECISION, MRI, NAME, NOTE, bundle

from openimr.case import (
    Case,
    Fact,
    Medication,
    PartialDate,
    RecordProblem,
    RecordProblemKind,
    Span,
    TreatmentCourse,
)
from openimr.records import conflicts, documents, missing, ur_claims

CASE = Case(
    program="ca-wc",
    items=(),
    employee_name=NAME,
    date_of_birth=date(1970, 6, 2),
    date_of_injury=date(2013, 2, 11),
    ur_decision_date=date(2014, 5, 2),
)


def claims_against(*records: str, decision: str = DECISION, facts: tuple[Fact, ...] = ()) -> tuple[RecordProblem, ...]:
    pages = bundle(decision, *records)
    return ur_claims.test(CASE, facts, documents.split(pages), pages)


def found_conflicts(*records: str, facts: tuple[Fact, ...] = ()) -> list[str]:
    pages = bundle(*records)
    return [problem.about for problem in conflicts.find(facts, documents.split(pages), pages, CASE)]


def test_the_decision_is_wrong_about_age_agreement_and_study_date() -> None:
    found = claims_against(NOTE, MRI, AGREEMENT)
    assert [problem.about.split(", but ")[1] for problem in found] == [
        "by the date of birth 1970-06-02 the patient was 43 on 2014-05-02.",
        "the file holds the other of 2014-01-14 (bundle.pdf p. 4).",
        "the study on file is the imaging of 2014-03-05 (bundle.pdf p. 3).",
    ]
    assert {problem.kind for problem in found} == {RecordProblemKind.WRONG_FACT_IN_UR}
    assert all(problem.spans for problem in found)


def test_a_decision_that_agrees_with_the_records_is_not_faulted() -> None:
    decision = DECISION.replace("53-year-old", "43-year-old").replace("03/05/2012", "03/05/2014")
    assert claims_against(NOTE, MRI, decision=decision) == ()


def test_a_count_of_visits_that_no_record_gives() -> None:
    span = Span("bundle.pdf", 2, 0, 4, "TALL")
    course = TreatmentCourse(spans=(span,), service="physical therapy", completed=9)
    decision = (
        "HALYARD UTILIZATION REVIEW\nUTILIZATION REVIEW DETERMINATION\nShe completed 12 physical therapy visits.\n"
    )
    found = claims_against(NOTE, decision=decision, facts=(course,))
    assert [problem.about.split(", but ")[1] for problem in found] == [
        "the records count 9 visits of physical therapy attended."
    ]


def test_the_wrong_side() -> None:
    decision = "HALYARD UTILIZATION REVIEW\nUTILIZATION REVIEW DETERMINATION\nShe had surgery of the left knee.\n"
    note = NOTE.replace("Low back pain", "Pain of the right knee") + "".join(
        f"\n\nThe right knee is swollen on day {day}.\n" for day in range(2, 6)
    )
    found = claims_against(note, decision=decision)
    assert [problem.about.split(", but ")[1] for problem in found] == ["the records name the right knee."]


def test_records_that_ur_cites_and_that_are_not_in_the_file() -> None:
    pages = bundle(DECISION, NOTE, MRI)
    found = missing.find(documents.split(pages), pages, CASE)
    assert [problem.about[:82] for problem in found] == [
        'The UR decision lists a record of 2013-09-19 that is not in the file: "Records rev'
    ]


def test_a_record_said_to_be_absent_and_a_page_left_out() -> None:
    note = NOTE.replace("(PR-2)", "(PR-2) Page 1 of 3") + "\nThe operative report is not in our possession.\n"
    pages = bundle(note)
    assert [problem.about for problem in missing.find(documents.split(pages), pages, CASE)] == [
        'The pr2 of 2014-04-07 (bundle.pdf p. 1) says: "The operative report is not in our possession.".',
        "The pr2 of 2014-04-07 (bundle.pdf p. 1) says page 1 of 3, but only 1 of its pages are in the file.",
    ]


@pytest.mark.parametrize(
    ("sentence", "about"),
    [
        ("This is a 47-year-old woman.", "gives the age as 47; by the date of birth 1970-06-02 it was 43."),
        ("Exam [carried forward from 01/02/2014].", "holds text marked as a template or as carried forward"),
    ],
)
def test_a_record_against_itself(sentence: str, about: str) -> None:
    (found,) = found_conflicts(f"{NOTE}\n{sentence}\n")
    assert about in found


def test_the_right_age_is_no_conflict() -> None:
    assert found_conflicts(f"{NOTE}\nThis is a 43-year-old woman, her mother a 71-year-old widow.\n") == []


def test_a_medication_listed_after_it_was_stopped() -> None:
    note = NOTE + "\nNaproxen was stopped for heartburn.\n"
    at = note.index("Naproxen was")
    later = NOTE.replace("04/07/2014", "05/19/2014")
    stopped = Medication(
        spans=(Span("bundle.pdf", 1, at, at + 8, "Naproxen"),),
        name="naproxen",
        current=False,
        date=PartialDate(2014, 4, 7),
    )
    listed = Medication(spans=(Span("bundle.pdf", 2, 0, 4, "TALL"),), name="naproxen", current=True)
    assert found_conflicts(note, later, facts=(stopped, listed)) == [
        "Naproxen was stopped by 2014-04-07 according to the pr2 of 2014-04-07 (bundle.pdf p. 1), but the pr2 of "
        "2014-05-19 (bundle.pdf p. 2) lists it as current on 2014-05-19."
    ]


def test_more_visits_than_were_authorized() -> None:
    span = Span("bundle.pdf", 1, 0, 4, "TALL")
    facts = (
        TreatmentCourse(spans=(span,), service="acupuncture", authorized=6),
        TreatmentCourse(spans=(span,), service="acupuncture", completed=9),
    )
    assert found_conflicts(NOTE, facts=facts) == [
        "9 acupuncture visits are said to have been attended, but only 6 were authorized according to the records."
    ]


def test_a_later_report_against_another_record() -> None:
    later = NOTE.replace("04/07/2014", "05/19/2014").replace("S: Low", "SOCIAL: Smokes 1/2 ppd.\nS: Low")
    assert found_conflicts(f"{NOTE}\nShe quit smoking in January.\n", later) == [
        'On smoking, the pr2 of 2014-05-19 (bundle.pdf p. 2) says "SOCIAL: Smokes 1/2 ppd.", but the pr2 of 2014-04-07 '
        '(bundle.pdf p. 1) says "She quit smoking in January.".'
    ]


def test_the_drug_began_earlier_than_the_decision_says() -> None:
    span = Span("bundle.pdf", 2, 0, 4, "TALL")
    drug = Medication(spans=(span,), name="cyclobenzaprine", date=PartialDate(2013, 11, 4))
    decision = (
        "HALYARD UTILIZATION REVIEW\nUTILIZATION REVIEW DETERMINATION\nShe began cyclobenzaprine on 03/05/2014.\n"
    )
    found = claims_against(NOTE, decision=decision, facts=(drug,))
    assert [problem.about.split(", but ")[1] for problem in found] == [
        "the records show cyclobenzaprine on 2013-11-04."
    ]
