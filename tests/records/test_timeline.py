"""The chronology of a small made-up chart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openimr.case import (
    Assertion,
    Chart,
    Document,
    DocumentKind,
    Fact,
    Imaging,
    Measure,
    Page,
    PageSource,
    PartialDate,
    Procedure,
    Span,
    TreatmentCourse,
)
from openimr.records import ledger
from openimr.records.timeline import Event, EventSource, select, timeline

FILE = "bundle.pdf"
DAY = PartialDate.parse


def paper(number: int, kind: DocumentKind, date: str | None, **more: object) -> Document:
    made = Document(
        id=f"D{number}", file=FILE, first_page=number, last_page=number, kind=kind, title=f"Paper {number}",
        date=DAY(date) if date else None, author="Ilse Okonkwo-Brandt,\nMD", author_role="treating physician",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def words(page: int, quote: str) -> tuple[Span, ...]:
    return (Span(FILE, page, 0, len(quote), quote),)


def chart(documents: tuple[Document, ...], *facts: Fact) -> Chart:
    pages = tuple(
        Page(file=FILE, number=one.first_page, text=f"Head {one.first_page}\nmore", source=PageSource.TEXT_LAYER)
        for one in documents
    )
    return Chart(pages=pages, documents=documents, ledger=ledger.draw(pages, documents), facts=facts)


def lines(events: tuple[Event, ...]) -> list[tuple[str, str, str, tuple[int, ...]]]:
    return [(str(one.date), one.kind, one.text, tuple(span.page for span in one.spans)) for one in events]


VISIT = paper(1, DocumentKind.PR2, "2014-03-10")
SCAN = paper(2, DocumentKind.IMAGING, "2014-02-20", author="Teodor Lindqvist, MD", author_role="radiologist")
KNEE = Imaging(modality="MRI", body_region="knee", date=DAY("2014-02-20"), spans=words(2, "MRI of the knee"))


def test_events_stand_in_order_with_documents_first_and_the_undated_last() -> None:
    surgery = Procedure(name="meniscectomy", date=DAY("2009"), spans=words(1, "knee scope 2009"))
    undated = paper(3, DocumentKind.CORRESPONDENCE, None)
    assert lines(timeline(chart((VISIT, SCAN, undated), KNEE, surgery))) == [
        ("2009", "procedure", "knee scope 2009", (1,)),
        ("2014-02-20", "imaging", "Paper 2", (2,)),
        ("2014-02-20", "imaging", "MRI of the knee", (2,)),
        ("2014-03-10", "pr2", "Paper 1", (1,)),
        ("None", "correspondence", "Paper 3", (3,)),
    ]


def test_duplicates_are_folded_and_another_patients_papers_left_out() -> None:
    again = paper(3, DocumentKind.PR2, "2014-03-10", duplicate_of="D1")
    strange = paper(4, DocumentKind.PR2, "2014-03-11", other_patient=True)
    same = replace(KNEE, spans=words(1, "knee MRI"))
    assert lines(timeline(chart((VISIT, SCAN, again, strange), KNEE, same))) == [
        ("2014-02-20", "imaging", "Paper 2", (2,)),
        ("2014-02-20", "imaging", "MRI of the knee", (2, 1)),
        ("2014-03-10", "pr2", "Paper 1", (1, 3)),
    ]


@pytest.mark.parametrize(
    ("assertion", "told"),
    [
        (Assertion.ASSERTED, 1),
        (Assertion.HISTORICAL, 1),
        (Assertion.PLANNED, 1),
        (Assertion.NEGATED, 0),
        (Assertion.FAMILY, 0),
        (Assertion.HYPOTHETICAL, 0),
    ],
)
def test_what_is_denied_or_of_a_relative_has_no_place_in_time(assertion: Assertion, told: int) -> None:
    events = timeline(chart((VISIT, SCAN), replace(KNEE, assertion=assertion)))
    assert sum(event.source is EventSource.FACT for event in events) == told


def test_a_fact_has_the_provider_of_the_record_rather_than_of_the_decision_that_repeats_it() -> None:
    decision = paper(1, DocumentKind.UR_DECISION, "2014-04-01", author="Reviewer", author_role=None)
    both = replace(KNEE, spans=(*words(1, "MRI"), *words(2, "MRI of the knee")))
    told = [event for event in timeline(chart((decision, SCAN), both)) if event.fact]
    assert [(event.provider, event.provider_role, event.document) for event in told] == [
        ("Teodor Lindqvist, MD", "radiologist", "D2")
    ]


@pytest.mark.parametrize(
    ("second", "kind", "days", "gaps"),
    [
        ("2014-06-08", DocumentKind.PR2, 90, []),
        ("2014-06-09", DocumentKind.PR2, 90, [("2014-03-10", "2014-06-09", "No care recorded for 91 days.")]),
        ("2014-06-09", DocumentKind.PR2, 120, []),
        ("2014-12-01", DocumentKind.UR_DECISION, 90, []),
        ("2014-12", DocumentKind.PR2, 90, []),
    ],
)
def test_gaps_of_care(second: str, kind: DocumentKind, days: int, gaps: list[tuple[str, str, str]]) -> None:
    events = timeline(chart((VISIT, paper(2, kind, second))), gap_days=days)
    found = [(str(one.date), str(one.until), one.text) for one in events if one.source is EventSource.GAP]
    assert found == gaps


def test_a_course_of_treatment_covers_its_days() -> None:
    course = TreatmentCourse(
        service="physical therapy", completed=12, start=DAY("2014-04-01"), end=DAY("2014-05-30"), spans=words(2, "12 visits")
    )  # fmt: skip
    events = timeline(chart((VISIT, paper(2, DocumentKind.PR2, "2014-08-01")), course))
    assert [(one.kind, str(one.date), str(one.until)) for one in events if one.until] == [
        ("treatment course", "2014-04-01", "2014-05-30")
    ]


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({}, ["imaging", "imaging", "gap", "pr2"]),
        ({"provider": "lindqvist"}, ["imaging", "imaging"]),
        ({"provider": "treating"}, ["pr2"]),
        ({"region": "Knee"}, ["imaging", "imaging"]),
        ({"kind": "gap"}, ["gap"]),
        ({"kind": "imaging", "region": "hip"}, []),
    ],
)
def test_selection(asked: dict[str, str], left: list[str]) -> None:
    later = replace(VISIT, date=DAY("2014-09-01"))
    assert [event.kind for event in select(timeline(chart((later, SCAN), KNEE)), **asked)] == left


def test_the_same_chart_gives_the_same_events_whatever_the_order_of_facts() -> None:
    score = Measure(name="pain", value="7/10", date=DAY("2014-03-10"), spans=words(1, "pain 7/10"))
    assert timeline(chart((VISIT, SCAN), KNEE, score)) == timeline(chart((VISIT, SCAN), score, KNEE))
