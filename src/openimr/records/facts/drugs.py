"""The drug table: generic and brand names, class, route and usual strengths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from .phrases import Phrase, PhraseIndex


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
    return _by_name().get(name)


@cache
def _by_name() -> dict[str, Drug]:
    return {row.name: row for row in drugs()}


@lru_cache(maxsize=4096)
def drugs_in(text: str) -> tuple[Phrase, ...]:
    """Every drug that a text names, in order; the term is the generic name."""
    return tuple(drug_names().find(text))


@cache
def drug_names() -> PhraseIndex:
    return PhraseIndex((words, row.name) for row in drugs() for words in row.names)
