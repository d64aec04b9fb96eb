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
        """LEGAL, STRUCTURE, KIND or OWN; a long word one slip away from a listed one counts as that one."""
        found = self.weights.get(word)
        return _weight_of_slip(word) if found is None and len(word) > 6 else found if found is not None else OWN


@lru_cache(maxsize=200_000)
def _weight_of_slip(word: str) -> float:
    weights = lexicon().weights
    near = (known for known in sorted(weights) if abs(len(known) - len(word)) < 2)
    like = next((known for known in near if OSA.distance(word, known, score_cutoff=1) <= 1), None)
    return weights[like] if like else OWN


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
