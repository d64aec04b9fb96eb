"""Patterns that look at a sentence only where their own words stand in it.

Most sentences hold nothing for most patterns. What every match must contain is read off the pattern itself, so a sieve
finds exactly what the plain pattern finds; the words of a sentence are taken apart once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .required_words import Required, required_words

_WORD = re.compile(r"[A-Za-z0-9]+")
_ODD = re.compile("[\u017f\u0131\u0130\u212a]")
"""Letters that stand for an ASCII letter when case is ignored."""
STEM = 3
_KEPT = 4096
_LONG = 4000


class Words:
    """The words of a text. places: where each begins and its small letters; stems: the first letters of each.

    lower: the text in small letters, offsets kept. odd: it has letters for which no sieve is asked.
    """

    __slots__ = ("lower", "odd", "places", "stems")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.lower = lower if len(lower) == len(text) else "".join(map(_small, text))
        self.places = tuple((match.start(), match[0].lower()) for match in _WORD.finditer(text))
        self.stems = frozenset(word[:STEM] for _, word in self.places)
        self.odd = not text.isascii() and _ODD.search(text) is not None


def _small(letter: str) -> str:
    """The small letter, where it is one letter."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def words_of(text: str) -> Words:
    """The words of a text; those of a sentence are kept for the next one who asks."""
    return _kept(text) if len(text) < _LONG else Words(text)


@lru_cache(maxsize=_KEPT)
def _kept(text: str) -> Words:
    return Words(text)


class Sieve:
    """A compiled pattern, compiled when first needed. `search` and `finditer` look only where it can match."""

    __slots__ = ("_flags", "_plain", "_required", "_written")

    def __init__(self, written: str, flags: int = 0) -> None:
        self._written, self._flags = written, flags
        self._plain: re.Pattern[str] | None = None
        self._required: Required | None = None

    @property
    def pattern(self) -> str:
        """As written."""
        return self._written

    @property
    def plain(self) -> re.Pattern[str]:
        """The pattern without the sieve, for a few letters of a sentence."""
        if self._plain is None:
            self._plain = re.compile(self._written, self._flags)
        return self._plain

    def can_match(self, text: str) -> bool:
        """Whether a text has the words of any match; True also where the pattern does not tell."""
        required = self._required
        if required is None:
            required = self._required = required_words(self._written, self._flags)
        if not (required.stems or required.parts):
            return True
        words = words_of(text)
        if words.odd or not required.stems.isdisjoint(words.stems):
            return True
        lower = words.lower
        return any(part in lower for part in required.parts)

    def search(self, text: str) -> re.Match[str] | None:
        return self.plain.search(text) if self.can_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.plain.finditer(text) if self.can_match(text) else iter(())

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self.plain.match(text, at)


def sift(written: str, flags: int = re.IGNORECASE) -> Sieve:
    """A sieve of a pattern; case is ignored unless flags say otherwise."""
    return Sieve(written, flags)
