"""Where a case stands: state, items, facts, running clocks, and what was done. A value, made from the log alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openimr.case import Answer
from openimr.program import Due, Happening, HappeningKind, run_clock
from openimr.program.process import Starts

from .fact import CaseFact, Facts, Value, facts_by_name
from .guard import Law, answer_guard

FINISHED = ("INELIGIBLE", "TERMINATED", "WITHDRAWN")
OPEN = "OPEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStanding:
    """status: OPEN, UPHELD, OVERTURNED, INELIGIBLE, TERMINATED or WITHDRAWN."""

    n: int
    status: str = OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """A clock that an event started. starts: how its first day follows from the facts; later: what bore on it since."""

    starts: Starts
    started: date
    by: str
    later: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One row of the history: the event, and the states before and after."""

    event: str
    id: str
    at: date
    actor: str
    before: str | None
    after: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case at one moment. facts: the last value of each name, in the order in which they came."""

    case: str
    state: str
    since: date
    items: tuple[ItemStanding, ...]
    facts: tuple[CaseFact, ...] = ()
    clocks: tuple[RunningClock, ...] = ()
    history: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who must do what; due: by when, one for each clock that runs for it."""

    who: str
    does: str
    due: tuple[Due, ...] = ()


def known_facts(standing: Standing, on: date) -> dict[str, Value]:
    """The facts of the case, with those that follow from its items and from the day of the event."""
    found = facts_by_name(standing.facts)
    found.update(count_items(standing.items))
    found["event_on"] = on
    return found


def count_items(items: tuple[ItemStanding, ...]) -> dict[str, Value]:
    """The counts that guards ask for."""
    left = [one for one in items if one.status not in FINISHED]
    return {
        "open_items": len(left),
        "eligible_items": len(left),
        "undecided_items": sum(one.status == OPEN for one in left),
        "overturned_items": sum(one.status == "OVERTURNED" for one in left),
    }


def list_dues(law: Law, standing: Standing) -> tuple[Due, ...]:
    """When each running clock ends, worked out from the facts as they are known now."""
    facts = facts_by_name(standing.facts)
    return tuple(due_of(law, clock, facts) for clock in standing.clocks)


def due_of(law: Law, clock: RunningClock, facts: Facts) -> Due:
    """When one running clock ends, worked out from these facts."""
    start = start_of(clock.starts, clock.started, facts)
    delivery = facts.get(clock.starts.delivery) if clock.starts.delivery else None
    happenings: tuple[Happening, ...] = ()
    if start is not None:
        first = Happening(
            kind=HappeningKind.STARTED,
            at=start,
            delivery=str(delivery) if delivery is not None else None,
            sent=clock.starts.sent,
        )
        happenings = (first, *clock.later)
    return run_clock(law.program, clock.starts.clock, happenings).due


def start_of(starts: Starts, on: date, facts: Facts) -> date | None:
    """The day or moment from which the clock counts: the latest of its facts; None while one of them is unknown."""
    if not starts.of:
        return on
    given = [on if name == "event_on" else facts.get(name) for name in starts.of]
    days = [one for one in given if isinstance(one, date)]
    if len(days) < len(given):
        return None
    # A day without its time may be the whole day: it is the later one only if its day is.
    return max(days, key=lambda one: (one.year, one.month, one.day, type(one) is not date))


def list_duties(law: Law, standing: Standing) -> tuple[Duty, ...]:
    """The tasks of the state, each with the days of the clocks that run for it."""
    state = next(one for one in law.process.states if one.code == standing.state)
    running = {one.starts.clock: due for one, due in zip(standing.clocks, list_dues(law, standing), strict=True)}
    facts = known_facts(standing, standing.since)
    return tuple(
        Duty(who=task.who, does=task.does, due=_each_once(running[clock] for clock in task.clocks if clock in running))
        for task in state.tasks
        if task.when is None or answer_guard(law, task.when, facts).answer is Answer.MET
    )


def _each_once(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Clocks that were converted into the same expedited one end together."""
    return tuple({(due.clock, due.day, due.moment): due for due in dues}.values())
