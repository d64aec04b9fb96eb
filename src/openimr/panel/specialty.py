"""Which specialties evaluate and treat what is in dispute, best first."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from openimr.case import DisputedItem

CONSULTATION = "specialist consultation"
"""A service whose specialty the request names ("hearing evaluation"), not the table of services."""
MOST = 6


def fitting(items: tuple[DisputedItem, ...]) -> tuple[str, ...]:
    """Specialties that fit the disputed items, best first (Labor Code 139.5(d)(4)(A): condition and treatment).

    Only those that evaluate or treat what is in dispute: a hearing test is not for whoever happens to be free. General
    ones stand in when neither service, request nor region says more.
    """
    table = _table()
    scores: dict[str, float] = {}
    for item in items:
        named = table["requests"].get(_request(item, table), ())
        alone = bool(named) and item.service == CONSULTATION
        names = [*named, *(() if alone else table["services"].get(item.service, ()))]
        names += () if alone else table["regions"].get(item.body_region or "", ())
        for rank, name in enumerate(dict.fromkeys(names)):
            scores[name] = scores.get(name, 0.0) + 1 / (rank + 1)
    best = sorted(scores, key=lambda name: (-round(scores[name], 9), name))
    return tuple(best[:MOST]) or table["any"]["always"]


def alike(specialty: str) -> frozenset[str]:
    """The specialty and its other names, lower case ("orthopaedic surgery": "orthopedic surgery")."""
    low = specialty.lower()
    group = next((names for names in _table()["same"].values() if low in names), ())
    return frozenset({low, *group})


def category_of(service: str) -> str:
    """The category under which the program's reports count it; "Other" when the table does not say."""
    return next((name for name, services in _table()["categories"].items() if service in services), "Other")


def is_known_service(service: str) -> bool:
    """Whether the table says who evaluates or treats it."""
    return service in _table()["services"]


def _request(item: DisputedItem, table: dict[str, dict[str, tuple[str, ...]]]) -> str:
    words = item.request.lower()
    return next((phrase for phrase in table["requests"] if phrase in words), "")


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files("openimr_packs").joinpath("lexicons/specialties.yaml").read_text("utf-8")
    data = yaml.load(text, yaml.CSafeLoader)
    return {
        part: {str(key): tuple(values) for key, values in data[part].items()}
        for part in ("services", "regions", "requests", "any", "same", "categories")
    }
