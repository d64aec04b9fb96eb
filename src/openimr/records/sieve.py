"""Patterns that look at a sentence only where their own words stand in it.

Most sentences hold nothing for most patterns. What every match must contain is read off the pattern itself, so a sieve
finds exactly what the plain pattern finds; the words of a sentence are taken apart once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .alternatives import alternatives
from .required_words import Required, required_words

_WORD = re.compile(r"[a-z0-9]+")
_ODD = re.compile("[\u017f\u0131\u0130\u212a]")
"""Letters that stand for an ASCII letter when case is ignored."""
STEM = 3
_KEPT = 4096
_LONG = 160
"""Letters of a pattern that is worth taking apart."""


class Words:
    """The words of a text. places: where each begins and its small letters; stems: the first letters of each.

    lower: the text in small letters, offsets kept. odd: it has letters for which no sieve is asked.
    """

    __slots__ = ("_places", "lower", "odd", "stems")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.lower = lower if len(lower) == len(text) else "".join(map(_small, text))
        self._places: tuple[tuple[int, str], ...] | None = None
        self.stems = frozenset([word[:STEM] for word in _WORD.findall(self.lower)])
        self.odd = not text.isascii() and _ODD.search(text) is not None

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """Taken when first asked for: a sieve needs only the stems."""
        if self._places is None:
            self._places = tuple([(match.start(), match[0]) for match in _WORD.finditer(self.lower)])
        return self._places


def _small(letter: str) -> str:
    """The small letter, where it is one letter."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


@lru_cache(maxsize=_KEPT)
def words_of(text: str) -> Words:
    """The words of a text, kept for the next one who asks."""
    return Words(text)


class Sieve:
    """A compiled pattern, compiled when first needed. `search` and `finditer` look only where it can match."""

    __slots__ = ("_flags", "_free", "_plain", "_rest", "_stems", "_telling", "_written")

    def __init__(self, written: str, flags: int = 0) -> None:
        self._written, self._flags = written, flags
        self._plain: re.Pattern[str] | None = None
        self._stems: frozenset[str] | None = None
        self._telling: tuple[Required, ...] = ()
        self._rest: re.Pattern[str] | None = None
        self._free = False

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
        stems = self._stems
        if stems is None:
            stems = self._read()
        if self._free:
            return True
        words = words_of(text)
        if words.odd:
            return True
        held, lower = words.stems, words.lower
        by_stem = not stems.isdisjoint(held)
        for one in self._telling:
            if by_stem and not one.stems.isdisjoint(held):
                if not one.literals or _any_in(one.literals, lower):
                    return True
            elif one.parts and _any_in(one.parts, lower):
                return True
        return self._rest is not None and self._rest.search(text) is not None

    def _read(self) -> frozenset[str]:
        """What each alternative requires. Those that require nothing are few in a long pattern: they are searched for."""
        ways = alternatives(self._written) if len(self._written) > _LONG else (self._written,)
        required = [(way, required_words(way, self._flags)) for way in ways]
        open_ways = [way for way, one in required if not (one.stems or one.parts)]
        self._telling = tuple(one for _, one in required if one.stems or one.parts)
        self._free = sum(map(len, open_ways)) > len(self._written) // 2
        if open_ways and not self._free:
            self._rest = re.compile("|".join(f"(?:{way})" for way in open_ways), self._flags)
        self._stems = frozenset().union(*(one.stems for one in self._telling))
        return self._stems

    def search(self, text: str) -> re.Match[str] | None:
        return self.plain.search(text) if self.can_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.plain.finditer(text) if self.can_match(text) else iter(())

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self.plain.match(text, at)


def _any_in(parts: tuple[str, ...], lower: str) -> bool:
    for part in parts:  # noqa: SIM110 (any() with a generator takes three times as long)
        if part in lower:
            return True
    return False


def sift(written: str, flags: int = re.IGNORECASE) -> Sieve:
    """A sieve of a pattern; case is ignored unless flags say otherwise."""
    return Sieve(written, flags)
