"""Strength, daily units and quantity from the words around a drug's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .series_sheets import patterns

_NUMBER = r"\d{1,5}(?:,\d{3})?(?:\.\d+)?"
_FILLER = (
    r"(?:hcl|hydrochloride|sod(?:ium)?|potassium|sulfate|tartrate|citrate|dr|er|sr|xr|xl|cr|ec|es|ir|ds|oral|"
    r"tab(?:let)?s?|cap(?:sule)?s?"
    r"|po|patch(?:es)?|at|dose|of|strength|is|was|taking|takes)\b\.?"
)
_STRENGTH = re.compile(
    rf"[\s,|:(]*(?:{_FILLER}[\s,|:(]*){{0,3}}(?P<dose>{_NUMBER})\s*(?:[/-]\s*(?P<second>{_NUMBER})\s*)?"
    r"(?P<unit>mg|mcg|ug|µg|gm|grams?|g)?\b(?![\d.]*\s*(?:%|/\s?\d{2}|days?|d/|times|x\b|out of))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?P<dose>{_NUMBER})\s*(?P<unit>mg|mcg|gm|g)\s*(?:tablets? |caps\w* |tabs? )?(?:of )?(?:\w+ )?$", re.I
)
_CHANGE = re.compile(
    rf"\s*(?:{_FILLER}\s*)*(?:\(?from\s*)?(?P<old>{_NUMBER})?\s*(?:mg|mcg)?\W{{0,3}}(?:\w+\W+){{0,4}}?(?:to|->|"
    rf"=>)\s*(?P<new>{_NUMBER})\s*mg",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"#\s?(\d{1,4})\b|\b(?:qty|quantity|count|disp(?:ense)?)\W{0,3}(\d{1,4})\b", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"\b(?:(?P<low>\d|one|two|three|four)\s*(?:-|to|or)\s*)?(?P<n>\d|one|two|three|four|half|"
    r"1/2)\s*(?:\(\d\)\s*)?(?:tabs?|tablets?|caps?|capsules?|pills?|po|patch(?:es)?)\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5, "1/2": 0.5}
_MG = {"g": 1000.0, "gm": 1000.0, "gram": 1000.0, "grams": 1000.0, "mcg": 0.001, "ug": 0.001, "µg": 0.001}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """strength_mg, former_mg: of one unit; former: before a change. per_day: units at most. end: of the strength."""

    strength_mg: float | None = None
    former_mg: float | None = None
    per_day: float | None = None
    quantity: int | None = None
    end: int = 0


def read_dose(before: str, after: str, usual: frozenset[float]) -> Dose:
    """The dose from the words before and after a drug's name; a bare number counts where it is a usual strength."""
    former, strength, end = _strength(before, after, usual)
    amount = _QUANTITY.search(after)
    quantity = int(amount[1] or amount[2]) if amount else None
    return Dose(strength_mg=strength, former_mg=former, per_day=_per_day(after), quantity=quantity, end=end)


def _strength(before: str, after: str, usual: frozenset[float]) -> tuple[float | None, float | None, int]:
    changed = _CHANGE.match(after[:70])
    if changed:
        old = _number(changed["old"]) if changed["old"] else None
        return old, _number(changed["new"]), changed.end()
    match = _STRENGTH.match(after)
    if match is not None:
        value = _in_mg(match["dose"], match["unit"])
        if match["unit"] or value in usual:
            return None, value, match.end()
    ahead = _AHEAD.search(before[-40:])
    return (None, _in_mg(ahead["dose"], ahead["unit"]), 0) if ahead else (None, None, 0)


def _number(words: str) -> float:
    return float(words.replace(",", ""))


def _in_mg(words: str, unit: str | None) -> float:
    return round(_number(words) * _MG.get((unit or "mg").lower(), 1.0), 6)


def _per_day(after: str) -> float | None:
    places = [
        (match.start(), -float(term))
        for term, sig in patterns("medications", "per_day")
        if (match := sig.search(after))
    ]
    if not places:
        return None
    start, times = min(places)
    at_once = _AT_ONCE.search(after[:start])
    units = _WORDS.get(at_once["n"].lower()) or float(at_once["n"]) if at_once else 1.0
    return -times * units
