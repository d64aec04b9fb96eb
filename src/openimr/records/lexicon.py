"""Terms and what they mean, found in one pass over a text.

A term is a phrase. A space in it stands for white space, a hyphen or a line end; `*` for the rest of a word; `~` for up to
three words between; `(a|b)` for a choice and `?` after it for leaving it out; `=` at its head: capitals count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

import yaml

from .sieve import STEM, Words, words_of

Row = TypeVar("Row")
_WORD = re.compile(r"[A-Za-z0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Row]):
    """text[start:end] is a term of `row`."""

    start: int
    end: int
    row: Row


@dataclass(slots=True)
class _Rows(Generic[Row]):
    """The terms whose first word begins alike, in the lexicon's order.

    plain: terms of words alone, by their first word: the place in the order, the words, the row. written: the others, as
    patterns that are compiled when first met, for most are never met.
    """

    plain: dict[str, list[tuple[int, tuple[str, ...], Row]]] = field(default_factory=dict)
    written: list[tuple[int, str, Row]] = field(default_factory=list)
    patterns: tuple[tuple[int, re.Pattern[str], Row], ...] | None = None

    def add(self, place: int, term: str, row: Row) -> None:
        if _PLAIN.fullmatch(term):
            words = tuple(term.lower().split(" "))
            self.plain.setdefault(words[0], []).append((place, words, row))
        else:
            self.written.append((place, term, row))

    def compiled(self) -> tuple[tuple[int, re.Pattern[str], Row], ...]:
        if self.patterns is None:
            self.patterns = tuple((place, _compile(term), row) for place, term, row in self.written)
        return self.patterns


class Lexicon(Generic[Row]):
    """Finds the longest term at each word; terms do not overlap.

    Every term begins with a letter or digit; its first word (or three letters of it) leads to it, so a text costs one
    look-up for each of its words, however many terms there are.
    """

    __slots__ = ("_by_stem", "_stems")

    def __init__(self, terms: Iterable[tuple[str, Row]]) -> None:
        self._by_stem: dict[str, _Rows[Row]] = {}
        for place, (term, row) in enumerate(terms):
            for stem in _stems(term):
                self._by_stem.setdefault(stem, _Rows()).add(place, term, row)
        self._stems = frozenset(self._by_stem)

    def find(self, text: str) -> tuple[Hit[Row], ...]:
        """All terms of a text, in order."""
        words = words_of(text)
        if self._stems.isdisjoint(words.stems):
            return ()
        found: list[Hit[Row]] = []
        after = 0
        for n, (at, word) in enumerate(words.places):
            rows = self._by_stem.get(word[:STEM])
            if rows is None or at < after:
                continue
            best = _longest(rows, text, words, n)
            if best is not None:
                found.append(best)
                after = best.end
        return tuple(found)


def _longest(rows: _Rows[Row], text: str, words: Words, n: int) -> Hit[Row] | None:
    """The longest term at the n-th word; of two equally long the one listed first."""
    at, word = words.places[n]
    ends: list[tuple[int, int, Row]] = []
    for place, parts, row in rows.plain.get(word, ()):
        end = _end(parts, text, words.places, n)
        if end is not None:
            ends.append((-end, place, row))
    for place, pattern, row in rows.compiled():
        match = pattern.match(text, at)
        if match is not None:
            ends.append((-match.end(), place, row))
    if not ends:
        return None
    end, _, row = min(ends, key=lambda one: one[:2])
    return Hit(at, -end, row)


def _end(parts: tuple[str, ...], text: str, places: tuple[tuple[int, str], ...], n: int) -> int | None:
    """Where a term of plain words ends that begins at the n-th word; None where other words or marks stand."""
    end = places[n][0] + len(parts[0])
    for part in parts[1:]:
        n += 1
        if n == len(places) or places[n][1] != part or not _BLANK.fullmatch(text, end, places[n][0]):
            return None
        end = places[n][0] + len(part)
    return end


def _stems(term: str) -> tuple[str, ...]:
    """The first letters that lead to a term: of each choice, where it begins with one."""
    body = term.removeprefix("=")
    if body.startswith("("):
        head, _, rest = body[1:].partition(")")
        choices = [choice or rest.strip() for choice in head.split("|")]
        if rest.startswith("?"):
            choices.append(rest[1:].strip())
        return tuple(dict.fromkeys(stem for choice in choices for stem in _stems(choice)))
    first = _WORD.match(body)
    if first is None:
        raise ValueError(f"the term {term!r} must begin with a letter or digit")
    if body[first.end() : first.end() + 1] == "*" and first.end() < STEM:
        raise ValueError(f"the term {term!r} must have {STEM} letters before its first *")
    return (first[0][:STEM].lower(),)


def _compile(term: str) -> re.Pattern[str]:
    exact = term.startswith("=")
    parts = re.split(r"(\)\?|[ *~()|])", term.removeprefix("="))
    pattern = "".join(_SYNTAX.get(part, re.escape(part)) for part in parts)
    pattern = pattern.replace(_SPACE + _BETWEEN + _SPACE, _BETWEEN)
    pattern = pattern.replace(")?" + _SPACE, rf"{_SPACE})?")
    return re.compile(pattern + r"(?![A-Za-z0-9])", 0 if exact else re.IGNORECASE)


_SPACE = r"[\s\-/]{1,3}"
_BLANK = re.compile(_SPACE)
_BETWEEN = r"[\s\-/,]{1,3}(?:[\w'.]+[\s\-/,]{1,3}){0,3}?"
_SYNTAX = {" ": _SPACE, "*": r"[\w']*", "~": _BETWEEN, "(": "(?:", ")": ")", ")?": ")?", "|": "|"}


@cache
def read_rows(name: str) -> tuple[Mapping[str, object], ...]:
    """The rows of a lexicon of the packs, as they stand; its `rows` is a list of mappings with `terms` in each."""
    text = files("openimr_packs").joinpath("lexicons", f"{name}.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.CSafeLoader)["rows"]
    return tuple(rows)


def terms_of(row: Mapping[str, object], key: str = "terms") -> tuple[str, ...]:
    """The words under a key of a row: a list, or one string with commas or line ends between the terms."""
    given = row.get(key) or ()
    if isinstance(given, str):
        return tuple(part.strip() for part in re.split(r"[,\n]", given) if part.strip())
    return tuple(str(term) for term in given) if isinstance(given, list) else ()


def text_of(row: Mapping[str, object], key: str) -> str | None:
    """A plain value of a row, None where it gives none."""
    value = row.get(key)
    return None if value is None else str(value)


def lexicon_of(name: str) -> Lexicon[Mapping[str, object]]:
    """A lexicon of the packs whose rows are kept as they stand."""
    return Lexicon((term, row) for row in read_rows(name) for term in terms_of(row))
