"""The family a cited guideline belongs to, and the pages it is cited with, one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import TypeAdapter

from .letter_lexicon import load

_LONGEST_RANGE = 60
_RANGE = re.compile(r"(\d{1,4})\s*[-\u2013\u2014]\s*(\d{1,4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    family: str
    says: tuple[str, ...]


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = TypeAdapter(tuple[_Row, ...]).validate_python(load("cited_guidelines.yaml")["families"])
    return tuple((row.family, re.compile("|".join(row.says), re.I)) for row in rows)


@lru_cache(maxsize=65536)
def family_of(source: str, section: str | None = None) -> str:
    """One name for all the ways in which letters print a guideline; what is not known keeps the words of its print."""
    words = " ".join(f"{source} {section or ''}".split())
    return next((family for family, says in _families() if says.search(words)), " ".join(source.split())[:80])


def known_family(words: str) -> str | None:
    """The family that words name, spelled as the family itself or as letters print it; None when no row knows them."""
    folded = words.strip().lower()
    named = next((family for family, _ in _families() if family.lower() == folded), None)
    return named or next((family for family, says in _families() if says.search(words)), None)


def spell_pages(pages: Sequence[str]) -> tuple[str, ...]:
    """Every page of printed tokens: "303-305" is 303, 304, 305; "76-8" is 76, 77, 78. What is no number stays as printed."""
    return tuple(dict.fromkeys(page for token in pages for page in _spelled(token.strip())))


def _spelled(token: str) -> Sequence[str]:
    match = _RANGE.fullmatch(token)
    if not match:
        return (token,) if token else ()
    first, last = match[1], match[2]
    # A shortened end ("76-8") borrows the digits of the beginning.
    end = int(first[: len(first) - len(last)] + last) if len(last) < len(first) else int(last)
    if not int(first) <= end <= int(first) + _LONGEST_RANGE:
        return (first, last)
    return tuple(str(page) for page in range(int(first), end + 1))
