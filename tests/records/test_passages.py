"""Passages: wrapped lines, headings, dated entries, places on the page."""

from __future__ import annotations

from openimr.case import Document, DocumentKind, Page, PageSource, PartialDate
from openimr.records.passages import Passage, passages_of, sentences

DAY = PartialDate(2015, 5, 1)
NOTE = """RIVER CLINIC
Patient: Roe, Ann   DOB 02/03/1970   Seen 05/01/2015

S: Low back pain, worse with
sitting. No numbness.
O: SLR negative at 80. Gait normal.
A: Lumbar strain 847.2
"""
LOG = """HILL THERAPY
04/02/15 #1 Eval, pain 6/10 today.
04/09/15 #2 Pain 5/10, bike 10 min.
"""


def read(text: str, kind: DocumentKind = DocumentKind.PR2, date: PartialDate | None = DAY) -> tuple[Passage, ...]:
    page = Page(file="a.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="a.pdf", first_page=1, last_page=1, kind=kind, date=date)
    return passages_of(document, [page])


def test_sections() -> None:
    found = [(passage.section, passage.text.split()[0]) for passage in read(NOTE) if passage.section]
    assert found == [("subjective", "S:"), ("exam", "O:"), ("assessment", "A:")]


def test_wrapped_lines_are_joined() -> None:
    subjective = next(passage for passage in read(NOTE) if passage.section == "subjective")
    assert subjective.text == "S: Low back pain, worse with sitting. No numbness."


def test_span_gives_the_place_on_the_page() -> None:
    subjective = next(passage for passage in read(NOTE) if passage.section == "subjective")
    start = subjective.text.index("worse")
    span = subjective.span(start, start + len("worse with sitting"))
    assert (NOTE[span.start : span.end], span.quote) == ("worse with\nsitting", "worse with sitting")


def test_sentences() -> None:
    exam = next(passage for passage in read(NOTE) if passage.section == "exam")
    assert [sentence.text for sentence in sentences(exam)] == ["O: SLR negative at 80", "Gait normal."]


def test_dated_entries() -> None:
    found = [(str(passage.date), passage.text) for passage in read(LOG, DocumentKind.PT_NOTE)]
    assert found == [
        ("2015-05-01", "HILL THERAPY"),
        ("2015-04-02", "04/02/15 #1 Eval, pain 6/10 today."),
        ("2015-04-09", "04/09/15 #2 Pain 5/10, bike 10 min."),
    ]


def test_document_without_a_date_takes_the_visit_of_its_head() -> None:
    assert {str(passage.date) for passage in read(NOTE, date=None)} == {"2015-05-01"}
