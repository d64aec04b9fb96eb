"""Pages of a file -> the determinations in it, and plain words on what could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from openimr.case import Page, Problem

from .determination import Determination, Reading
from .letter_text import LetterText
from .publishers import PUBLISHERS, Publisher

_LEAST_LETTER = 120


def read(file: str, pages: Sequence[Page]) -> Reading:
    """Every determination in the pages of one file, in order.

    A file that is no letter of a publisher we know, or has no text, gives no determination and one problem. A letter of
    which only a part is there is read as far as it goes and says which part is missing.
    """
    letter = LetterText(pages)
    unread = [page for page in pages if not page.text.strip() and page.confidence == 0.0]
    problems = tuple(_unreadable(page) for page in unread)
    if not letter.text.strip():
        return Reading(file=file, problems=problems or (_no_text(file),))
    publisher = next((one for one in PUBLISHERS if one.recognizes(letter.text)), None)
    if publisher is None:
        return Reading(file=file, problems=(*problems, _no_letter(file, letter.text)))
    return Reading(file=file, determinations=_letters(file, letter, publisher), problems=problems)


def _letters(file: str, letter: LetterText, publisher: Publisher) -> tuple[Determination, ...]:
    starts = [at for at in publisher.starts(letter) if at > 0]
    bounds = [0, *starts, len(letter.text)]
    parts = [letter.part(low, high) for low, high in pairwise(bounds)] if starts else [letter]
    if len(parts) > 1 and len(parts[0].text) < _LEAST_LETTER and not publisher.recognizes(parts[0].text):
        parts = [letter.part(0, bounds[2]), *parts[2:]]
    found = []
    for nth, part in enumerate(parts, start=1):
        read_one = publisher.read(part)
        told = (_one_of_many(file, nth, len(parts)),) if len(parts) > 1 else ()
        found.append(
            replace(
                read_one,
                file=file,
                nth=nth,
                scanned=part.scanned,
                problems=(*read_one.problems, *told, *_missing(read_one)),
            )
        )
    return tuple(found)


def _missing(read_one: Determination) -> tuple[Problem, ...]:
    """What a cut letter lacks."""
    lacks = []
    if not read_one.items:
        lacks.append("the items and their decisions")
    elif any(item.rationale is None for item in read_one.items):
        lacks.append(
            "the reasons of " + ", ".join(f"item {item.n}" for item in read_one.items if item.rationale is None)
        )
    elif read_one.truncated:
        lacks.append("the end")
    if read_one.program == "CA-DWC-IMR" and read_one.case_number is None:
        lacks.insert(0, "the head with the case number")
    if not lacks:
        return ()
    says = f"The text holds only a part of the letter; missing: {', '.join(lacks)}."
    return (
        Problem(
            code="half_a_letter", says=says, where=read_one.file, fix="Find the whole letter; what is there is read."
        ),
    )


def _one_of_many(file: str, nth: int, count: int) -> Problem:
    says = f"The file holds {count} letters; this is letter {nth}. Each has a record of its own."
    return Problem(
        code="several_letters",
        says=says,
        where=file,
        fix="Nothing is lost; part the file if you want one letter a file.",
    )


def _no_text(file: str) -> Problem:
    return Problem(code="no_text", says="The file holds no text.", where=file, fix="If it is a scan, read it with OCR.")


def _no_letter(file: str, text: str) -> Problem:
    begins = " ".join(text.split())[:80]
    says = f"This is no determination of a publisher we know; it begins {begins!r}."
    return Problem(
        code="not_a_letter", says=says, where=file, fix="Take the file out, or have its publisher's format added."
    )


def _unreadable(page: Page) -> Problem:
    where = f"{page.file}, page {page.number}"
    return Problem(
        code="unreadable_page", says="Nothing on this page could be read.", where=where, fix="Scan the page again."
    )
