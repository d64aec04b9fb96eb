"""What was measured before and after a treatment, what is said in its favor, and which quotations are fit to print."""

from __future__ import annotations

import pytest

from openimr.case import (
    Answer,
    Chart,
    CriterionResult,
    DisputedItem,
    Document,
    DocumentKind,
    Fate,
    LedgerEntry,
    Measure,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Span,
    TreatmentCourse,
)
from openimr.determination.backing import find_praise, is_gain
from openimr.determination.measured import compare_measures
from openimr.determination.quoting import is_readable, quoter
from openimr.determination.voice import Voice

ITEM = DisputedItem(n=1, request="Chiropractic, 12 visits", service="chiropractic manipulation")
HERE = (Span("a.pdf", 1, 0, 4, "Note"),)
MARCH, JULY = PartialDate(2014, 3, 10), PartialDate(2014, 7, 2)


def measure(value: str, day: PartialDate, name: str = "sitting tolerance (minutes)") -> Measure:
    return Measure(spans=HERE, name=name, value=value, date=day)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            (measure("20", MARCH), measure("20", JULY)),
            ["Measured over time, sitting tolerance was 20 minutes on 03/10/2014 and still 20 minutes on 07/02/2014."],
        ),
        (
            (measure("34", MARCH, "Oswestry Disability Index"), measure("30", JULY, "Oswestry Disability Index")),
            ["Measured over time, Oswestry Disability Index was 34 on 03/10/2014 and 30 on 07/02/2014."],
        ),
        ((measure("20", MARCH),), []),
        ((measure("20", PartialDate(2011, 3, 10)), measure("20", JULY)), []),
        ((measure("7/10", MARCH, "pain, low back"), measure("7/10", JULY, "pain, low back")), []),
    ],
)
def test_measures_taken_twice_are_compared(facts: tuple[Measure, ...], says: list[str]) -> None:
    begun = PartialDate(2014, 4, 1).earliest().toordinal()
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    assert [one.text for one in compare_measures(ITEM, chart, begun)] == says


def chart(text: str, day: PartialDate = JULY, kind: DocumentKind = DocumentKind.CHIRO_NOTE) -> Chart:
    page = Page(file="a.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=kind, date=day)
    entry = LedgerEntry(ref=PageRef("a.pdf", 1), fate=Fate.READ, document="D1", confidence=1.0)
    course = TreatmentCourse(spans=HERE, service=ITEM.service, start=MARCH)
    return Chart(pages=(page,), documents=(document,), ledger=(entry,), facts=(course,))


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (chart("She is benefiting from the adjustments."), ["She is benefiting from the adjustments."]),
        (chart("He is about 40% improved overall."), ["He is about 40% improved overall."]),
        (chart("She would benefit from more visits."), []),
        (chart("The visits have not been helpful."), []),
        (chart("She is benefiting from the adjustments.", PartialDate(2012, 1, 5)), []),
        (chart("Naproxen is very helpful.", kind=DocumentKind.PR2), []),
    ],
)
def test_statements_of_benefit_since_the_course_began_are_found(found: Chart, says: list[str]) -> None:
    assert [span.quote for span in find_praise(ITEM, found)] == says


@pytest.mark.parametrize(
    ("words", "gain"),
    [("Lifts 25 lb now, was 15", True), ("He went back to work in May", True), ("She values the visits", False)],
)
def test_a_change_in_function_is_no_mere_opinion(words: str, gain: bool) -> None:
    assert is_gain(words) is gain


@pytest.mark.parametrize(
    ("words", "readable"),
    [
        ("She walks to the mailbox without a cane", True),
        ("[ ] Off work [X] Modified duty", False),
        ("64612 64616 30585, 200 units x 1, 723.1 729.1, 333.83", False),
    ],
)
def test_rows_of_forms_are_not_quoted(words: str, readable: bool) -> None:
    assert is_readable(words) is readable


@pytest.mark.parametrize(
    ("name", "answer", "quoted"),
    [
        ("facet signs", Answer.NOT_MET, "No facet loading was found"),
        ("no radicular pain", Answer.NOT_MET, "Pain runs into the left leg"),
        ("facet signs", Answer.MET, "Pain runs into the left leg"),
        ("therapy has failed", Answer.MET, "No facet loading was found"),
    ],
)
def test_of_a_failing_condition_what_denies_it_is_quoted(name: str, answer: Answer, quoted: str) -> None:
    texts = ("No facet loading was found.", "Pain runs into the left leg.")
    pages = tuple(
        Page(file="a.pdf", number=n, text=text, source=PageSource.TEXT_LAYER) for n, text in enumerate(texts, 1)
    )
    spans = (Span("a.pdf", 1, 3, 8, "facet"), Span("a.pdf", 2, 0, 4, "Pain"))
    voice = Voice(quoter=quoter(Chart(pages=pages, documents=(), ledger=())), item=ITEM, pages=2)
    leaf = CriterionResult(id="x", kind="other", name=name, answer=answer, explain="", spans=spans)
    assert voice.quote(leaf, voice.rank(leaf)) == quoted
