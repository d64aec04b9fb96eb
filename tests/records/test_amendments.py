"""Corrections of documents and facts."""

from __future__ import annotations

from openimr.case import Comorbidity, Document, DocumentKind, PageRef, Span
from openimr.records.amendments import BeginsHere, GoesOn, NotSo, OfKind, amend_documents, amend_facts


def _document(
    number: int, first: int, last: int, kind: DocumentKind = DocumentKind.PR2, file: str = "a.pdf"
) -> Document:
    return Document(id=f"D{number}", file=file, first_page=first, last_page=last, kind=kind)


FOUND = (_document(1, 1, 3), _document(2, 4, 5), _document(3, 1, 2, file="b.pdf"))


def _shape(documents: tuple[Document, ...]) -> list[tuple[str, str, int, int, str]]:
    return [(one.id, one.file, one.first_page, one.last_page, one.kind.value) for one in documents]


def test_of_kind() -> None:
    changed = amend_documents(FOUND, [OfKind(page=PageRef("a.pdf", 5), kind=DocumentKind.QME_REPORT)])
    assert [one.kind.value for one in changed] == ["pr2", "qme_report", "pr2"]


def test_begins_here() -> None:
    assert _shape(amend_documents(FOUND, [BeginsHere(page=PageRef("a.pdf", 2))])) == [
        ("D1", "a.pdf", 1, 1, "pr2"),
        ("D2", "a.pdf", 2, 3, "pr2"),
        ("D3", "a.pdf", 4, 5, "pr2"),
        ("D4", "b.pdf", 1, 2, "pr2"),
    ]


def test_begins_where_it_begins_already() -> None:
    assert amend_documents(FOUND, [BeginsHere(page=PageRef("a.pdf", 4))]) == FOUND


def test_goes_on() -> None:
    assert _shape(amend_documents(FOUND, [GoesOn(page=PageRef("a.pdf", 4))])) == [
        ("D1", "a.pdf", 1, 5, "pr2"),
        ("D2", "b.pdf", 1, 2, "pr2"),
    ]


def test_the_first_page_of_a_file_goes_on_with_nothing() -> None:
    assert amend_documents(FOUND, [GoesOn(page=PageRef("b.pdf", 1))]) == FOUND


def test_split_then_named() -> None:
    given = [
        BeginsHere(page=PageRef("a.pdf", 2)),
        OfKind(page=PageRef("a.pdf", 3), kind=DocumentKind.LAB),
    ]
    assert [one.kind.value for one in amend_documents(FOUND, given)] == ["pr2", "lab", "pr2", "pr2"]


def test_not_so() -> None:
    here, there = Span("a.pdf", 1, 0, 8, "diabetes"), Span("a.pdf", 4, 9, 17, "diabetes")
    twice = Comorbidity(name="diabetes mellitus", spans=(here, there))
    once = Comorbidity(name="asthma", spans=(here,))
    kept = amend_facts([twice, once], [NotSo(page=PageRef("a.pdf", 1), quote="diabetes")])
    assert kept == (Comorbidity(name="diabetes mellitus", spans=(there,)),)
