"""The ledger: what became of every page received, and the problems it shows."""

from __future__ import annotations

from openimr.case import (
    Document,
    Fate,
    LedgerEntry,
    Page,
    PageRef,
    PageSource,
    RecordProblem,
    RecordProblemKind,
    Span,
)

from .document_heads import head_of
from .reading import is_blank, is_unreadable


def draw(pages: tuple[Page, ...], documents: tuple[Document, ...]) -> tuple[LedgerEntry, ...]:
    """One entry for every page, in the order received."""
    holder = {
        PageRef(document.file, number): document
        for document in documents
        for number in range(document.first_page, document.last_page + 1)
    }
    entries = []
    for page in pages:
        ref = PageRef(page.file, page.number)
        document = holder.get(ref)
        entries.append(
            LedgerEntry(
                ref=ref,
                fate=_fate(page, document),
                document=document.id if document else None,
                confidence=page.confidence,
            )
        )
    return tuple(entries)


def _fate(page: Page, document: Document | None) -> Fate:
    if is_unreadable(page):
        return Fate.UNREADABLE
    if is_blank(page):
        return Fate.BLANK
    if document is not None and document.other_patient:
        return Fate.OTHER_PATIENT
    if document is not None and document.duplicate_of:
        return Fate.DUPLICATE
    return Fate.OCR if page.source is PageSource.OCR else Fate.READ


def problems(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> tuple[RecordProblem, ...]:
    """Duplicates, pages of another patient and pages that nobody could read."""
    by_place = {PageRef(page.file, page.number): page for page in pages}
    by_id = {document.id: document for document in documents}
    found = [_repeated(document, by_id, by_place) for document in documents if document.duplicate_of]
    found += [_misfiled(document, by_place) for document in documents if document.other_patient]
    found += [_unread(page) for page in pages if is_unreadable(page)]
    return tuple(found)


def name_document(document: Document) -> str:
    """A document in words: kind, date and place, e.g. "pr2 of 2014-03-02 (records.pdf p. 4)"."""
    dated = f" of {document.date}" if document.date else ""
    return f"{document.kind.value.replace('_', ' ')}{dated} ({document.file} p. {document.first_page})"


def first_words(page: Page) -> Span:
    """The first printed line of a page, as a span."""
    lines = head_of(page).lines
    raw = next((line for line in page.text.splitlines() if lines and " ".join(line.split()) == lines[0]), "")
    start = page.text.find(raw) if raw else 0
    return Span(page.file, page.number, start, start + len(raw), " ".join(raw.split()))


def _repeated(document: Document, by_id: dict[str, Document], by_place: dict[PageRef, Page]) -> RecordProblem:
    original = by_id[document.duplicate_of or document.id]
    first = [by_place[PageRef(each.file, each.first_page)] for each in (document, original)]
    return RecordProblem(
        kind=RecordProblemKind.DUPLICATE,
        about=f"The {name_document(document)} repeats the {name_document(original)}.",
        spans=tuple(first_words(page) for page in first),
    )


def _misfiled(document: Document, by_place: dict[PageRef, Page]) -> RecordProblem:
    name = f"names {document.patient_named}" if document.patient_named else "is about somebody else"
    return RecordProblem(
        kind=RecordProblemKind.OTHER_PATIENT,
        about=f"The {name_document(document)} {name}, not the patient of this case; it was not used.",
        spans=(first_words(by_place[PageRef(document.file, document.first_page)]),),
    )


def _unread(page: Page) -> RecordProblem:
    return RecordProblem(
        kind=RecordProblemKind.ILLEGIBLE,
        about=f"Page {page.number} of {page.file} could not be read.",
        spans=(Span(page.file, page.number, 0, 0, ""),),
    )
