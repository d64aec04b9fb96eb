"""Treatments named in a sentence: services, other conservative modalities, and drugs by class."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from .drugs import drug, drugs_in
from .phrases import Phrase, PhraseIndex
from .series_sheets import table
from .services_given import services_in

_NOT_CARE = frozenset({"home health care", "botulinum toxin injection", "spinal cord stimulator trial"})
_VAGUE = frozenset({"medication", "conservative care", "brace"})
DRUG_SERVICES = frozenset(
    {
        "opioid medication", "NSAID", "muscle relaxant", "antiepileptic", "antidepressant", "benzodiazepine",
        "proton pump inhibitor", "topical analgesic",
    }
)  # fmt: skip
_CLASSES = DRUG_SERVICES | {"analgesic", "antibiotic", "corticosteroid", "headache"}


@cache
def _modalities() -> PhraseIndex:
    rows = table("conservative_care", "modalities")
    return PhraseIndex((words.strip(), term) for term, phrases in rows for words in phrases.split(","))


@lru_cache(maxsize=4096)
def modalities_in(text: str) -> tuple[Phrase, ...]:
    """Every modality that a text names, in order; a drug as its class with its name: "NSAID (naproxen)"."""
    others = tuple(hit for hit in services_in(text) if hit.term in _NOT_CARE)
    services = tuple(hit for hit in services_in(text) if hit.term not in _NOT_CARE)
    found = [*services, *_drugs(text)]
    for hit in _modalities().find(text):
        inside = [
            one
            for one in found
            if hit.start <= one.start and one.end <= hit.end and hit.end - hit.start > one.end - one.start
        ]
        found = [one for one in found if one not in inside]
        if not any(one.start < hit.end and hit.start < one.end for one in (*found, *others)):
            found.append(hit)
    named = sorted(found, key=lambda hit: hit.start)
    exact = [hit for hit in named if hit.term not in _VAGUE]
    return tuple(exact or named)


def _drugs(text: str) -> Iterator[Phrase]:
    for hit in drugs_in(text):
        row = drug(hit.term)
        if row is not None and row.kind in _CLASSES:
            yield Phrase(start=hit.start, end=hit.end, term=f"{row.kind} ({row.name})")


def drug_service(text: str) -> str | None:
    """The class, as a service of the closed vocabulary, of the first drug that a text names."""
    for hit in drugs_in(text):
        row = drug(hit.term)
        if row is not None and row.kind in DRUG_SERVICES:
            return row.kind
    return None
