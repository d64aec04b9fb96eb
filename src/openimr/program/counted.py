"""One count with all its words: every day counted, added or skipped, and what other texts make of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .closed_days import why_closed
from .counting import advance, hours_later, local_time, next_open
from .due import Due, Reading, Skipped
from .periods import Calendar, Clock, ClockVersion, OtherReading, ServiceExtension, Unit
from .program import Program
from .rules import amount, cautions_of, day_of, find_calendar, find_clock, find_extension, in_force, presume_receipt


class Counted:
    """One count in progress: collects the steps, the days skipped and what is not verified."""

    __slots__ = ("clock", "delivery", "program", "skipped", "steps", "verified", "version")

    def __init__(self, program: Program, clock: Clock, version: ClockVersion, delivery: str | None) -> None:
        self.program, self.clock, self.version, self.delivery = program, clock, version, delivery
        self.steps: list[str] = []
        self.skipped: list[Skipped] = []
        self.verified = version.verified

    def run(self, event: date, *, sent: bool, explain: bool) -> Due:
        """The whole count, from the event to the last day or moment."""
        if isinstance(event, datetime):
            event = local_time(event, self.program.daylight)
        self.steps.append(f"{self.clock.id} {self.clock.name}: {self.clock.event} on {day_of(event).isoformat()}")
        event = self._received(event, sent=sent)
        moment, extension = None, None
        if self.version.unit == "hours":
            day, moment = self.count_hours(event)
        else:
            day, extension = self.count_days(self._served(day_of(event)))
        cautions = cautions_of(self.program, self.version, day_of(event))
        readings = tuple(_read(self.program, one, event, self.delivery) for one in self.clock.readings)
        return Due(
            clock=self.clock.id,
            name=self.clock.name,
            who=self.clock.who,
            day=day,
            moment=moment,
            derivation=tuple(self.steps) if explain else (),
            source=self.version.source,
            extension=f"{amount(extension.length, extension.unit)} ({extension.source})" if extension else None,
            skipped=tuple(self.skipped) if explain else (),
            verified=self.verified and not cautions,
            event=day_of(event),
            delivery=self.delivery,
            readings=readings if explain else (),
            cautions=cautions if explain else (),
        )

    def _received(self, event: date, *, sent: bool) -> date:
        """The event as receipt: presumed from sending, and put to the next open day after the hour of closing."""
        cutoff = self.version.cutoff
        if sent and self.clock.starts_on == "receipt":
            event, step = presume_receipt(self.program, day_of(event), self.delivery)
            self.steps.append(step)
            self.verified = False
        late = isinstance(event, datetime) and cutoff and (event.hour, event.minute) > (cutoff.hour, cutoff.minute)
        if cutoff is None or not late or self.delivery not in cutoff.deliveries:
            return event
        day = self._open(day_of(event) + timedelta(days=1), self._calendar())
        self.steps.append(f"after {cutoff.hour}:{cutoff.minute:02d}: received on {day.isoformat()} ({cutoff.source})")
        self.verified = self.verified and cutoff.verified
        return day

    def _served(self, event: date) -> date:
        extension = find_extension(self.program, self.delivery) if self.version.extended_by_service else None
        if extension is None or not extension.on_court_day:
            return event
        day = self._open(event, find_calendar(self.program, "judicial"))
        if day != event:
            self.steps.append(f"{event.isoformat()} is no court day: served on {day} ({extension.on_court_day})")
        return day

    def count_hours(self, event: date) -> tuple[date, datetime | None]:
        length, source = self.version.length or 0, self.version.source
        moment = hours_later(event, length, self.program.daylight) if isinstance(event, datetime) else None
        # Without the time of day the event may have been at the day's first minute: the earliest end is the safe one.
        day = moment.date() if moment else day_of(event) + timedelta(hours=length)
        self.steps.append(f"+ {length} hours, through weekends and holidays ({source}): {moment or day}")
        if moment is None:
            self.steps.append("the time of day is not known: counted from the first minute, the safe reading")
        return day, moment

    def count_days(self, event: date) -> tuple[date, ServiceExtension | None]:
        version, calendar = self.version, self._calendar()
        day = self._advance(event, version.length or 0, version.unit, calendar)
        length = amount(version.length or 0, version.unit)
        self.steps.append(f"+ {length} ({version.source}; {self.program.counting.days}): {day.isoformat()}")
        extension = find_extension(self.program, self.delivery) if version.extended_by_service else None
        if extension is not None and extension.length:
            court = find_calendar(self.program, "judicial") if extension.unit == "court_days" else calendar
            day = self._advance(day, extension.length, extension.unit, court)
            self.verified = self.verified and extension.verified
            self.steps.append(
                f"+ {amount(extension.length, extension.unit)} for service by {extension.delivery.replace('_', ' ')} "
                f"({extension.source}): {day.isoformat()}"
            )
        day = self._roll(day, calendar)
        return day, extension if extension is not None and extension.length else None

    def _roll(self, day: date, calendar: Calendar | None) -> date:
        before = len(self.skipped)
        day = self._open(day, calendar)
        for one in self.skipped[before:]:
            closed = f"{one.day.isoformat()} is closed ({one.why})"
            self.steps.append(f"{closed}; the last day moves to the next day ({self.program.counting.last_day})")
        self.steps.append(f"last day: {day.isoformat()} ({day:%A})")
        return day

    def _calendar(self) -> Calendar | None:
        return find_calendar(self.program, self.version.calendar) if self.version.calendar else None

    def _advance(self, day: date, length: int, unit: Unit, calendar: Calendar | None) -> date:
        closed: list[date] = []
        found = advance(day, length, unit, calendar, closed)
        self._skip(closed, calendar)
        return found

    def _open(self, day: date, calendar: Calendar | None) -> date:
        closed: list[date] = []
        found = next_open(day, calendar, closed)
        self._skip(closed, calendar)
        return found

    def _skip(self, closed: list[date], calendar: Calendar | None) -> None:
        if calendar is not None:
            self.skipped.extend(Skipped(day=day, why=why_closed(calendar, day) or "") for day in closed)


def _read(program: Program, other: OtherReading, event: date, delivery: str | None) -> Reading:
    """What the other text gives; only the same event gives a day."""
    clock = find_clock(program, other.clock)
    version = in_force(clock, event)
    if not other.same_event or version is None or version.length is None:
        source = (version or clock.versions[0]).source
        return Reading(clock=clock.id, basis=other.basis, source=source, says=other.says)
    counted = Counted(program, clock, version, delivery)
    if version.unit == "hours":
        day, moment = counted.count_hours(event)
    else:
        day, moment = counted.count_days(day_of(event))[0], None
    return Reading(clock=clock.id, basis=other.basis, source=version.source, says=other.says, day=day, moment=moment)
