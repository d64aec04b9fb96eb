"""Finds the rows of a program that a count needs; every lookup is kept."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from .counting import advance
from .due import UnknownRule
from .periods import Calendar, Clock, ClockVersion, ServiceExtension, Unit
from .program import Program

WORDS: dict[Unit, str] = {
    "calendar_days": "calendar day",
    "business_days": "business day",
    "court_days": "court day",
    "hours": "hour",
    "months": "month",
    "none": "",
}


def in_force(clock: Clock, event: date) -> ClockVersion | None:
    """The version of the clock in force on the day of the event."""
    day = day_of(event)
    for version in clock.versions:
        if (version.valid_from is None or version.valid_from <= day) and (
            version.valid_to is None or day <= version.valid_to
        ):
            return version
    return None


@lru_cache(maxsize=4096)
def find_clock(program: Program, clock_id: str) -> Clock:
    """The clock of that id. Raises UnknownRule."""
    found = next((clock for clock in program.clocks if clock.id == clock_id), None)
    if found is None:
        known = ", ".join(clock.id for clock in program.clocks)
        raise UnknownRule(f"{program.name} has no clock {clock_id!r}; it has {known}")
    return found


@lru_cache(maxsize=256)
def find_calendar(program: Program, name: str) -> Calendar:
    return program.calendar(name)


@lru_cache(maxsize=1024)
def find_extension(program: Program, delivery: str | None) -> ServiceExtension | None:
    """What service by `delivery` adds; None for None. Raises UnknownRule for a manner the program does not know."""
    if delivery is None:
        return None
    extension = program.extension(delivery)
    if extension is None:
        known = ", ".join(row.delivery for row in program.extensions) or "none"
        raise UnknownRule(f"{program.name} does not know service by {delivery!r}; it knows {known}")
    return extension


@lru_cache(maxsize=8192)
def _unread_from(program: Program, version: ClockVersion) -> tuple[tuple[date, str], ...]:
    return tuple(
        (one.valid_from, f"{one.says} ({one.source})")
        for one in program.unread
        if any(cite in version.source for cite in one.touches)
    )


def cautions_of(program: Program, version: ClockVersion, event: date) -> tuple[str, ...]:
    return tuple(says for since, says in _unread_from(program, version) if event >= since)


def amount(length: int, unit: Unit) -> str:
    """5 calendar days, 1 hour."""
    return f"{length} {WORDS[unit]}{'' if length == 1 else 's'}"


def day_of(event: date) -> date:
    return event.date() if isinstance(event, datetime) else event


def presume_receipt(program: Program, sent: date, delivery: str | None) -> tuple[date, str]:
    """The day on which something sent is presumed received, and the step that says so."""
    rule = next((one for one in program.receipts if one.delivery == delivery), None)
    if rule is None:
        return sent, f"sent {sent.isoformat()}: no rule presumes another day of receipt by {delivery or 'this manner'}"
    day = advance(sent, rule.length, rule.unit, None, [])
    return day, f"sent {sent.isoformat()}, presumed received on {day.isoformat()} ({rule.source})"
