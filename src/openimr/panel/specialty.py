"""Which specialties evaluate and treat what is in dispute, best first."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from openimr.case import DisputedItem

LEAST = 3
"""At least so many specialties are named, so that a panel has somebody to offer."""


def fitting(items: tuple[DisputedItem, ...]) -> tuple[str, ...]:
    """Specialties that fit the disputed items, best first (Labor Code 139.5(d)(4)(A): condition and treatment)."""
    table = _table()
    scores: dict[str, float] = {}
    for item in items:
        names = [*table["requests"].get(_request(item, table), ()), *table["services"].get(item.service, ())]
        names += table["regions"].get(item.body_region or "", ())
        for rank, name in enumerate(dict.fromkeys(names)):
            scores[name] = scores.get(name, 0.0) + 1 / (rank + 1)
    best = sorted(scores, key=lambda name: (-round(scores[name], 9), name))
    return tuple(dict.fromkeys([*best[:6], *(table["any"]["always"] if len(best) < LEAST else ())]))


def alike(specialty: str) -> frozenset[str]:
    """The specialty and its other names, lower case ("orthopaedic surgery": "orthopedic surgery")."""
    low = specialty.lower()
    group = next((names for names in _table()["same"].values() if low in names), ())
    return frozenset({low, *group})


def _request(item: DisputedItem, table: dict[str, dict[str, tuple[str, ...]]]) -> str:
    words = item.request.lower()
    return next((phrase for phrase in table["requests"] if phrase in words), "")


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files("openimr_packs").joinpath("lexicons/specialties.yaml").read_text("utf-8")
    data = yaml.load(text, yaml.CSafeLoader)
    return {
        part: {str(key): tuple(values) for key, values in data[part].items()}
        for part in ("services", "regions", "requests", "any", "same")
    }
