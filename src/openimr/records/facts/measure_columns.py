"""What the columns of a table of measurements hold, by their heads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .instruments import Instrument, instruments_in
from .motion import movement_of
from .pain_scores import region_of
from .series_sheets import patterns, sides_of

PAIN = re.compile(r"\b(?:pain|VAS|NRS|NPRS|LBP|headache|ache)\b", re.I)
STRENGTH = re.compile(r"strength|supraspinatus|rotators?|quad|hamstring|deltoid|biceps|triceps", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: values of an instrument, or plain values under a name."""

    name: str
    instrument: Instrument | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """The head of a table whose rows are headed by days: which column holds the day, what the others hold."""

    day: int
    columns: tuple[Column | None, ...]
    spaced: bool = False


def day_heads(text: str, joint: str | None, side: str | None) -> Heads | None:
    """The columns of a table with one of days: "Date | Pain | ODI", "Visit | Date | Flexion | Grip R kg"."""
    if text.count("|") < 2 or any(c.isdigit() for c in _NUMBERED.sub("", text)):
        return None
    parts = text.split("|")
    day = next((n for n, part in enumerate(parts[:3]) if _DAY_COLUMN.match(part)), None)
    if day is None:
        return None
    columns = tuple(None if n <= day else column_of(part, joint, side) for n, part in enumerate(parts))
    return Heads(day, columns) if any(columns) else None


_NUMBERED = re.compile(r"PHQ-?[29]|GAD-?7|[26]-?pt\b|2-?point|\b6\s?(?:MWT|min)", re.I)
_DAY_COLUMN = re.compile(r"\s*(?:date\b|day\b|DOS\b|seen\b|visit date)", re.I)
_HAND = re.compile(r"\b(?P<what>grip|key pinch|(?:lateral |tip |palmar )?pinch)\b", re.I)
_POUNDS = re.compile(r"\b(?:lb|lbs|pounds|#)\b", re.I)


def column_of(label: str, joint: str | None, side: str | None) -> Column | None:
    """What a head names; None where it names no measure."""
    hand = _HAND.search(label)
    if hand is not None:
        own = next((found for _, found in sides_of(label)), side)
        name = " ".join(part for part in (hand["what"].lower(), own) if part)
        return Column(f"{name} ({'lb' if _POUNDS.search(label) else 'kg'})")
    named = next((found for _, found in instruments_in(label)), None)
    if named is not None:
        return Column(named.name, named)
    if PAIN.search(label):
        region = region_of(label)
        return Column(f"pain, {region}" if region else "pain")
    movement = movement_of(label)
    if movement is not None and joint is not None and not STRENGTH.search(label):
        own = next((found for _, found in sides_of(label)), side)
        return Column(f"{' '.join(part for part in (own, joint, movement) if part)} (degrees)")
    return None


_STRENGTH_HEAD = re.compile(r"\b(?:[A-Z]{2}|\w+) strength\b|\bMMT\b|\bstrength\b", re.I)


def columns_named(text: str) -> tuple[tuple[int, int], ...]:
    """Where a head without marks names measures, in order, none overlapping."""
    found = [hit.span() for hit in _HAND_HEAD.finditer(text)]
    found += [hit.span() for hit in _STRENGTH_HEAD.finditer(text)]
    found += [(hit.start, hit.end) for hit, _ in instruments_in(text)]
    found += [hit.span() for hit in PAIN.finditer(text)]
    found += [hit.span() for _, words in patterns("measures", "movements") for hit in words.finditer(text)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


_HAND_HEAD = re.compile(_HAND.pattern + r"(?: strength)?(?:\W(?:R|L|Rt|Lt|right|left)\b)?(?:\W{1,2}(?:kg|lbs?))?", re.I)
