"""Which days are closed, from the rules of a calendar."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from functools import lru_cache

from .periods import Calendar, Holiday

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def why_closed(calendar: Calendar, day: date) -> str | None:
    """The reason why `day` is no open day; None for an open day."""
    weekday = day.weekday()
    if weekday >= SATURDAY:
        return "Saturday" if weekday == SATURDAY else "Sunday"
    return _by_day(calendar, day.year).get(day)


@lru_cache(maxsize=2048)
def _by_day(calendar: Calendar, year: int) -> dict[date, str]:
    return dict(reversed(holidays(calendar, year)))


@lru_cache(maxsize=2048)
def holidays(calendar: Calendar, year: int) -> tuple[tuple[date, str], ...]:
    """The days of `year` that the calendar keeps as holidays, in order, with their names."""
    found = [(one.day, one.name) for one in calendar.closures if one.day.year == year]
    for around in (year - 1, year, year + 1):  # New Year's Day on a Saturday may be kept in the year before
        for rule in calendar.holidays:
            day = kept_on(rule, around)
            if day is not None and day.year == year:
                found.append((day, rule.name))
    return tuple(sorted(found))


def kept_on(rule: Holiday, year: int) -> date | None:
    """The day on which the holiday is kept for `year`; None outside the rule's years."""
    if not 1 < year < 9999:
        return None
    day = falls_on(rule, year)
    if (rule.valid_from and day < rule.valid_from) or (rule.valid_to and day > rule.valid_to):
        return None
    if day.weekday() == SUNDAY and rule.observed != "none":
        return day + ONE_DAY
    if day.weekday() == SATURDAY and rule.observed == "both_ways":
        return day - ONE_DAY
    return day


def falls_on(rule: Holiday, year: int) -> date:
    """The day that the rule names in `year`, wherever it is kept."""
    if rule.day is not None:
        day = date(year, rule.month, rule.day)
    else:
        weekday, nth = rule.weekday or 0, rule.nth or 1
        if nth > 0:
            first = date(year, rule.month, 1)
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        else:
            last = date(year, rule.month, months.monthrange(year, rule.month)[1])
            day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return day + timedelta(days=rule.offset)
