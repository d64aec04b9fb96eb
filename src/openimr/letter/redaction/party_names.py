"""The names of a party list as words to look for: surnames, given names, initials, distinctive words of firms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .identifier import Kind, Known
from .words import skeleton, tokens, words

_PARTICLES = frozenset(
    "de del della la las los van von der den di da dos du le el al bin ibn st san santa mac y".split()
)
_FIRST_AGAIN = re.compile(r"^([^,\d]+),\s*([^,]+)(.*)$")


@dataclass(frozen=True, slots=True)
class Person:
    """surnames: each that stands alone for the person. given: first and middle names. initials: of all parts, in order."""

    kind: Kind
    surnames: frozenset[str]
    given: frozenset[str]
    initials: frozenset[str]
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """distinct: words that name it alone. sequence: its words without the legal form. acronym: "" where it has none."""

    kind: Kind
    distinct: frozenset[str]
    sequence: tuple[str, ...]
    words: frozenset[str]
    acronym: str


@dataclass(frozen=True, slots=True)
class NameWords:
    titles: frozenset[str]
    legal: frozenset[str]
    trade: frozenset[str]


@cache
def name_words() -> NameWords:
    text = files("openimr_packs").joinpath("lexicons", "conflict_names.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=yaml.CSafeLoader)
    legal, trade = table["legal"].split(), (*table["structure"].split(), *table["kinds"].split())
    more = "pac pa-c rnp fnp-c otr ot pt ms msn bsn crna ccc slp atc cpt do md phd rphn".split()
    return NameWords(frozenset(table["titles"].split()) | frozenset(more), frozenset(legal), frozenset(trade))


def person_of(known: Known) -> Person | None:
    """None when the text holds no name."""
    titles = name_words().titles
    parts = known.text.split(",")
    if len(parts) > 1 and _folds(parts[1]) and not set(_folds(parts[1])) <= titles:
        ordered = " ".join((parts[1], *parts[2:], parts[0]))
        last = len([one for one in _folds(parts[0]) if one not in titles])
    else:
        ordered, last = known.text, 1
    names = [one for one in _folds(ordered) if one not in titles and not one.isdigit()]
    full = [one for one in names if len(one) > 1]
    if not full:
        return None
    surnames = _surnames(ordered, full, last)
    given = frozenset(one for one in full if one not in surnames and one not in _PARTICLES)
    letters = tuple(one[0] for one in names if one not in _PARTICLES)
    return Person(known.kind, surnames, given, frozenset(letters), letters)


def _surnames(ordered: str, full: list[str], last: int) -> frozenset[str]:
    found = {one for one in full[-last:] if one not in _PARTICLES}
    hyphened = re.findall(r"[^\W\d_]+(?:\s?[-–]\s?[^\W\d_]+)+", ordered)
    for word in hyphened:
        parts = [one for one in _folds(word) if len(one) > 1]
        if parts and parts[-1] in found:
            found |= {one for one in parts if one not in _PARTICLES}
    if last == 1 and len(full) >= 3:
        # A second surname may stand before the last: told from a middle name by not being a frequent given name.
        found |= {one for one in full[1:-1] if one not in words().given and one not in _PARTICLES and len(one) > 3}
    return frozenset(found)


def firm_of(known: Known) -> Firm | None:
    lists = name_words()
    folds = [one for one in _folds(known.text) if one]
    sequence = tuple(one for one in folds if one not in lists.legal or (one == folds[0] and len(one) > 3))
    if not sequence:
        return None
    plain = (words().ordinary, lists.trade, lists.legal, _PARTICLES, lists.titles)
    common = {one for one in sequence if any(one in group for group in plain)}
    distinct = frozenset(one for one in sequence if one not in common and len(one) > 2 and not one.isdigit())
    strong = [one for one in folds if one not in ("of", "the", "and", "for", "a", "at")]
    acronym = "".join(one[0] for one in strong).upper() if len(strong) > 2 else ""
    return Firm(known.kind, distinct, sequence, frozenset(folds), acronym)


def loose_pattern(value: str) -> re.Pattern[str] | None:
    """A number with any separators, and with letters that a scan is read as. None for fewer than four signs."""
    signs = re.sub(r"[\W_]+", "", value)
    if len(signs) < 4 or not any(map(str.isdigit, signs)):
        return None
    return re.compile(
        r"(?<![A-Za-z0-9])" + r"[\W_]{0,3}".join(map(_look_alike, signs)) + r"(?![A-Za-z0-9])", re.IGNORECASE
    )


_ALIKE = ("0oqd", "1il|", "5s", "8b", "2z", "6g")


def _look_alike(sign: str) -> str:
    for group in _ALIKE:
        if sign.lower() in group:
            return f"[{re.escape(group)}]"
    return re.escape(sign)


def _folds(text: str) -> list[str]:
    return [token.fold for token in tokens(text)]


@cache
def skeletons(names: frozenset[str]) -> dict[str, str]:
    return {skeleton(name): name for name in sorted(names)}
