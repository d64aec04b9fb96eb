"""Phrases and what they stand for: one look at each word of a text, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..sieve import STEM, words_of

_WORD = re.compile(r"[a-z0-9]+")
_WIDEST_GAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """text[start:end] stands for `term`."""

    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[str, ...]
    exact: str
    term: str


class PhraseIndex:
    """Finds phrases whatever their case; between two words of one, marks and white space may stand."""

    __slots__ = ("_by_first", "_stems")

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """phrases: (words, term); words after "=" must be written exactly so. The longest is taken."""
        by_first: dict[str, list[_Row]] = {}
        for words, term in phrases:
            parts = tuple(_WORD.findall(words.lower()))
            if parts:
                exact = words[1:].strip() if words.startswith("=") else ""
                by_first.setdefault(parts[0], []).append(_Row(parts, exact, term))
        self._by_first = {
            first: tuple(sorted(rows, key=lambda row: -len(row.words))) for first, rows in by_first.items()
        }
        self._stems = frozenset(first[:STEM] for first in by_first)

    def find(self, text: str) -> Iterator[Phrase]:
        """Every phrase of a text, in order, none overlapping another."""
        folded = words_of(text)
        if self._stems.isdisjoint(folded.stems):
            return
        words, at, known = folded.places, 0, self._by_first
        while at < len(words):
            rows = known.get(words[at][1])
            row = _longest(rows, words, at, text) if rows else None
            if row is None:
                at += 1
                continue
            last = words[at + len(row.words) - 1]
            yield Phrase(start=words[at][0], end=last[0] + len(last[1]), term=row.term)
            at += len(row.words)


def _longest(rows: tuple[_Row, ...], words: tuple[tuple[int, str], ...], at: int, text: str) -> _Row | None:
    for row in rows:
        end = at + len(row.words)
        if end > len(words) or any(words[at + n][1] != part for n, part in enumerate(row.words)):
            continue
        if row.exact and not text.startswith(row.exact, words[at][0]):
            continue
        if all(words[n + 1][0] - words[n][0] - len(words[n][1]) <= _WIDEST_GAP for n in range(at, end - 1)):
            return row
    return None
