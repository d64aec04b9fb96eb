"""Whether two wordings name the same service."""

from __future__ import annotations

import re
from functools import cache

from openimr.corpus import LetterItem
from openimr.intake.naming import drug_of, service_of
from openimr.records.facts.drugs import drugs_in
from openimr.records.search_terms import stem

_IDLE = frozenset(
    "the and for with per week weeks times visits visit sessions session treatment treatments request additional mg tablets "
    "unit units days day left right bilateral lumbar cervical thoracic spine medical service services associated surgical "
    "initial trial continued further office monthly months month refills quantity each daily program therapy of to".split()
)
_SYNONYMS = (
    ("back support", "lumbar brace"), ("brace", "support"), ("bed", "mattress"), ("sleep study", "polysomnogram"),
    ("transport", "transportation"), ("psychiatrist", "psychiatric"), ("psychologist", "psychological"), ("surgery", "arthroscopy"),
    ("surgery", "release"), ("surgery", "fusion"), ("surgery", "discectomy"), ("surgery", "laminectomy"), ("surgery", "repair"),
    ("surgery", "decompression"), ("laboratory", "lab"), ("blood tests", "cbc"), ("post-operative therapy", "post-operative physical therapy"),
    ("topical", "patches"), ("topical", "gel"), ("topical", "cream"), ("saliva", "genetic"), ("opioid", "norco"), ("narcotic", "norco"),
    ("aquatic", "pool"), ("brace", "orthosis"), ("scan", "mri"), ("tens", "stimulator"), ("nerve test", "emg"), ("electrodiagnostic", "emg"),
    ("medications", "mg"), ("counseling", "psychotherapy"), ("cognitive", "psychotherapy"),
)  # fmt: skip


def names_same(words: str, item: LetterItem) -> bool:
    """Same service, same drug, or a telling word in common."""
    return names_alike(words, item.text)


def names_alike(first: str, second: str) -> bool:
    services = (services_of(first), services_of(second))
    if services[0] & services[1] or _stems(first) & _stems(second):
        return True
    low, other = first.lower(), second.lower()
    return any((a in low and b in other) or (b in low and a in other) for a, b in _SYNONYMS)


@cache
def services_of(words: str) -> frozenset[str]:
    """Services and generic names of drugs that the words name; empty where they name none that is known."""
    service = service_of(words)
    said = {service} - {"other"}
    said |= {f"drug {hit.term}" for hit in drugs_in(words)} or ({f"drug {name}"} if (name := drug_of(words)) else set())
    if any(one.startswith("drug ") for one in said):
        said = {one for one in said if one.startswith("drug ")}
    return frozenset(said)


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"[a-z]{4,}", words.lower()) if word not in _IDLE)


def likeness(first: str, second: str) -> float:
    """0 for two services; the greater the more words two wordings of one service share."""
    if not names_alike(first, second):
        return 0.0
    mine, other = _stems(first), _stems(second)
    return 1.0 + len(mine & other) / max(1, len(mine | other))
