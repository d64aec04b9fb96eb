"""Counting time: days, open days, months, and hours as they pass. No explanation here, only arithmetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from .closed_days import ONE_DAY, falls_on, why_closed
from .periods import Calendar, Daylight, Unit


def advance(day: date, length: int, unit: Unit, calendar: Calendar | None, skipped: list[date]) -> date:
    """`length` units after `day`, which itself does not count; `skipped` receives the closed days passed over."""
    if unit == "months":
        return months_later(day, length)
    if unit == "calendar_days" or calendar is None:
        return day + timedelta(days=length)
    while length:
        day += ONE_DAY
        if why_closed(calendar, day) is None:
            length -= 1
        else:
            skipped.append(day)
    return day


def next_open(day: date, calendar: Calendar | None, skipped: list[date]) -> date:
    """`day`, or the first open day after it."""
    while calendar is not None and why_closed(calendar, day) is not None:
        skipped.append(day)
        day += ONE_DAY
    return day


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - ONE_DAY)


def used_up(start: date, end: date, unit: Unit, calendar: Calendar | None) -> int:
    """How many units of a period passed after `start` up to and with `end`; never below 0. Months count as days."""
    days = max(0, (end - start).days)
    if unit in ("calendar_days", "months", "hours", "none") or calendar is None:
        return days
    return sum(why_closed(calendar, start + timedelta(days=n)) is None for n in range(1, days + 1))


def hours_later(moment: datetime, hours: int, daylight: Daylight | None) -> datetime:
    """The local time when `hours` have passed since the local time `moment` (both without time zone)."""
    if daylight is None:
        return moment + timedelta(hours=hours)
    passed = moment - _offset(moment, daylight) + timedelta(hours=hours)
    return _local(passed, daylight)


def local_time(moment: datetime, daylight: Daylight | None) -> datetime:
    """`moment` in the program's local time, without time zone; one that has none is taken as local already.

    A program without a local time counts in UTC.
    """
    if moment.tzinfo is None:
        return moment
    world = moment.astimezone(UTC).replace(tzinfo=None)
    return world if daylight is None else _local(world, daylight)


def _local(world: datetime, daylight: Daylight) -> datetime:
    """The hour that comes twice in autumn has fold 1 the second time."""
    standard = world + timedelta(hours=daylight.utc_offset)
    changes = _changes(daylight, standard.year)
    if not changes:
        return standard
    # In standard time the summer ends an hour before the clock shows it.
    back = changes[1] - timedelta(hours=1)
    if changes[0] <= standard < back:
        return standard + timedelta(hours=1)
    return standard.replace(fold=1) if back <= standard < changes[1] else standard


def _offset(local: datetime, daylight: Daylight) -> timedelta:
    changes = _changes(daylight, local.year)
    summer = bool(changes) and changes[0] <= local < changes[1]
    again = bool(changes) and local.fold == 1 and changes[1] - timedelta(hours=1) <= local < changes[1]
    return timedelta(hours=daylight.utc_offset + (summer and not again))


@lru_cache(maxsize=1024)
def _changes(daylight: Daylight, year: int) -> tuple[datetime, ...]:
    starts, ends = falls_on(daylight.starts, year), falls_on(daylight.ends, year)
    if daylight.starts.valid_from and starts < daylight.starts.valid_from:
        return ()
    at = timedelta(hours=daylight.hour)
    midnight = datetime.min.time()
    return (datetime.combine(starts, midnight) + at, datetime.combine(ends, midnight) + at)
