"""The drug table: generic and brand names, class, route and usual strengths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .phrases import PhraseIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """strengths: usual ones, mg of one unit (of a combination: of its first ingredient)."""

    name: str
    kind: str
    route: str
    strengths: frozenset[float]
    names: tuple[str, ...]


@cache
def drugs() -> tuple[Drug, ...]:
    """Every drug of the table, in its order."""
    text = files("openimr_packs").joinpath("lexicons", "drugs.yaml").read_text(encoding="utf-8")
    return tuple(
        Drug(
            name=str(name),
            kind=str(kind),
            route=str(route),
            strengths=frozenset(float(part) for part in str(strengths).split()),
            names=(str(name), *(word.strip() for word in str(brands).split(",") if word.strip())),
        )
        for kind, rows in yaml.load(text, Loader=yaml.CSafeLoader).items()
        if kind != "source"
        for name, (route, strengths, brands) in rows.items()
    )


@cache
def drug(name: str) -> Drug | None:
    """The row of a generic name."""
    return next((row for row in drugs() if row.name == name), None)


@cache
def drug_names() -> PhraseIndex:
    """All names in use; the term is the generic name."""
    return PhraseIndex((words, row.name) for row in drugs() for words in row.names)
