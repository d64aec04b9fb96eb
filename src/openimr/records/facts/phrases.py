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


class PhraseIndex:
    """Finds phrases whatever their case; between two words of one, marks and white space may stand."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """phrases: (words, term). Of phrases that begin alike the longest is taken."""
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, term in phrases:
            parts = tuple(_WORD.findall(words.lower()))
            if parts:
                by_first.setdefault(parts[0], []).append((parts, term))
        self._by_first = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_first.items()}

    def find(self, text: str) -> Iterator[Phrase]:
        """Every phrase of a text, in order, none overlapping another."""
        lower = fold(text)
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(lower)]
        known, at = self._by_first, 0
        while at < len(words):
            rows = known.get(words[at][0])
            length, term = _longest(rows, words, at) if rows else (0, "")
            if length:
                yield Phrase(start=words[at][1], end=words[at + length - 1][2], term=term)
            at += length or 1


def fold(text: str) -> str:
    """Lower case, offsets kept."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _longest(
    rows: tuple[tuple[tuple[str, ...], str], ...], words: list[tuple[str, int, int]], at: int
) -> tuple[int, str]:
    for parts, term in rows:
        end = at + len(parts)
        if end > len(words) or any(words[at + n][0] != part for n, part in enumerate(parts)):
            continue
        if all(words[n + 1][1] - words[n][2] <= _WIDEST_GAP for n in range(at, end - 1)):
            return len(parts), term
    return 0, ""
