"""The house's name for a service in dispute."""

from __future__ import annotations

from functools import lru_cache

from .letter_lexicon import coverage_rows, service_rows

_DRUG_FIRST = 75


@lru_cache(maxsize=4096)
def service_of(item: str) -> str | None:
    """The service in the published vocabulary, else of health coverage; None for words that no row knows (never "other" for want
    of a row)."""
    best: tuple[int, int, str] | None = None
    drug: tuple[int, str] | None = None
    for service, weight, says in service_rows():
        if weight >= 0 and best is not None and -weight > best[0]:
            continue
        match = says.search(item)
        if match is None:
            continue
        if weight < 0:
            if drug is None or match.start() < drug[0]:
                drug = (match.start(), service)
        elif best is None or (-weight, match.start()) < best[:2]:
            best = (-weight, match.start(), service)
    if drug is not None and (best is None or (best[0] > -_DRUG_FIRST and drug[0] <= best[1])):
        return drug[1]
    if best is not None:
        return best[2]
    return next((service for service, says in coverage_rows() if says.search(item)), None)
