"""Abbreviations with more than one meaning: "RFA" is a form or an ablation, "PT" the patient or physical therapy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..lexicon import read_rows, text_of

_AROUND = 80


@dataclass(frozen=True, slots=True)
class _Row:
    """needs: one of the two must match, where given. unless: neither may."""

    needs_before: re.Pattern[str] | None
    needs_after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None


@cache
def _rows() -> dict[str, _Row]:
    keys = ("needs_before", "needs_after", "unless_before", "unless_after")
    return {
        str(row["says"]): _Row(*(re.compile(words, re.I) if (words := text_of(row, key)) else None for key in keys))
        for row in read_rows("double_meanings")
    }


def is_meant(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] has the clinical meaning that the lexicons give it; True for what has no other."""
    row = _rows().get(text[start:end])
    if row is None:
        return True
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if _stands(row.unless_before, before, at_end=True) or _stands(row.unless_after, after):
        return False
    if row.needs_before is None and row.needs_after is None:
        return True
    return _stands(row.needs_before, before, at_end=True) or _stands(row.needs_after, after)


def _stands(pattern: re.Pattern[str] | None, text: str, *, at_end: bool = False) -> bool:
    if pattern is None:
        return False
    return (pattern.search(text) if at_end else pattern.match(text)) is not None
