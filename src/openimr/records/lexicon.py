"""Terms and what they mean, found in one pass over a text.

A term is a phrase. A space in it stands for white space, a hyphen or a line end; `*` for the rest of a word; `~` for up to
three words between; `(a|b)` for a choice and `?` after it for leaving it out; `=` at its head: capitals count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

import yaml

Row = TypeVar("Row")
_WORD = re.compile(r"[A-Za-z0-9]+")
_STEM = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[Row]):
    """text[start:end] is a term of `row`."""

    start: int
    end: int
    row: Row


class Lexicon(Generic[Row]):
    """Finds the longest term at each word; terms do not overlap.

    Every term begins with a letter or digit; its first word (or three letters of it) leads to it, so a text costs one
    look-up for each of its words, however many terms there are.
    """

    __slots__ = ("_by_stem", "_compiled")

    def __init__(self, terms: Iterable[tuple[str, Row]]) -> None:
        self._by_stem: dict[str, list[tuple[str, Row]]] = {}
        self._compiled: dict[str, tuple[tuple[re.Pattern[str], Row], ...]] = {}
        for term, row in terms:
            for stem in _stems(term):
                self._by_stem.setdefault(stem, []).append((term, row))

    def _rows(self, stem: str) -> tuple[tuple[re.Pattern[str], Row], ...]:
        """The terms of a stem; compiled when first met, for most terms are never met."""
        rows = self._compiled.get(stem)
        if rows is None:
            rows = tuple((_compile(term), row) for term, row in self._by_stem[stem])
            self._compiled[stem] = rows
        return rows

    def find(self, text: str) -> tuple[Hit[Row], ...]:
        """All terms of a text, in order."""
        found: list[Hit[Row]] = []
        after = 0
        by_stem = self._by_stem
        for word in _WORD.finditer(text):
            at = word.start()
            stem = word[0][:_STEM].lower()
            if stem not in by_stem or at < after:
                continue
            best: Hit[Row] | None = None
            for pattern, row in self._rows(stem):
                match = pattern.match(text, at)
                if match is not None and (best is None or match.end() > best.end):
                    best = Hit(at, match.end(), row)
            if best is not None:
                found.append(best)
                after = best.end
        return tuple(found)


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
    if body[first.end() : first.end() + 1] == "*" and first.end() < _STEM:
        raise ValueError(f"the term {term!r} must have {_STEM} letters before its first *")
    return (first[0][:_STEM].lower(),)


def _compile(term: str) -> re.Pattern[str]:
    exact = term.startswith("=")
    parts = re.split(r"(\)\?|[ *~()|])", term.removeprefix("="))
    pattern = "".join(_SYNTAX.get(part, re.escape(part)) for part in parts)
    pattern = pattern.replace(_SPACE + _BETWEEN + _SPACE, _BETWEEN)
    pattern = pattern.replace(")?" + _SPACE, rf"{_SPACE})?")
    return re.compile(pattern + r"(?![A-Za-z0-9])", 0 if exact else re.IGNORECASE)


_SPACE = r"[\s\-/]{1,3}"
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
