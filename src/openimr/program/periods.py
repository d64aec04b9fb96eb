"""Periods and the days they count, as a pack gives them: clocks, service, receipt, calendars, daylight time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["calendar_days", "business_days", "court_days", "hours", "months", "none"]
Observed = Literal["none", "sunday_to_monday", "both_ways"]
Basis = Literal["statute", "regulation", "case", "practice"]


class Row:
    """A row of a pack: an unknown key in the file is an error, not a silent loss."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012  # read by pydantic at load, never changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Row):
    """A rule that gives one day a year. Either `day`, or the `nth` `weekday` (Monday 0; nth -1 = last) of `month`.

    offset: days after that day. observed: where it goes when it falls on a weekend.
    """

    name: str
    month: int
    source: str
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    offset: int = 0
    observed: Observed = "none"
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Row):
    """One day that was declared closed (Code of Civil Procedure 12b; Labor Code 4600.4(b))."""

    day: date
    name: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Row):
    """A day that an independent calendar keeps and this one does not, or the other way round, and why."""

    name: str
    kept_by: Literal["ours", "theirs"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Row):
    """The independent calendar that this one is tested against, with every difference explained."""

    library: str
    differences: tuple[Difference, ...]


# Identity, not equality: a calendar is loaded once, and its hash keys the days worked out from it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calendar(Row):
    """The days that do not count: Saturdays, Sundays, these holidays and closures."""

    name: str
    source: str
    holidays: tuple[Holiday, ...]
    closures: tuple[Closure, ...] = ()
    compared: Compared | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Row):
    """A ground on which a clock stands still, e.g. an appeal."""

    ground: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutoff(Row):
    """What arrives after `hour`:`minute` by these deliveries counts as received on the next open day."""

    hour: int
    minute: int
    deliveries: tuple[str, ...]
    source: str
    verified: bool = False


# Identity, not equality: its hash keys what is worked out from it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClockVersion(Row):
    """One wording of a clock. length None: the law fixes no period.

    calendar: which closed days move a last day (and do not count, for business and court days).
    extended_by_service: the period is longer when the event was served by mail, fax and so on.
    """

    length: int | None
    unit: Unit
    source: str
    calendar: str | None = None
    extended_by_service: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False
    note: str = ""
    pauses: tuple[Pause, ...] = ()
    cutoff: Cutoff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading(Row):
    """Another text that sets the same period differently. clock: the row that states it.

    same_event False: it counts from another event, so no day follows from this one.
    """

    clock: str
    basis: Basis
    says: str
    same_event: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExample(Row):
    """A day worked out by hand. due None: unknown, or no period."""

    event: date | None
    source: str
    due: date | None = None
    delivery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Row):
    """A period that the law sets: who must act, counted from which event.

    starts_on "receipt": a mailed event starts it on the day it is received, known or presumed.
    expedited: the clock that replaces it on conversion. extension: the clock by which it may be extended.
    """

    id: str
    name: str
    event: str
    who: str
    versions: tuple[ClockVersion, ...]
    basis: Basis = "statute"
    starts_on: Literal["event", "receipt"] = "event"
    readings: tuple[OtherReading, ...] = ()
    expedited: str | None = None
    extension: str | None = None
    examples: tuple[ClockExample, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceExtension(Row):
    """What a manner of service adds to a period. delivery: mail, mail_out_of_state, fax, electronic, personal, ...

    on_court_day: service on a closed day counts as service on the next court day.
    """

    delivery: str
    length: int
    unit: Unit
    source: str
    on_court_day: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Row):
    """When what was sent is presumed received, unless the actual day is known."""

    delivery: str
    length: int
    unit: Unit
    source: str
    verified: bool = False


# Identity, not equality: its hash keys what is worked out from it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Daylight(Row):
    """The program's local time. utc_offset: hours of standard time from UTC; the two rules give the change days.

    Hours are counted as they pass: 24 hours over the night of a change end one clock hour later or earlier.
    """

    utc_offset: int
    starts: Holiday
    ends: Holiday
    hour: int
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting(Row):
    """How days are counted, for the derivation: `days` the first and last day, `last_day` what a closed day does."""

    days: str
    last_day: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread(Row):
    """Law that is in force and was not read: what rests on these citations is not verified from `valid_from`."""

    valid_from: date
    touches: tuple[str, ...]
    says: str
    source: str
