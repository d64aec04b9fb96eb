"""A one-page document of a fictional patient, for tests."""

from __future__ import annotations

from openimr.case import Document, DocumentKind, Page, PageSource, PartialDate
from openimr.records.passages import Passage, passages_of

DAY = PartialDate(2015, 5, 1)


def page_of(text: str) -> Page:
    return Page(file="records.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)


def document_of(kind: DocumentKind = DocumentKind.PR2, date: PartialDate | None = DAY) -> Document:
    return Document(id="D1", file="records.pdf", first_page=1, last_page=1, kind=kind, date=date)


def passages_in(text: str, kind: DocumentKind = DocumentKind.PR2) -> tuple[Passage, ...]:
    return passages_of(document_of(kind), [page_of(text)])
