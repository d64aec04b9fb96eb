"""Words that many names share, short forms, and given names that mean one person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import yaml
from rapidfuzz.distance import OSA

LEGAL, STRUCTURE, KIND, OWN = 0.0, 0.15, 0.4, 1.0
"""How much a word tells: a legal form nothing, a word of the trade something, a name of its own all."""


_PARTS = {"kinds": KIND, "structure": STRUCTURE, "legal": LEGAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """titles: words that are no part of a person's name. short, streets: what an abbreviation stands for.

    given: for a given name, the others that mean the same person.
    """

    titles: frozenset[str]
    legal: frozenset[str]
    short: dict[str, str]
    streets: dict[str, str]
    given: dict[str, frozenset[str]]
    weights: dict[str, float]

    def weight(self, word: str) -> float:
        """LEGAL, STRUCTURE, KIND or OWN."""
        return self.weights.get(word, OWN)


@lru_cache(maxsize=200_000)
def spell_out(word: str) -> tuple[str, ...]:
    """The word or words it stands for; a long word one slip away from a listed one is read as that one."""
    known = lexicon()
    if word not in known.short and word not in known.weights and len(word) > 5:
        listed = (one for one in sorted({*known.weights, *known.short}) if abs(len(one) - len(word)) < 2)
        word = next((one for one in listed if OSA.distance(word, one, score_cutoff=1) <= 1), word)
    return tuple(known.short.get(word, word).split())


@cache
def lexicon() -> Lexicon:
    text = resources.files("openimr_packs").joinpath("lexicons/conflict_names.yaml").read_text("utf-8")
    data = yaml.load(text, yaml.CSafeLoader)
    weights = {str(w): value for part, value in _PARTS.items() for w in data[part].split()}
    given: dict[str, set[str]] = {}
    for group in data["given"]:
        for name in group:
            given.setdefault(name, set()).update(group)
    return Lexicon(
        titles=frozenset(data["titles"].split()),
        legal=frozenset(data["legal"].split()),
        short={str(short): str(full) for short, full in data["short"].items()},
        streets={str(long): str(short) for long, short in data["streets"].items()},
        weights=weights,
        given={name: frozenset(same) for name, same in given.items()},
    )
