"""Circumstances of a case that may divide like cases: named in its summary, in the reasons, or by the criteria of a review."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from .letter_lexicon import load

ABSENT = "no "
"""Before the name of a circumstance that a text denies or finds undocumented."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    name: str
    hints: tuple[str, ...]
    says: tuple[str, ...]
    denies: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signal:
    name: str
    hints: tuple[str, ...]
    says: re.Pattern[str]
    denies: re.Pattern[str] | None
    kinds: tuple[str, ...]


@cache
def _signals() -> tuple[_Signal, ...]:
    rows = TypeAdapter(tuple[_Row, ...]).validate_python(load("case_signals.yaml")["signals"])
    return tuple(
        _Signal(
            row.name,
            row.hints,
            re.compile("|".join(row.says)),
            re.compile("|".join(row.denies)) if row.denies else None,
            row.kinds,
        )
        for row in rows
    )


@cache
def signal_names() -> tuple[str, ...]:
    return tuple(signal.name for signal in _signals())


def signals_in(text: str) -> tuple[str, ...]:
    """Names of the circumstances that a text bears out, and "no " with the name of those it denies, in the lexicon's order.

    A text may say both of one circumstance (relief from one treatment, none from another); then both stand.
    """
    found: list[str] = []
    folded = text.lower()
    for signal in _signals():
        if not any(hint in folded for hint in signal.hints):
            continue
        denied = tuple(signal.denies.finditer(folded)) if signal.denies else ()
        if any(not _within(match, denied) for match in signal.says.finditer(folded)):
            found.append(signal.name)
        if denied:
            found.append(ABSENT + signal.name)
    return tuple(found)


def signals_of_criteria(results: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The same circumstances out of a review's criteria: (kind, result). met bears one out, not met and not documented deny.

    Criteria of one kind that disagree say nothing.
    """
    told = tuple(results)
    found: list[str] = []
    for signal in _signals():
        answers = {result for kind, result in told if kind in signal.kinds}
        silent = answers & {"not_met", "not_documented"}
        if "met" in answers and not silent:
            found.append(signal.name)
        if silent and "met" not in answers:
            found.append(ABSENT + signal.name)
    return tuple(found)


def _within(match: re.Match[str], others: tuple[re.Match[str], ...]) -> bool:
    return any(other.start() <= match.start() < other.end() for other in others)
