"""Documents that are in the file twice: the same page again, or a faxed scan of it.

Notes of the same clinic repeat whole paragraphs from visit to visit (copied forward). Those are not duplicates: a
duplicate has the same words and the same dates.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from openimr.case import Document, Page

from .document_dates import find_dates
from .document_heads import head_of

LEAST_SHARED = 0.72
"""Part of the shorter document's word pairs that the longer must hold: OCR of a faxed page misreads up to a fourth."""
LEAST_WORDS = 25
SHORTEST_PART = 0.25
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    document: Document
    shingles: Counter[tuple[str, str]]
    size: int
    days: frozenset[date]
    hashes: tuple[str, ...]


def mark(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> tuple[Document, ...]:
    """The documents with `duplicate_of` set on every later copy; the copy with the better text is the original
    only by order of the file, so that the first one received stays the document of record."""
    by_place = {(page.file, page.number): page for page in pages}
    bodies = [_read(document, by_place) for document in documents]
    first: list[_Body] = []
    marked = []
    for body in bodies:
        original = next((known for known in first if _repeats(body, known)), None)
        if original is None:
            first.append(body)
            marked.append(body.document)
        else:
            marked.append(replace(body.document, duplicate_of=original.document.id))
    return tuple(marked)


def _read(document: Document, by_place: dict[tuple[str, int], Page]) -> _Body:
    held = [by_place[(document.file, number)] for number in range(document.first_page, document.last_page + 1)]
    text = "\n".join(head_of(page).all() for page in held)
    words = _WORD.findall(text.lower())
    return _Body(
        document=document,
        shingles=Counter(itertools.pairwise(words)),
        size=max(0, len(words) - 1),
        days=frozenset(found.day for found in find_dates(text)),
        hashes=tuple(page.sha256 for page in held),
    )


def _repeats(copy: _Body, known: _Body) -> bool:
    if copy.hashes == known.hashes and all(copy.hashes):
        return True
    small, large = sorted((copy, known), key=lambda body: body.size)
    if small.size < LEAST_WORDS or small.size < SHORTEST_PART * large.size:
        return False
    # Dates first: they tell most pairs apart at a hundredth of the cost of comparing words.
    if not _dates_agree(small, large):
        return False
    return sum((small.shingles & large.shingles).values()) >= LEAST_SHARED * small.size


def _dates_agree(small: _Body, large: _Body) -> bool:
    """The document's own date agrees, or was misread; dates that only one of them holds must be few."""
    one, other = small.document.date, large.document.date
    if one is not None and other is not None and one != other:
        own = one.to_day(), other.to_day()
        if own[0] not in large.days or own[1] not in small.days:
            return False
    unknown = small.days - large.days
    return len(unknown) <= max(1, len(small.days) // 4)
