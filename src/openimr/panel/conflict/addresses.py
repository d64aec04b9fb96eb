"""How alike two street addresses are: house number, street, unit, town."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from .lexicon import lexicon
from .names import fold

SAME, SAME_HOUSE, CLOSE = 96.0, 85.0, 82.0
_UNIT = re.compile(
    r"(?:\b(?:suite|ste|unit|apt|apartment|room|rm|floor|fl|bldg|building)\b\.?|#)\s*#?\s*(?P<unit>[a-z0-9-]+)",
    re.IGNORECASE,
)
_ZIP = re.compile(r"\b(?P<zip>\d{5})(?:-\d{4})?\s*$")
_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\s*#?\s*(?P<box>\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<number>\d+[a-z]?)(?:\s*-\s*\d+)?\s+(?P<street>.+)$", re.IGNORECASE)
_STATE = re.compile(r"[\s,]+[A-Z]{2}\.?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """number None: no street address was found. town: words after the street, without state and ZIP."""

    number: str | None
    street: str
    unit: str | None
    town: str
    postal: str | None


@lru_cache(maxsize=200_000)
def parse(text: str) -> Address:
    found = _ZIP.search(text)
    rest = _STATE.sub("", text[: found.start()] if found else text)
    box = _BOX.search(rest)
    unit = _UNIT.search(rest)
    plain = _UNIT.sub(",", rest)
    first, _, town = plain.partition(",")
    numbered = _NUMBER.match(first.strip())
    streets = lexicon().streets
    words = [streets.get(word, word) for word in fold(numbered["street"] if numbered else "")]
    return Address(
        number=f"box {box['box']}" if box else (numbered["number"].lower() if numbered else None),
        street="box" if box else " ".join(words),
        unit=unit["unit"].lower() if unit else None,
        town=" ".join(fold(_BOX.sub("", plain) if box else town)),
        postal=found["zip"] if found else None,
    )


def address_likeness(a: str, b: str) -> float:
    """0-100. One house: 96, or 85 when both name a unit and these differ; a slip in the street's name: 82.

    Towns that surely differ make it 0: many towns have an Oak Street.
    """
    x, y = parse(a), parse(b)
    if x.number is None or x.number != y.number or _apart(x, y):
        return 0.0
    street = fuzz.token_sort_ratio(_core(x.street), _core(y.street))
    if street < 80:
        return 0.0
    if x.unit and y.unit and x.unit != y.unit:
        return SAME_HOUSE if street > 90 else 0.0
    return SAME if street > 95 else CLOSE


def _core(street: str) -> str:
    """Without the kind of street, which people leave out."""
    kinds = {"st", "ave", "blvd", "rd", "dr", "ln", "ct", "pl", "pkwy", "hwy", "cir", "ter", "way", "sq", "plz", "trl"}
    words = street.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in kinds else street


def _apart(a: Address, b: Address) -> bool:
    if a.postal and b.postal:
        return a.postal[:3] != b.postal[:3]
    return bool(a.town and b.town) and fuzz.token_set_ratio(a.town, b.town) < 75
