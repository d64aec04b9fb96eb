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
from functools import lru_cache

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
    text: str
    size: int
    days: frozenset[date]
    hashes: tuple[str, ...]

    @property
    def day(self) -> date | None:
        return self.document.date.to_day() if self.document.date is not None else None


class _Known:
    """Documents met so far, found by what a copy has in common with its original: its picture, or its day."""

    def __init__(self) -> None:
        self._bodies: list[_Body] = []
        self._by_hashes: dict[tuple[str, ...], list[int]] = {}
        self._by_day: dict[date | None, list[int]] = {}

    def add(self, body: _Body) -> None:
        place = len(self._bodies)
        self._bodies.append(body)
        self._by_hashes.setdefault(body.hashes, []).append(place)
        self._by_day.setdefault(body.day, []).append(place)

    def original_of(self, copy: _Body) -> _Body | None:
        """The first document that this one repeats."""
        if copy.day is None:
            places: list[int] = list(range(len(self._bodies)))
        else:
            # Documents of different days agree only where each holds the other's day.
            days = {None, copy.day, *copy.days}
            places = sorted(
                {*self._by_hashes.get(copy.hashes, ()), *(p for d in days for p in self._by_day.get(d, ()))}
            )
        return next((self._bodies[place] for place in places if _repeats(copy, self._bodies[place])), None)


def mark(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> tuple[Document, ...]:
    """The documents with `duplicate_of` set on every later copy; the copy with the better text is the original
    only by order of the file, so that the first one received stays the document of record."""
    by_place = {(page.file, page.number): page for page in pages}
    known = _Known()
    marked = []
    for document in documents:
        body = _read(document, by_place)
        original = known.original_of(body)
        if original is None:
            known.add(body)
            marked.append(document)
        else:
            marked.append(replace(document, duplicate_of=original.document.id))
    return tuple(marked)


def _read(document: Document, by_place: dict[tuple[str, int], Page]) -> _Body:
    held = [by_place[(document.file, number)] for number in range(document.first_page, document.last_page + 1)]
    text = "\n".join(head_of(page).all() for page in held)
    return _Body(
        document=document,
        text=text,
        size=max(0, len(_WORD.findall(text.lower())) - 1),
        days=frozenset(found.day for found in find_dates(text)),
        hashes=tuple(page.sha256 for page in held),
    )


@lru_cache(maxsize=64)
def _shingles(text: str) -> Counter[tuple[str, str]]:
    return Counter(itertools.pairwise(_WORD.findall(text.lower())))


def _repeats(copy: _Body, known: _Body) -> bool:
    if copy.hashes == known.hashes and all(copy.hashes):
        return True
    small, large = (copy, known) if copy.size <= known.size else (known, copy)
    if small.size < LEAST_WORDS or small.size < SHORTEST_PART * large.size:
        return False
    # Dates first: they tell most pairs apart at a hundredth of the cost of comparing words.
    if not _dates_agree(small, large):
        return False
    return sum((_shingles(small.text) & _shingles(large.text)).values()) >= LEAST_SHARED * small.size


def _dates_agree(small: _Body, large: _Body) -> bool:
    """The document's own date agrees, or was misread; dates that only one of them holds must be few."""
    one, other = small.document.date, large.document.date
    if one is not None and other is not None and one != other:
        own = one.to_day(), other.to_day()
        if own[0] not in large.days or own[1] not in small.days:
            return False
    unknown = small.days - large.days
    return len(unknown) <= max(1, len(small.days) // 4)
