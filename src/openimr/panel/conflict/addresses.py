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
    r"\b(?P<story>\d+)(?:st|nd|rd|th)\s+(?:floor|fl)\b|"
    r"(?:\b(?:suite|ste|unit|apt|apartment|room|rm|floor|fl|bldg|building)\b\.?|#)\s*#?\s*(?P<unit>[a-z0-9-]+)",
    re.IGNORECASE,
)
_ZIP = re.compile(r"\b(?P<zip>\d{5})(?:-\d{4})?\s*$")
_BOX = re.compile(r"\bp\.?\s*o\.?\s*box\s*#?\s*(?P<box>\d+)", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<number>\d+)(?:\s*-?\s*[a-z]|\s*-\s*\d+)?\s+(?P<street>.+)$", re.IGNORECASE)
_SPELLED = {word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten".split(), start=1)}
_KINDS = frozenset("st ave blvd rd dr ln ct pl pkwy hwy cir ter way sq plz trl".split())
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
    parts = [part.strip() for part in plain.split(",") if part.strip()]
    numbered, town = _split(parts)
    streets = lexicon().streets
    words = [streets.get(word, word) for word in fold(numbered["street"] if numbered else "")]
    street, behind = _end_street(words)
    return Address(
        number=f"box {box['box']}" if box else (numbered["number"] if numbered else None),
        street="box" if box else " ".join(street),
        unit=(unit["story"] or unit["unit"]).lower() if unit else None,
        town=" ".join(fold(_BOX.sub("", plain)) if box else (*behind, *fold(" ".join(town)))),
        postal=found["zip"] if found else None,
    )


def _split(parts: list[str]) -> tuple[re.Match[str] | None, list[str]]:
    """The part that begins with a house number ("One" too), and the parts behind it."""
    for place, part in enumerate(parts):
        first, _, rest = part.partition(" ")
        numbered = _NUMBER.match(f"{_SPELLED.get(first.lower(), first)} {rest}")
        if numbered:
            return numbered, parts[place + 1 :]
    return None, parts


def _end_street(words: list[str]) -> tuple[list[str], list[str]]:
    """Where no comma parts them, the town begins behind the kind of street and its direction ("Elm Rd | Fresno")."""
    for place in range(1, len(words)):
        after = words[place + 1] if place + 1 < len(words) else ""
        if words[place] in _KINDS and after not in _KINDS:
            end = place + 1 + (after in {"n", "s", "e", "w", "ne", "nw", "se", "sw"})
            return words[:end], words[end:]
    return words, []


def address_likeness(a: str, b: str) -> float:
    """0-100. One house: 96, or 85 when both name a unit and these differ; a slip in the street's name: 82.

    Towns that surely differ make it 0: many towns have an Oak Street.
    """
    x, y = parse(a), parse(b)
    if x.number is None or x.number != y.number or _apart(x, y):
        return 0.0
    street = max(fuzz.token_sort_ratio(_core(x.street), _core(y.street)), fuzz.ratio(x.street, y.street))
    if street < 80:
        return 0.0
    if x.unit and y.unit and x.unit != y.unit:
        return SAME_HOUSE if street > 90 else 0.0
    return SAME if street > 95 else CLOSE


def _core(street: str) -> str:
    """Without the kind of street, which people leave out."""
    words = street.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in _KINDS else street


def _apart(a: Address, b: Address) -> bool:
    if a.postal and b.postal:
        return a.postal[:3] != b.postal[:3]
    return bool(a.town and b.town) and fuzz.token_set_ratio(a.town, b.town) < 75
