"""What is known of a case for its process: named facts, each with one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openimr.case import Case, UrOutcome
from openimr.program.process import FactKind, Process

Value = bool | int | date | str | tuple[str, ...]
COMPUTED = ("event_on", "open_items", "eligible_items", "undecided_items", "overturned_items")
"""Facts that follow from the log itself and are never given."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
_TYPES: dict[FactKind, tuple[type, ...]] = {
    "yes_no": (bool,),
    "day": (date,),
    "moment": (datetime,),
    "word": (str,),
    "words": (tuple,),
    "count": (int,),
    "delivery": (str,),
}
_WORDS: dict[FactKind, str] = {
    "yes_no": "yes or no",
    "day": "a day",
    "moment": "a day with its time",
    "word": "a word",
    "words": "a list of words",
    "count": "a number",
    "delivery": "a manner of service",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """A fact that guards ask for, under its name in the process tables."""

    name: str
    value: Value


Facts = Mapping[str, Value]


def facts_by_name(facts: Iterable[CaseFact]) -> dict[str, Value]:
    """The last value of each name."""
    return {fact.name: fact.value for fact in facts}


def wrong_fact(process: Process, fact: CaseFact) -> str | None:
    """Why the fact cannot be taken; None if it can."""
    row = next((one for one in process.facts if one.name == fact.name), None)
    if row is None:
        return f"no fact is called {fact.name!r}"
    if fact.name in COMPUTED:
        return f"{fact.name} follows from the log and is not given"
    if isinstance(fact.value, date) and not possible(fact.value):
        return f"{fact.name} ({row.says}) is {fact.value}; a day of a case lies from {FIRST_YEAR} to {LAST_YEAR}"
    fits = isinstance(fact.value, _TYPES[row.kind]) and (row.kind != "count" or not isinstance(fact.value, bool))
    return None if fits else f"{fact.name} ({row.says}) must be {_WORDS[row.kind]}, not {fact.value!r}"


def possible(day: date) -> bool:
    """Whether a day can be one of a case at all; others are errors of writing."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def facts_of(case: Case) -> tuple[CaseFact, ...]:
    """What the filed dispute says of the facts that screening asks for; what it does not say is left out."""
    found: dict[str, Value | None] = {
        "employee": case.employee_name,
        "date_of_injury": case.date_of_injury,
        "requesting_physician": case.requesting_physician,
        "claims_administrator": case.claims_administrator,
        "ur_decision_date": case.ur_decision_date,
        "ur_service_date": case.ur_service_date,
        "ur_service_method": case.ur_service_method,
        "ur_outcome": _outcome(case),
        "received_on": case.received_date,
        "signed": case.signed,
        "liability_disputed": case.liability_disputed,
        "priority": None if case.expedited_requested is None else _priority(case.expedited_requested),
    }
    return tuple(CaseFact(name=name, value=value) for name, value in found.items() if value is not None)


def _priority(expedited: bool) -> str:
    return "expedited" if expedited else "regular"


def _outcome(case: Case) -> str | None:
    """The one outcome that lets the most of the dispute be reviewed: an item denied is not struck by another's fate."""
    found = {item.ur_outcome for item in case.items if item.ur_outcome is not None}
    order = (
        UrOutcome.DENIED,
        UrOutcome.MODIFIED,
        UrOutcome.DELAYED,
        UrOutcome.CONDITIONALLY_NON_CERTIFIED,
        UrOutcome.DEFERRED,
        UrOutcome.APPROVED,
    )
    return next((one.value for one in order if one in found), None)
