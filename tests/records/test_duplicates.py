"""Copies of a document, and notes that only look like copies; the ledger of them."""

from __future__ import annotations

from dataclasses import replace

from sample_pages import MRI, NOTE, NOTE_PAGE_2, OTHER_MRI, bundle, page

from openimr.case import Fate, Page, PageSource, RecordProblemKind
from openimr.records import documents, duplicates, ledger

SCAN = NOTE.replace("calf", "caif").replace("lumbar", "1umbar").replace("diminished", "dirninished")
LATER = NOTE.replace("04/07/2014", "05/19/2014")


def mark(pages: tuple[Page, ...]) -> list[str | None]:
    return [each.duplicate_of for each in duplicates.mark(documents.split(pages), pages)]


def test_a_scan_of_a_page_repeats_it() -> None:
    assert mark(bundle(NOTE, MRI, SCAN)) == [None, None, "D1"]


def test_the_first_page_alone_repeats_a_document() -> None:
    assert mark(bundle(NOTE, NOTE_PAGE_2, MRI, NOTE)) == [None, None, "D1"]


def test_a_note_copied_forward_to_another_visit_is_no_duplicate() -> None:
    assert mark(bundle(NOTE, LATER)) == [None, None]


def test_the_same_picture_is_the_same_page() -> None:
    first = replace(page(1, "FAX\n", "a.pdf"), sha256="ab")
    assert mark((first, replace(first, file="b.pdf"))) == [None, "D1"]


def test_every_page_has_one_entry_in_the_ledger() -> None:
    pages = (
        page(1, NOTE),
        page(2, SCAN, source=PageSource.OCR),
        replace(page(3, OTHER_MRI, source=PageSource.OCR), confidence=0.9),
        page(4, "", source=PageSource.TEXT_LAYER),
        replace(page(5, "", source=PageSource.NONE), confidence=0.0),
    )
    found = duplicates.mark(documents.split(pages), pages)
    found = (*found[:2], replace(found[2], other_patient=True), *found[3:])
    drawn = ledger.draw(pages, found)
    assert [(entry.ref.page, entry.fate) for entry in drawn] == [
        (1, Fate.READ),
        (2, Fate.DUPLICATE),
        (3, Fate.OTHER_PATIENT),
        (4, Fate.BLANK),
        (5, Fate.UNREADABLE),
    ]
    assert [problem.kind for problem in ledger.problems(found, pages)] == [
        RecordProblemKind.DUPLICATE,
        RecordProblemKind.OTHER_PATIENT,
        RecordProblemKind.ILLEGIBLE,
    ]
