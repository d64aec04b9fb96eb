"""When something is due, and why: `due` explains every day it counts, adds or skips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .closed_days import ONE_DAY, why_closed
from .program import Calendar, Clock, ClockVersion, Program, ServiceExtension, Unit

WORDS: dict[Unit, str] = {
    "calendar_days": "calendar day",
    "business_days": "business day",
    "court_days": "court day",
    "hours": "hour",
    "months": "month",
    "none": "",
}
COUNTING = "Code of Civil Procedure 12: the first day is excluded and the last included"
ROLLING = "Code of Civil Procedure 12a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    day: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """day None: the event is unknown, or the law fixes no period; the derivation says which.

    moment: only for clocks in hours whose event is known to the minute. extension: what service added, in words.
    """

    clock: str
    day: date | None
    derivation: tuple[str, ...]
    source: str
    moment: datetime | None = None
    extension: str | None = None
    skipped: tuple[Skipped, ...] = ()
    verified: bool = False


def due(program: Program, clock_id: str, event: date | None, *, delivery: str | None = None) -> Due:
    """The last day of a clock of the program that starts with `event`.

    delivery: how the event was served (mail, fax, electronic, personal, ...); None adds nothing. Raises
    StopIteration for a clock and KeyError for a delivery that the program does not know.
    """
    clock = program.clock(clock_id)
    if event is None:
        why = f"{clock.id} {clock.name}: unknown, because the file does not give the day of: {clock.event}"
        return Due(clock=clock.id, day=None, derivation=(why,), source=clock.versions[0].source)
    version = in_force(clock, event)
    if version is None:
        why = f"{clock.id} {clock.name}: no rule in force on {_day_of(event)}"
        return Due(clock=clock.id, day=None, derivation=(why,), source=clock.versions[0].source)
    steps = [f"{clock.id} {clock.name}: {clock.event} on {_day_of(event).isoformat()}"]
    if version.length is None:
        steps.append(f"{version.source} fixes no period")
        return Due(clock=clock.id, day=None, derivation=tuple(steps), source=version.source)
    if version.unit == "hours":
        return _due_in_hours(clock, version, event, steps)
    return _due_in_days(program, clock, version, _day_of(event), (delivery, steps))


def in_force(clock: Clock, event: date) -> ClockVersion | None:
    """The version of the clock in force on the day of the event."""
    day = _day_of(event)
    for version in clock.versions:
        if (version.valid_from or date.min) <= day <= (version.valid_to or date.max):
            return version
    return None


def _due_in_hours(clock: Clock, version: ClockVersion, event: date, steps: list[str]) -> Due:
    hours = timedelta(hours=version.length or 0)
    moment = event + hours if isinstance(event, datetime) else None
    # Without the time of day the event may have been at the day's first minute: the earliest end is the safe one.
    day = moment.date() if moment else event + hours
    steps.append(f"+ {version.length} hours, through weekends and holidays ({version.source}): {moment or day}")
    return Due(
        clock=clock.id,
        day=day,
        moment=moment,
        derivation=tuple(steps),
        source=version.source,
        verified=version.verified,
    )


def _due_in_days(
    program: Program, clock: Clock, version: ClockVersion, event: date, given: tuple[str | None, list[str]]
) -> Due:
    delivery, steps = given
    calendar = program.calendar(version.calendar) if version.calendar else None
    skipped: list[Skipped] = []
    day = _advance(event, version.length or 0, version.unit, calendar, skipped)
    steps.append(f"+ {_amount(version.length or 0, version.unit)} ({version.source}; {COUNTING}): {day.isoformat()}")
    extension = _extension(program, version, delivery)
    if extension is not None:
        court = program.calendar("judicial") if extension.unit == "court_days" else calendar
        day = _advance(day, extension.length, extension.unit, court, skipped)
        steps.append(
            f"+ {_amount(extension.length, extension.unit)} for service by {extension.delivery.replace('_', ' ')} "
            f"({extension.source}): {day.isoformat()}"
        )
    day = _roll(day, calendar, skipped, steps)
    return Due(
        clock=clock.id,
        day=day,
        derivation=tuple(steps),
        source=version.source,
        extension=f"{_amount(extension.length, extension.unit)} ({extension.source})" if extension else None,
        skipped=tuple(skipped),
        verified=version.verified and (extension is None or extension.verified),
    )


def _extension(program: Program, version: ClockVersion, delivery: str | None) -> ServiceExtension | None:
    if delivery is None or not version.extended_by_service:
        return None
    extension = program.extension(delivery)
    if extension is None:
        known = ", ".join(row.delivery for row in program.extensions)
        raise KeyError(f"{program.name} does not know service by {delivery!r}; it knows {known}")
    return extension if extension.length else None


def _advance(day: date, length: int, unit: Unit, calendar: Calendar | None, skipped: list[Skipped]) -> date:
    if unit == "months":
        return _months_later(day, length)
    if unit == "calendar_days" or calendar is None:
        return day + timedelta(days=length)
    while length:
        day += ONE_DAY
        why = why_closed(calendar, day)
        if why:
            skipped.append(Skipped(day=day, why=why))
        else:
            length -= 1
    return day


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - ONE_DAY)


def _roll(day: date, calendar: Calendar | None, skipped: list[Skipped], steps: list[str]) -> date:
    while calendar is not None and (why := why_closed(calendar, day)):
        skipped.append(Skipped(day=day, why=why))
        steps.append(f"{day.isoformat()} is closed ({why}); the last day moves to the next day ({ROLLING})")
        day += ONE_DAY
    steps.append(f"last day: {day.isoformat()} ({day:%A})")
    return day


def _amount(length: int, unit: Unit) -> str:
    return f"{length} {WORDS[unit]}{'' if length == 1 else 's'}"


def _day_of(event: date) -> date:
    return event.date() if isinstance(event, datetime) else event
