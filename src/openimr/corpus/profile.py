"""What of a review is compared with published determinations: one profile an item, out of review.json."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openimr.case import OpenImrError

from .cited import family_of
from .determination import Outcome
from .signals import ABSENT, signals_in, signals_of_criteria

_Row = Mapping[str, Any]
_ASSERTED = frozenset({"asserted", "historical"})
_TELLING = {
    "diagnosis": "diagnosis",
    "procedure": "procedure",
    "treatment_course": "prior_treatment",
    "medication": "medication",
    "comorbidity": "diagnosis",
    "imaging": "imaging",
    "conservative_care": "prior_treatment",
}
_MOST_FACTS = 40
_PROGRAMS = {"ca-dwc": "CA-DWC-IMR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One item of one review. facts: "type: value", as the corpus holds them; proposed: by the engine or the draft, None = none."""

    n: int
    request: str
    service: str | None = None
    region: str | None = None
    quantity: float | None = None
    program: str | None = None
    age: int | None = None
    sex: str | None = None
    facts: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    proposed: Outcome | None = None


def profiles_of(review: str) -> tuple[Profile, ...]:
    """The items of a review.json. Raises OpenImrError for text that is none."""
    try:
        row = json.loads(review)
        facts = tuple(_facts(row["facts"]))
        return tuple(_profile(row, item, facts) for item in row["items"])
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise OpenImrError(f"This is no review.json of imr review ({type(wrong).__name__}: {wrong}).") from wrong


def _profile(row: _Row, item: _Row, facts: Sequence[tuple[str | None, str]]) -> Profile:
    case, region = row["case"], item.get("body_region")
    near = [words for where, words in facts if where in (None, region)][:_MOST_FACTS]
    proposed = item.get("proposed_decision")
    return Profile(
        n=item["n"],
        request=item["request"],
        service=item.get("service"),
        region=region,
        quantity=item.get("quantity"),
        program=_PROGRAMS.get(case.get("program"), case.get("program")),
        age=row["patient"].get("age"),
        sex=row["patient"].get("sex"),
        facts=tuple(near),
        signals=_signals(item, near),
        guidelines=tuple(
            dict.fromkeys(family_of(one["title"], one.get("section")) for one in item.get("guidelines") or ())
        ),
        conditions=tuple(words.partition(": ")[2] for words in near if words.startswith("diagnosis: ")),
        claims_administrator=case.get("claims_administrator"),
        requesting_physician=case.get("requesting_physician"),
        proposed=Outcome(proposed.capitalize()) if proposed else None,
    )


def _signals(item: _Row, facts: Sequence[str]) -> tuple[str, ...]:
    """What the criteria say, and what the facts and the request name where no criterion speaks of it."""
    judged = signals_of_criteria((one["kind"], one["result"]) for one in item.get("criteria") or ())
    spoken = {name.removeprefix(ABSENT) for name in judged}
    named = signals_in(". ".join((item["request"], *(fact.partition(": ")[2] for fact in facts))))
    return (*judged, *(name for name in named if name.removeprefix(ABSENT) not in spoken))


def _facts(rows: Sequence[_Row]) -> Iterator[tuple[str | None, str]]:
    """(region or None, words) of what is true of the patient, each once, in order."""
    seen: set[str] = set()
    for row in rows:
        kind = _TELLING.get(row["type"])
        value = row.get("name") or row.get("service") or row.get("modality")
        if kind and value and row.get("assertion") in _ASSERTED and f"{kind}: {value}" not in seen:
            seen.add(f"{kind}: {value}")
            yield row.get("body_region"), f"{kind}: {value}"
