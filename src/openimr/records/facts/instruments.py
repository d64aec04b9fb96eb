"""Inventories, indices, tolerances and laboratory values: names, possible values, and the numbers behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .double_meanings import is_meant
from .phrases import Phrase, PhraseIndex
from .series_sheets import pattern, table

_VALUE = r"\d{1,4}(?:,\d{3})?(?:\.\d+)?"
_SKIPPED = r"(?:\s*\((?:0|1|11|max|range|of)?[^()\n]{0,24}\)|\s*\[[^\]\n]{0,20}\])?"
_GAP = r"[^\d\n;<>]{0,34}?"
_FIRST = re.compile(
    rf"{_SKIPPED}(?P<gap>{_GAP})(?<![\d/])(?P<value>{_VALUE})(?:\s*(?:/|of|out of)\s*(?P<most>\d+))?\s*(?:%|percent)?"
    rf"(?:\s*[=(]\s*(?P<percent>{_VALUE})\s*(?:%|percent))?",
    re.I,
)
_NEXT = re.compile(
    rf"\s*(?P<mark>->|→|>|\bto\b|\band\b(?: (?:now|later|then))?|\||,)\s*(?P<value>{_VALUE}|-|deferred|n/t)(?:/\d+)?\s*%?(?!\s*(?:/|min|lb|weeks))",
    re.IGNORECASE,
)
_THEN = re.compile(
    rf"\s*(?:%|percent)?\s*(?:at|on|upon) (?:the )?(?:start|eval\w*|intake|initial\w*|baseline|admission|outset|first visit|beginning|entry|SOC)"
    rf"\W{{1,3}}(?:and |then |now )?(?P<value>{_VALUE})\s*(?:%|percent)?\s*(?:at|on|upon|now|today|by|currently)\b",
    re.I,
)
"""A value at the start of treatment, and the one at its end: "42 at start, 40 at discharge"."""
_BEFORE = re.compile(
    rf"(?P<value>{_VALUE})(?:\s*(?:/|of|out of)\s*\d+)?\s*(?:%|percent|points?)?\s+(?:on|in|by|for)\s+(?:the |an? |"
    rf"his |her )?(?:\w+ )?$",
    re.I,
)
_TOTAL = re.compile(r"\btotal(?: score)?\W{0,4}(\d{1,3})\b", re.I)
_MINUTES = re.compile(r"\s*(?:(?:-|to)\s*\d+\s*)?(?P<unit>min|hour|hr|h\b|block|mile|feet|ft|m\b|yards?)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """least, most: of the values it can have."""

    name: str
    least: float
    most: float

    def can_be(self, value: str) -> bool:
        try:
            return self.least <= float(value.replace(",", "")) <= self.most
        except ValueError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Values of one instrument in a row, in the order written; text[start:end] gives them."""

    instrument: Instrument
    values: tuple[str, ...]
    start: int
    end: int
    changed: bool = False


@cache
def _instruments() -> dict[str, Instrument]:
    rows = {}
    for name, words in table("measures", "instruments"):
        least, most = words.rsplit(";", maxsplit=1)[1].split()
        rows[name] = Instrument(name=name, least=float(least), most=float(most))
    return rows


@cache
def _names() -> PhraseIndex:
    return PhraseIndex(
        (phrase.strip(), name)
        for name, words in table("measures", "instruments")
        for phrase in words.rsplit(";", maxsplit=1)[0].split(",")
    )


def instruments_in(text: str) -> tuple[tuple[Phrase, Instrument], ...]:
    """Every instrument that a text names, in order."""
    hits = (hit for hit in _names().find(text) if is_meant(text, hit.start, hit.end))
    return tuple((hit, _instruments()[hit.term]) for hit in hits)


def read_instruments(text: str, beyond: str = "") -> Iterator[Reading]:
    """Every instrument of a sentence that has a value; wishes and impossible values are passed over.

    beyond: the words after the sentence, for a total that stands there.
    """
    hits = instruments_in(text)
    for n, (hit, instrument) in enumerate(hits):
        limit = hits[n + 1][0].start if n + 1 < len(hits) else len(text)
        total = _TOTAL.search(text[hit.end :] + " " + beyond) if instrument.name == "Opioid Risk Tool" else None
        if total is not None:
            yield Reading(instrument=instrument, values=(total[1],), start=hit.start, end=len(text))
            continue
        reading = _behind(text, hit, instrument, limit) or _ahead(text, hit, instrument)
        if reading is not None:
            yield reading


def _behind(text: str, hit: Phrase, instrument: Instrument, limit: int) -> Reading | None:
    first = _FIRST.match(text, hit.end, limit)
    if first is None:
        return None
    if _ENDED.search(first["gap"]) or not _is_unit_of(instrument, text, first.end()):
        return None
    if pattern("measures", "not_measured").search(first["gap"] + text[max(0, hit.start - 12) : hit.start]):
        return None
    values, at, marks = [first["percent"] or first["value"]], first.end(), ""
    ended = _THEN.match(text, at, limit)
    if ended is not None and instrument.can_be(ended["value"]) and instrument.can_be(values[0]):
        return Reading(
            instrument=instrument, values=(values[0], ended["value"]), start=hit.start, end=ended.end(), changed=True
        )
    while following := _NEXT.match(text, at, limit):
        if following["mark"] == "," and not marks:
            break
        values.append(following["value"])
        marks += following["mark"].lower()
        at = following.end()
    if not instrument.can_be(values[0]) or not _unit_fits(instrument, text, at):
        return None
    changed = any(mark in marks for mark in (">", "→", "to"))
    return Reading(instrument=instrument, values=tuple(values), start=hit.start, end=at, changed=changed)


_ENDED = re.compile(r"\.[\s,]")
"""The sentence or list item ended before the number: "Monitor INR., 4. Coronary disease"."""
_KILOGRAMS = re.compile(r"\s*(?:kg|kilo|g\b|gm|gram|oz)", re.I)


def _is_unit_of(instrument: Instrument, text: str, at: int) -> bool:
    return not (instrument.name.endswith("(lb)") and _KILOGRAMS.match(text, at))


def _ahead(text: str, hit: Phrase, instrument: Instrument) -> Reading | None:
    before = _BEFORE.search(text, max(0, hit.start - 30), hit.start)
    if before is None or not instrument.can_be(before["value"]):
        return None
    return Reading(instrument=instrument, values=(before["value"],), start=before.start(), end=hit.end)


def _unit_fits(instrument: Instrument, text: str, at: int) -> bool:
    """A tolerance in minutes must be said in minutes."""
    if not instrument.name.endswith("(minutes)"):
        return True
    unit = _MINUTES.match(text, at)
    return unit is not None and unit["unit"].lower().startswith("min")
