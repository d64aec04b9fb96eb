"""A person's corrections of what was read: where documents begin, what kind they are, and facts that are not so.

They are kept beside the case and applied at every reading, so that everything downstream follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from openimr.case import Document, DocumentKind, Fact, PageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """The document that this page belongs to is of this kind."""

    page: PageRef
    kind: DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginsHere:
    """A document begins with this page."""

    page: PageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn:
    """This page goes on with the document of the page before it."""

    page: PageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSo:
    """Nothing that was read from these words on this page is a fact. quote: as the fact's span has it."""

    page: PageRef
    quote: str


Amendment = OfKind | BeginsHere | GoesOn | NotSo


def amend_documents(found: Sequence[Document], amendments: Iterable[Amendment]) -> tuple[Document, ...]:
    """The documents after all corrections, in the order they were made; numbered anew in file order."""
    documents = list(found)
    for one in amendments:
        if isinstance(one, OfKind):
            documents = [replace(each, kind=one.kind) if each.holds(one.page) else each for each in documents]
        elif isinstance(one, BeginsHere):
            documents = [part for each in documents for part in _split(each, one.page)]
        elif isinstance(one, GoesOn):
            documents = _join(documents, one.page)
    return tuple(replace(each, id=f"D{number}") for number, each in enumerate(documents, start=1))


def amend_facts(facts: Sequence[Fact], amendments: Iterable[Amendment]) -> tuple[Fact, ...]:
    """Without the refused words; a fact that has no others falls away."""
    refused = {(one.page, one.quote) for one in amendments if isinstance(one, NotSo)}
    if not refused:
        return tuple(facts)
    kept = []
    for fact in facts:
        spans = tuple(span for span in fact.spans if (span.ref, span.quote) not in refused)
        if spans:
            kept.append(fact if spans == fact.spans else replace(fact, spans=spans))
    return tuple(kept)


def _split(document: Document, page: PageRef) -> tuple[Document, ...]:
    if not document.holds(page) or page.page == document.first_page:
        return (document,)
    rest = replace(document, first_page=page.page, title="", date=None, author=None, author_role=None)
    return replace(document, last_page=page.page - 1), rest


def _join(documents: list[Document], page: PageRef) -> list[Document]:
    """The document beginning with the page is taken into the one before it, in the same file only."""
    joined: list[Document] = []
    for each in documents:
        before = joined[-1] if joined else None
        begins = each.file == page.file and each.first_page == page.page
        if begins and before and before.file == each.file and before.last_page == page.page - 1:
            joined[-1] = replace(before, last_page=each.last_page)
        else:
            joined.append(each)
    return joined
