"""Sentences of pages, each with its place, for comparing what one document says with another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from openimr.case import Document, DocumentKind, Page, PageRef, Span

# The mark comes first and what may not stand before it after: the search then goes from mark to mark.
_END = re.compile(
    r"[.;!?\n](?:(?<!\n)(?<!\b(?:Dr|Mr|Ms|vs).)(?<!\bMrs.)(?<!\b[A-Z].)[\"”)]?\s+(?=[\"“(\[]?[A-Z0-9])|(?<=\n)\s*\n)"
)
_LINE_END = re.compile(r"\n")
_LABEL = re.compile(r"[A-Z][A-Za-z ]{1,28}:\s|\d{1,2}[.)]\s|\d{1,2}/\d{1,2}/\d\d")
SHORT_LINE = 48
"""Fewer letters in a line than this, and it was not wrapped."""
_NOT_RECORDS = frozenset(
    {
        DocumentKind.IMR_APPLICATION,
        DocumentKind.UR_DECISION,
        DocumentKind.FAX_COVER,
        DocumentKind.PROOF_OF_SERVICE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One sentence: `text` with white space folded, at page.text[start:end]."""

    document: Document
    page: Page
    start: int
    end: int
    text: str

    def span(self) -> Span:
        return Span(self.page.file, self.page.number, self.start, self.end, self.text)


class _Places:
    """Where the pages of the case file asked for last lie, so that a document's pages are found without a search."""

    def __init__(self) -> None:
        self._pages: tuple[Page, ...] = ()
        self._by_place: dict[tuple[str, int], Page] = {}

    def of(self, pages: tuple[Page, ...]) -> Mapping[tuple[str, int], Page]:
        if pages is not self._pages:
            self._pages, self._by_place = pages, {(page.file, page.number): page for page in pages}
        return self._by_place


_places = _Places()


def pages_of(document: Document, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages of a document, in order."""
    by_place = _places.of(pages)
    numbers = range(document.first_page, document.last_page + 1)
    held = (by_place.get((document.file, number)) for number in numbers)
    return tuple(page for page in held if page is not None)


def page_at(ref: PageRef, pages: tuple[Page, ...]) -> Page:
    """The page received that a citation names; KeyError for none."""
    return _places.of(pages)[(ref.file, ref.page)]


def sayings(document: Document, pages: tuple[Page, ...]) -> Iterator[Saying]:
    """Every sentence of a document, in order."""
    for page in pages_of(document, pages):
        yield from sayings_of(document, page)


def sayings_of(document: Document, page: Page) -> Iterator[Saying]:
    """Every sentence of one of a document's pages, in order."""
    for start, end, text in _said(page.text):
        yield Saying(document=document, page=page, start=start, end=end, text=text)


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A page's text with white space folded. Every sentence of the page stands in it as it is, so a sieve that cannot
    match the page need not be asked for its sentences."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def _said(page: str) -> tuple[tuple[int, int, str], ...]:
    """The sentences of a page's text; kept, for several questions are asked of them."""
    found = []
    at = 0
    for stop, begin in (*_breaks(page), (len(page), len(page))):
        raw = page[at:stop]
        text = " ".join(raw.split())
        if text:
            found.append((at + len(raw) - len(raw.lstrip()), at + len(raw.rstrip()), text))
        at = begin
    return tuple(found)


def _breaks(text: str) -> list[tuple[int, int]]:
    """Where sentences end and the next begin; a short line, or one before a label, ends one too."""
    found = {match.start() + 1: match.end() for match in _END.finditer(text)}
    at = 0
    for match in _LINE_END.finditer(text):
        if match.start() - at < SHORT_LINE or _LABEL.match(text, match.end()):
            found.setdefault(match.start(), match.end())
        at = match.end()
    return sorted(found.items())


def records_of(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """The patient's own records, each once: no forms of the dispute, no copies, nobody else's pages."""
    return tuple(
        document
        for document in documents
        if document.kind not in _NOT_RECORDS and not document.other_patient and not document.duplicate_of
    )


def decisions_of(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    """The utilization review decisions in the file."""
    return tuple(
        document for document in documents if document.kind is DocumentKind.UR_DECISION and not document.duplicate_of
    )


def age_on(born: date, day: date) -> int:
    """Age in whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def shorten(text: str, limit: int = 160) -> str:
    """A quotation short enough for one sentence."""
    return text if len(text) <= limit else text[: limit - 3].rsplit(" ", 1)[0] + "..."
