"""When something is due, and why: `due` explains every day it counts, adds or skips."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..case import OpenImrError
from .counted import Counted
from .counting import advance, hours_later, local_time, next_open
from .due import Due, Standing
from .periods import Clock, ClockVersion
from .program import Program
from .rules import cautions_of, day_of, find_calendar, find_clock, find_extension, in_force


def due(
    program: Program,
    clock_id: str,
    event: date | None,
    *,
    delivery: str | None = None,
    sent: bool = False,
    explain: bool = True,
) -> Due:
    """The last day of a clock of the program that starts with `event`.

    delivery: how the event was served (mail, fax, electronic, personal, ...); None adds nothing. sent: `event` is the
    day of sending; a clock that starts on receipt then counts from the presumed receipt. explain False leaves out the
    words, the days skipped and the other readings. Raises UnknownRule for a clock or delivery the program lacks, and
    OpenImrError where the count leaves the calendar (years 1 to 9999).
    """
    clock = find_clock(program, clock_id)
    if event is None:
        why = f"{clock.id} {clock.name}: unknown, because the file does not give the day of: {clock.event}"
        return _without_day(clock, clock.versions[0], why, Standing.UNKNOWN)
    version = in_force(clock, event)
    if version is None:
        why = f"{clock.id} {clock.name}: no rule in force on {day_of(event)}"
        return _without_day(clock, clock.versions[0], why, Standing.NOT_IN_FORCE)
    if version.length is None:
        why = f"{version.source} fixes no period" + (f": {version.note}" if version.note else "")
        return _without_day(clock, version, f"{clock.id} {clock.name}: {why}", Standing.NO_PERIOD)
    try:
        if explain or sent or version.cutoff is not None:
            return Counted(program, clock, version, delivery).run(event, sent=sent, explain=explain)
        if version.unit == "hours":
            return _plain_hours(program, clock, version, event, delivery)
        return _plain(program, clock, version, day_of(event), delivery)
    except (OverflowError, ValueError) as error:
        raise OpenImrError(f"{clock.id}: no day follows from {event}; correct the day of the event") from error


def _plain(program: Program, clock: Clock, version: ClockVersion, event: date, delivery: str | None) -> Due:
    """The same count as `Counted`, without words: for the clocks of many cases at once."""
    closed: list[date] = []
    calendar = find_calendar(program, version.calendar) if version.calendar else None
    verified, extension = version.verified, None
    if version.extended_by_service and delivery is not None:
        extension = find_extension(program, delivery)
    if extension is not None and extension.on_court_day:
        event = next_open(event, find_calendar(program, "judicial"), closed)
    day = advance(event, version.length or 0, version.unit, calendar, closed)
    if extension is not None and extension.length:
        court = find_calendar(program, "judicial") if extension.unit == "court_days" else calendar
        day = advance(day, extension.length, extension.unit, court, closed)
        verified = verified and extension.verified
    day = next_open(day, calendar, closed)
    verified = verified and (not program.unread or not cautions_of(program, version, event))
    source = version.source
    return Due(clock=clock.id, day=day, derivation=(), source=source, verified=verified, event=event, delivery=delivery)


def _plain_hours(program: Program, clock: Clock, version: ClockVersion, event: date, delivery: str | None) -> Due:
    length = version.length or 0
    moment = None
    if isinstance(event, datetime):
        event = local_time(event, program.daylight)
        moment = hours_later(event, length, program.daylight)
    day, start = (moment.date() if moment else event + timedelta(hours=length)), day_of(event)
    return Due(
        clock=clock.id,
        day=day,
        moment=moment,
        derivation=(),
        source=version.source,
        verified=version.verified and (not program.unread or not cautions_of(program, version, start)),
        event=start,
        delivery=delivery,
    )


def _without_day(clock: Clock, version: ClockVersion, why: str, standing: Standing) -> Due:
    return Due(
        clock=clock.id,
        name=clock.name,
        who=clock.who,
        day=None,
        derivation=(why,),
        source=version.source,
        standing=standing,
        verified=standing is Standing.NO_PERIOD and version.verified,
    )
