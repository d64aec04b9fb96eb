"""Phrases and what they stand for: one look at each word of a text, however many phrases there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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

    __slots__ = ("_by_first",)

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

    def find(self, text: str) -> Iterator[Phrase]:
        """Every phrase of a text, in order, none overlapping another."""
        lower, known, at = fold(text), self._by_first, 0
        if known.keys().isdisjoint(_WORD.findall(lower)):
            return
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(lower)]
        while at < len(words):
            rows = known.get(words[at][0])
            row = _longest(rows, words, at, text) if rows else None
            if row is None:
                at += 1
                continue
            yield Phrase(start=words[at][1], end=words[at + len(row.words) - 1][2], term=row.term)
            at += len(row.words)


def fold(text: str) -> str:
    """Lower case, offsets kept."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _longest(rows: tuple[_Row, ...], words: list[tuple[str, int, int]], at: int, text: str) -> _Row | None:
    for row in rows:
        end = at + len(row.words)
        if end > len(words) or any(words[at + n][0] != part for n, part in enumerate(row.words)):
            continue
        if row.exact and not text.startswith(row.exact, words[at][1]):
            continue
        if all(words[n + 1][1] - words[n][2] <= _WIDEST_GAP for n in range(at, end - 1)):
            return row
    return None
