"""Searching the file for what a statement denies."""

from __future__ import annotations

import pytest

from openimr.case import (
    Chart,
    Document,
    DocumentKind,
    FunctionalImprovement,
    Page,
    PageRef,
    PageSource,
    Polarity,
    Span,
)
from openimr.records import ledger
from openimr.records.search import SearchResult, search
from openimr.records.search_terms import stem, want

FILE = "bundle.pdf"


def chart(*papers: tuple[DocumentKind, str], stranger: int = 0, improved: str = "") -> Chart:
    """One page a paper; "" cannot be read. stranger: number of the paper about somebody else."""
    pages = tuple(
        Page(
            file=FILE, number=number, text=text, source=PageSource.TEXT_LAYER if text else PageSource.NONE,
            confidence=1.0 if text else 0.0,
        )
        for number, (_, text) in enumerate(papers, 1)
    )  # fmt: skip
    documents = tuple(
        Document(
            id=f"D{number}", file=FILE, first_page=number, last_page=number, kind=kind, other_patient=number == stranger
        )
        for number, (kind, _) in enumerate(papers, 1)
    )
    facts = [
        FunctionalImprovement(
            service=None, polarity=Polarity.PRESENT, spans=(Span(FILE, page.number, at, at + len(improved), improved),)
        )
        for page in pages
        if improved and (at := page.text.find(improved)) >= 0
    ]
    return Chart(pages=pages, documents=documents, ledger=ledger.draw(pages, documents), facts=tuple(facts))


def found(result: SearchResult) -> list[int]:
    return [hit.ref.page for hit in result.hits]


@pytest.mark.parametrize(
    ("statement", "denied"),
    [
        ("no documentation of functional improvement", "functional improvement"),
        ("There is no evidence of spasm.", "spasm"),
        ("The records do not document a urine drug screen", "a urine drug screen"),
        ("Home exercise is not documented.", "Home exercise"),
        ("lack of documentation of weaning", "weaning"),
        ("without fluoroscopic guidance", "fluoroscopic guidance"),
        ("has not had an MRI", "an MRI"),
        ("spasm", "spasm"),
    ],
)
def test_the_negation_is_taken_away(statement: str, denied: str) -> None:
    assert want(statement).denied == denied


@pytest.mark.parametrize(
    "forms",
    [
        ("improvement", "improved", "improving", "improves"),
        ("therapy", "therapies", "therapist"),
        ("injection", "injections", "injected"),
        ("functional", "function", "functions"),
        ("radiculopathy", "radicular"),
        ("failure", "failed", "fails"),
    ],
)
def test_forms_of_a_word_share_a_stem_as_beginning(forms: tuple[str, ...]) -> None:
    shortest = min((stem(form) for form in forms), key=len)
    assert [form for form in forms if not form.startswith(shortest)] == []


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("no wrist splinting at night", "She splints the wrist at night."),
        ("no trial of Neurontin", "Gabapentin 300 mg three times daily."),
        ("no physical therapy", "PT x 9 done."),
        ("no home exercise program", "Independent with HEP."),
        ("no magnetic resonance imaging of the low back", "MRI lumbar spine of last week."),
        ("no straight leg raise", "SLR negative."),
        ("no hypertension", "PMH: HTN."),
        ("no urine drug screen", "UDT next visit."),
        ("no signed pain agreement", "Narcotic contract on file."),
        ("no side effects are discussed", "Denies adverse effects."),
    ],
)
def test_other_forms_and_synonyms_are_found(statement: str, text: str) -> None:
    assert found(search(chart((DocumentKind.PR2, "Gait normal."), (DocumentKind.PR2, text)), statement)) == [2]


def test_the_words_must_meet() -> None:
    apart = (
        "Puzzles were given. " + "The weather was fine and nothing else was said of it. " * 5 + "At night she reads."
    )
    assert found(search(chart((DocumentKind.PR2, apart)), "no puzzles at night")) == []


def test_records_come_before_the_refusal_and_better_pages_first() -> None:
    result = search(
        chart(
            (DocumentKind.UR_DECISION, "No documentation of functional improvement."),
            (DocumentKind.PR2, "Function was discussed at length with the patient and her mother; some improvement."),
            (DocumentKind.PR2, "Functional improvement noted."),
        ),
        "no documentation of functional improvement",
    )
    assert [(hit.ref.page, hit.of_record) for hit in result.hits] == [(3, True), (2, True), (1, False)]


def test_a_fact_read_under_the_words_is_a_hit_whatever_its_own_words() -> None:
    file = chart((DocumentKind.PT_NOTE, "Now plaits her hair again, as in May."), improved="plaits her hair again")
    hit = search(file, "no functional improvement").hits[0]
    assert [(one.span.quote, one.text[one.start : one.end]) for one in hit.extracts] == [("plaits her hair again",) * 2]
    assert hit.extracts[0].text == "Now plaits her hair again, as in May."


def test_pages_not_searched_are_told() -> None:
    file = chart((DocumentKind.PR2, "Spasm."), (DocumentKind.PR2, "Spasm."), (DocumentKind.OTHER, ""), stranger=2)
    result = search(file, "no spasm")
    assert (found(result), result.searched) == ([1], (PageRef(FILE, 1),))
    assert (result.other_patient, result.unreadable) == ((PageRef(FILE, 2),), (PageRef(FILE, 3),))


def test_a_statement_without_content_has_no_terms() -> None:
    assert search(chart((DocumentKind.PR2, "Spasm.")), "there is no documentation of the").terms == ()
