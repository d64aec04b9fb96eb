"""The clocks of a case over one step: which start, stop, stand still, go on, are extended or converted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openimr.case import Answer
from openimr.program import Happening, HappeningKind
from openimr.program.process import Starts, Transition
from openimr.program.rules import find_clock

from .event import Event
from .fact import Facts
from .guard import Law, answer_guard
from .standing import RunningClock, due_of


def run_clocks(
    law: Law, running: tuple[RunningClock, ...], row: Transition, event: Event, facts: Facts
) -> tuple[RunningClock, ...]:
    """The clocks after the step. A clock that starts again replaces the one that ran."""
    kept = [_later(law, clock, row, event, facts) for clock in running if clock.starts.clock not in row.stops]
    begun = [
        RunningClock(starts=one, started=_first_day(law, running, one, event, facts), by=event.id)
        for one in row.starts
        if one.when is None or answer_guard(law, one.when, facts).answer is Answer.MET
    ]
    again = {one.starts.clock for one in begun}
    return (*(one for one in kept if one.starts.clock not in again), *begun)


def _first_day(law: Law, running: tuple[RunningClock, ...], starts: Starts, event: Event, facts: Facts) -> date:
    """The day of the event, or the last day of the clock that this one follows."""
    before = [due_of(law, clock, facts).day for clock in running if clock.starts.clock in starts.after]
    known = [day for day in before if day is not None]
    return max(known) if known else event.at


def _later(law: Law, clock: RunningClock, row: Transition, event: Event, facts: Facts) -> RunningClock:
    rule = find_clock(law.program, clock.starts.clock)
    kind: HappeningKind | None = None
    days = 0
    if clock.starts.clock in row.pauses:
        kind = HappeningKind.PAUSED
    elif clock.starts.clock in row.resumes:
        kind = HappeningKind.RESUMED
    elif row.converts and rule.expedited is not None:
        kind = HappeningKind.CONVERTED
    elif row.extends and rule.extension is not None:
        kind = HappeningKind.EXTENDED
        given = facts.get("extension_days")
        days = given if isinstance(given, int) else 0
    if kind is None:
        return clock
    return replace(clock, later=(*clock.later, Happening(kind=kind, at=event.at, ground=row.ground, days=days)))
