"""Morphine equivalents of opioids taken by mouth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from openimr.case import Medication

from .series_sheets import table


@dataclass(frozen=True, slots=True, kw_only=True)
class MorphineEquivalent:
    """Milligrams of oral morphine a day, and the table that says so; unconverted: opioids it gives no factor for."""

    mg_per_day: float
    edition: str
    unconverted: tuple[str, ...] = ()


@cache
def _factors(edition: str) -> tuple[tuple[str, float], ...]:
    return tuple((drug, float(factor)) for drug, factor in table("morphine_equivalents", edition))


def morphine_equivalent(drugs: Iterable[Medication], edition: str) -> MorphineEquivalent | None:
    """The daily dose by one edition's table (`cdc-2016`, `cdc-2022`); None where no opioid has strength and sig.

    A combination counts by its opioid. Source: 65 MMWR RR-1 (2016), 71 MMWR RR-3 (2022).
    """
    factors, total, missing = dict(_factors(edition)), 0.0, []
    counted = False
    for drug in drugs:
        opioid = next((part for part in drug.name.split("/") if part in factors), None)
        if opioid is None:
            continue
        if drug.strength_mg is None or drug.per_day is None:
            missing.append(drug.name)
            continue
        total += drug.strength_mg * drug.per_day * factors[opioid]
        counted = True
    return (
        MorphineEquivalent(mg_per_day=round(total, 2), edition=edition, unconverted=tuple(missing)) if counted else None
    )
