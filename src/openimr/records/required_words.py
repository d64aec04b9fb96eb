"""What every match of a regular expression contains, read off its parse tree.

Python's own parser of patterns is asked (`re._parser`). Where it is missing, or an expression does not tell, nothing
is required, and the pattern is simply tried everywhere.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_STEM = 3
_MOST_WAYS = 96
_FEW_LETTERS = 6
_ASCII = 128
_MOST_LITERALS = 40
_COMMON = frozenset("the and for was has had not are but with pat pai of to in on is no or at by be".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """Every match has a word that begins with one of `stems`, or one of `parts` in it. Both empty: nothing is known.

    literals: every match has one of them in it; empty where they are many, or tell no more than `stems` and `parts`.
    """

    stems: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()


NOTHING = Required()


def required_words(pattern: str, flags: int = 0) -> Required:
    """What every match has, in small letters; the most telling of the choices that the pattern offers."""
    try:
        parser = importlib.import_module("re._parser")
    except ImportError:
        return NOTHING
    tree = parser.parse(pattern, flags)
    walk = _Walk()
    walk.sequence(tree)
    walk.close(at_end=False)
    return _required(max(walk.found, key=_telling)) if walk.found else NOTHING


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters that stand together. head: they begin a word; whole: and end it."""

    letters: str
    head: bool
    whole: bool

    @property
    def stem(self) -> str | None:
        """The first letters of a word, where they are known to be its first; of a rare word rather than a common one."""
        known = []
        for word in re.finditer(r"[a-z0-9]+", self.letters):
            ended = word.end() < len(self.letters) or self.whole
            if (word.start() or self.head) and (len(word[0]) >= _STEM or ended):
                known.append(word[0][:_STEM])
        return min(known, key=_COMMON.__contains__, default=None)


def _telling(ways: frozenset[_Part]) -> tuple[int, int, int]:
    """Stems before parts of words; rare words before common ones; long before short."""
    stems = [part.stem for part in ways]
    rest = sum(1 for stem in stems if stem is None)
    common = any(stem in _COMMON for stem in stems) or any(len(part.letters) < 2 for part in ways)
    shortest = min(len(part.letters) for part in ways)
    return (-int(common), -min(rest, 9), min(shortest, 12))


def _required(ways: frozenset[_Part]) -> Required:
    stems = frozenset(part.stem for part in ways if part.stem is not None)
    parts = _shortest(part.letters for part in ways if part.stem is None)
    literals = _shortest(part.letters for part in ways)
    tells_more = len(literals) <= _MOST_LITERALS and any(len(one) > _STEM for one in literals) and literals != parts
    return Required(stems=stems, parts=parts, literals=literals if tells_more else ())


def _shortest(letters: Iterable[str]) -> tuple[str, ...]:
    """Without those that have another of them within."""
    listed = sorted(set(letters))
    return tuple(one for one in listed if not any(other != one and other in one for other in listed))


class _Walk:
    """Reads a sequence of a parse tree. found: sets of ways; every match has one way of each set.

    run: the letters that can stand right before the place reached; head: that run begins a word.
    """

    def __init__(self, run: Iterable[tuple[str, bool]] = (("", False),)) -> None:
        self.found: list[frozenset[_Part]] = []
        self.run: frozenset[tuple[str, bool]] = frozenset(run)

    def close(self, *, at_end: bool, head: bool = False) -> None:
        """Ends the run. at_end: a word ends here. head: what follows begins a word."""
        if self.run and all(letters for letters, _ in self.run):
            self.found.append(frozenset(_Part(letters, begins, at_end) for letters, begins in self.run))
        self.run = frozenset({("", head)})

    def sequence(self, tree: Any) -> None:
        together: list[str] = []
        for op, value in tree:
            if op.name == "LITERAL" and value < _ASCII:
                together.append(chr(value))
                continue
            self._add(["".join(together).lower()])
            together.clear()
            self._step(op.name, value)
        self._add(["".join(together).lower()])

    def _step(self, op: str, value: Any) -> None:
        if op == "IN" and _is_gap_class(value):
            self.close(at_end=True, head=True)
        elif op == "IN":
            self._add(_letters(value))
        elif op == "SUBPATTERN":
            self.sequence(value[3])
        elif op == "BRANCH":
            self._branch(value[1])
        elif op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            self._repeat(value)
        elif op == "AT":
            boundary = str(value) == "AT_BOUNDARY" or str(value).startswith("AT_BEGINNING")
            self._boundary(ends=boundary or str(value).startswith("AT_END"), begins=boundary)
        elif op == "ASSERT_NOT":
            # (?<!\w) before letters: they begin a word.
            self._boundary(ends=value[0] > 0 and _is_word(value[1]), begins=value[0] < 0 and _is_word(value[1]))
        elif op != "ASSERT":
            self.close(at_end=False)

    def _boundary(self, *, ends: bool, begins: bool) -> None:
        if all(not letters for letters, _ in self.run):
            self.run = frozenset({("", begins or all(head for _, head in self.run))})
        elif ends:
            self.close(at_end=True, head=begins)

    def _add(self, ways: Sequence[str] | None) -> None:
        """Goes on with one of some letters or words, in small letters; None: with anything."""
        if ways is None or len(self.run) * len(ways) > _MOST_WAYS:
            self.close(at_end=False)
        elif ways != [""]:
            self.run = frozenset((run + letters, head) for run, head in self.run for letters in ways)

    def _branch(self, branches: Sequence[Any]) -> None:
        walks = []
        for branch in branches:
            walk = _Walk(self.run)
            walk.sequence(branch)
            walks.append(walk)
        if all(len(walk.found) == 0 for walk in walks):
            ends = frozenset(end for walk in walks for end in walk.run)
            if len(ends) <= _MOST_WAYS:
                self.run = ends
                return
        for walk in walks:
            walk.close(at_end=False)
        best = [max(walk.found, key=_telling) if walk.found else None for walk in walks]
        ways = frozenset(part for found in best if found is not None for part in found)
        if all(found is not None for found in best) and len(ways) <= _MOST_WAYS:
            self.found.append(ways)
        else:
            self.close(at_end=False)
        self.run = frozenset({("", False)})

    def _repeat(self, value: Any) -> None:
        least, most, tree = value
        if least == 1 and most == 1:
            self.sequence(tree)
            return
        if least == 0:
            if most == 1 and self._optional(tree):
                return
            self.close(at_end=False, head=False)
            return
        parts_words = _is_gap(tree)
        if not parts_words:
            walk = _Walk(self.run)
            walk.sequence(tree)
            walk.close(at_end=False)
            self.found.extend(walk.found)
            self.run = frozenset({("", False)})
            return
        self.close(at_end=True, head=True)

    def _optional(self, tree: Any) -> bool:
        """Follows both ways of a few optional letters, as in "x-?ray" and "(?:re)?start"."""
        walk = _Walk(self.run)
        walk.sequence(tree)
        if walk.found or len(walk.run | self.run) > _FEW_LETTERS * 4:
            return False
        if all(letters for letters, _ in self.run) and all(len(letters) >= _STEM + 2 for letters, _ in self.run):
            return False
        self.run = self.run | walk.run
        return True


def _parts_words(letter: str) -> bool:
    """White space and marks: a word ends before and begins after them."""
    return not (letter.isalnum() or letter == "_")


def _letters(items: Sequence[Any]) -> list[str] | None:
    """The characters of a set as small letters, None where they are many, unknown or beyond ASCII."""
    found: list[int] = []
    for op, value in items:
        if str(op) == "LITERAL":
            found.append(value)
        elif str(op) == "RANGE" and value[1] - value[0] < _FEW_LETTERS:
            found.extend(range(value[0], value[1] + 1))
        else:
            return None
    letters = sorted({chr(code).lower() for code in found})
    return letters if len(letters) <= _FEW_LETTERS and max(found, default=0) < _ASCII else None


def _is_gap_class(items: Sequence[Any]) -> bool:
    """A set of many characters, or of white space, that no word has."""
    kinds = {str(value) for op, value in items if str(op) == "CATEGORY"}
    marks = [value for op, value in items if str(op) == "LITERAL"]
    if len(kinds) + len(marks) < len({(str(op), str(value)) for op, value in items}):
        return False
    if not kinds <= {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"} or not all(_parts_words(chr(code)) for code in marks):
        return False
    return bool(kinds) or len(marks) > _FEW_LETTERS


def _is_gap(tree: Any) -> bool:
    """Whether a repeated item is one character that no word has."""
    if len(tree) != 1:
        return False
    op, value = tree[0]
    if str(op) == "LITERAL":
        return _parts_words(chr(value))
    if str(op) != "IN":
        return False
    letters = _letters(value)
    return _is_gap_class(value) or (letters is not None and all(map(_parts_words, letters)))


def _is_word(tree: Any) -> bool:
    """Whether an assertion excludes every character of a word."""
    if len(tree) != 1 or str(tree[0][0]) != "IN":
        return False
    items = {(str(op), str(value)) for op, value in tree[0][1]}
    return ("CATEGORY", "CATEGORY_WORD") in items and "NEGATE" not in {op for op, _ in items}
