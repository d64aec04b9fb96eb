"""The log alone rebuilds any case at any moment. What cannot be so is a problem that names row and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from openimr.case import Problem

from .advance import Refusal, advance
from .event import RETRACTED, Event
from .fact import possible
from .guard import Law, day_of
from .standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """standing None: the case did not exist at that moment. A row with a problem has changed nothing."""

    standing: Standing | None
    problems: tuple[Problem, ...] = ()


def rebuild(
    law: Law,
    log: Iterable[Event],
    case: str,
    *,
    known_at: datetime | None = None,
    happened_by: date | None = None,
) -> Rebuilt:
    """The case as it was known at `known_at` (None: now), from the rows recorded until then.

    happened_by: only what had happened by the end of that day, as it is known at `known_at`.
    """
    rows = [one for one in log if one.case == case and (known_at is None or one.recorded <= known_at)]
    events, problems = _amended(rows)
    if happened_by is not None:
        events = [one for one in events if (day_of(one.at) or one.at) <= happened_by]
    standing: Standing | None = None
    before: Event | None = None
    for event in events:
        wrong = _misplaced(before, event, events)
        found = wrong or advance(law, standing, event)
        if isinstance(found, Problem):
            problems.append(found)
        elif isinstance(found, Refusal):
            problems.extend(found.problems)
        else:
            standing, before = found.standing, event
    return Rebuilt(standing=standing, problems=tuple(problems))


def list_cases(log: Iterable[Event]) -> tuple[str, ...]:
    """The case numbers of a log, in the order in which they appear."""
    return tuple(dict.fromkeys(event.case for event in log))


def split_log(log: Iterable[Event]) -> tuple[tuple[Event, ...], ...]:
    """The rows of each case by themselves, cases in the order in which they appear: for rebuilding many at once."""
    by_case: dict[str, list[Event]] = {}
    for event in log:
        by_case.setdefault(event.case, []).append(event)
    return tuple(tuple(rows) for rows in by_case.values())


def _amended(rows: list[Event]) -> tuple[list[Event], list[Problem]]:
    """The rows with every amendment in the place of the row it corrects."""
    kept: dict[str, Event] = {}
    seen: set[str] = set()
    problems: list[Problem] = []
    last: datetime | None = None
    for row in rows:
        if last is not None and row.recorded < last:
            says = "was recorded before the row above it"
            problems.append(_wrong("out_of_order", row, says, "Put the rows in the order in which they were recorded."))
            continue
        last = row.recorded
        wrong = _bad_row(row, seen) or _take(kept, row)
        seen.add(row.id)
        if wrong:
            problems.append(wrong)
    return list(kept.values()), problems


def _take(kept: dict[str, Event], row: Event) -> Problem | None:
    if row.amends is None:
        kept[row.id] = row
        return None
    earlier = kept.get(row.amends)
    if earlier is None:
        return _wrong("nothing_to_amend", row, f"amends {row.amends!r}, which is no row above it", "Name the row.")
    if row.name == RETRACTED:
        del kept[row.amends]
    elif row.name != earlier.name:
        says = f"amends {earlier.name} by {row.name}"
        return _wrong("other_event", row, says, f"Retract the row ({RETRACTED}) and record the other event.")
    else:
        # Under its old id, so that a later row may amend it again.
        kept[row.amends] = replace(row, id=row.amends)
    return None


def _bad_row(row: Event, seen: set[str]) -> Problem | None:
    if row.id in seen:
        return _wrong("event_twice", row, f"has the id {row.id!r} of another row", "Remove it, or give it its own id.")
    if not possible(row.at) or not possible(row.recorded):
        return _wrong("no_such_day", row, f"is of {day_of(row.at)}, which can be no day of a case", "Correct the day.")
    if (day_of(row.at) or row.at) > row.recorded.date():
        return _wrong("in_the_future", row, f"tells on {row.recorded.date()} of {day_of(row.at)}", "Correct the day.")
    return None


def _misplaced(before: Event | None, event: Event, events: list[Event]) -> Problem | None:
    if before is not None and _earlier(event.at, before.at):
        says = f"happened on {day_of(event.at)}, before {before.name} (row {before.row}) on {day_of(before.at)}"
        return _wrong("out_of_order", event, says, "Correct the day, or record it before that row.")
    same = next((one for one in events if one.id != event.id and _same(one, event)), None)
    if same is not None and events.index(same) < events.index(event):
        says = f"repeats row {same.row}"
        return _wrong("event_twice", event, says, "Remove it; to correct the earlier row, amend it.")
    return None


def _same(one: Event, other: Event) -> bool:
    return (one.name, one.at, one.actor, one.items, one.facts) == (
        other.name,
        other.at,
        other.actor,
        other.items,
        other.facts,
    )


def _earlier(one: date, other: date) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.replace(tzinfo=None) < other.replace(tzinfo=None)
    return (day_of(one) or one) < (day_of(other) or other)


def _wrong(code: str, event: Event, says: str, fix: str) -> Problem:
    where = f"row {event.row}, {event.case}"
    return Problem(code=code, says=f"Row {event.row} ({event.name}) {says}.", where=where, fix=fix)
