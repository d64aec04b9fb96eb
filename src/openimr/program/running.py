"""A clock of one case over time: started, amended, paused, resumed, extended, converted, met. Replayed from scratch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from ..case import Problem
from .clock import due
from .counting import advance, next_open, used_up
from .due import Due, Standing
from .periods import ClockVersion
from .program import Program
from .rules import day_of, find_calendar, find_clock, in_force


class HappeningKind(Enum):
    """AMENDED: the event was on another day, or served otherwise, than was thought. MET: what was due was done."""

    STARTED = "started"
    AMENDED = "amended"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CONVERTED = "converted"
    MET = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that bears on a running clock. ground: of a pause. days: of an extension."""

    kind: HappeningKind
    at: date
    delivery: str | None = None
    sent: bool = False
    ground: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The clock as it stands after all happenings, and those that could not be applied."""

    due: Due
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """What a replay has gathered: the start in force, the pauses, the extension, the conversion and the end."""

    clock: str
    start: Happening | None = None
    pauses: tuple[tuple[Happening, Happening | None], ...] = ()
    extension: Happening | None = None
    conversion: Happening | None = None
    end: Happening | None = None


def run_clock(program: Program, clock_id: str, happenings: Iterable[Happening]) -> Run:
    """The clock after these happenings, in their order. Nothing is kept between calls: the happenings say it all."""
    course, problems = _Course(clock=clock_id), list[Problem]()
    for n, one in enumerate(happenings, 1):
        taken = _take(program, course, one, f"{clock_id}, happening {n} ({one.kind.value} {day_of(one.at)})")
        if isinstance(taken, Problem):
            problems.append(taken)
        else:
            course = taken
    return Run(due=_count(program, course), problems=tuple(problems))


def _take(program: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    """The course with one happening more, or what is wrong with it."""
    start = course.start
    if one.kind is HappeningKind.STARTED:
        return _start(course, one, where)
    if start is None:
        return _wrong("clock_not_started", where, "the clock has not started", "record the event that starts it first")
    if one.kind is not HappeningKind.AMENDED and day_of(one.at) < day_of(start.at):
        return _wrong("before_the_event", where, f"is before {day_of(start.at)}, the event", "correct one of the days")
    if one.kind is not HappeningKind.AMENDED and course.end is not None:
        return _wrong("clock_has_ended", where, f"the clock ended on {day_of(course.end.at)}", "remove this happening")
    return _TAKEN[one.kind](program, course, one, where)


def _start(course: _Course, one: Happening, where: str) -> _Course | Problem:
    if course.start is not None:
        return _wrong("clock_started_twice", where, "the clock runs already", "record a new day as an amendment")
    return replace(course, start=one)


def _amend(_: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    return replace(course, start=one)


def _end(_: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    return replace(course, end=one)


def _pause(program: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    version = _version(program, course)
    known = {pause.ground for pause in version.pauses} if version else set()
    if one.ground not in known:
        grounds = ", ".join(sorted(known)) or "none"
        says = f"no law read lets {one.ground or 'this'} stop the clock"
        return _wrong("no_ground_to_pause", where, says, f"the grounds of {course.clock} are: {grounds}")
    if course.pauses and course.pauses[-1][1] is None:
        return _wrong("paused_twice", where, "the clock stands still already", "record when it went on first")
    return replace(course, pauses=(*course.pauses, (one, None)))


def _resume(_: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    if not course.pauses or course.pauses[-1][1] is not None:
        return _wrong("not_paused", where, "the clock does not stand still", "record the pause first, or remove this")
    begun = course.pauses[-1][0]
    if day_of(one.at) < day_of(begun.at):
        return _wrong(
            "before_the_event", where, f"is before the pause of {day_of(begun.at)}", "correct one of the days"
        )
    return replace(course, pauses=(*course.pauses[:-1], (begun, one)))


def _extend(program: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    extension = find_clock(program, course.clock).extension
    most = in_force(find_clock(program, extension), one.at) if extension else None
    if most is None or most.length is None:
        return _wrong("no_extension", where, "the law read gives this clock no extension", "remove this happening")
    if not 0 < one.days <= most.length:
        return _wrong(
            "extension_too_long", where, f"{one.days} days asked", f"give 1 to {most.length} days ({most.source})"
        )
    if course.extension is not None:
        return _wrong("extended_twice", where, "the clock was extended already", "keep one extension")
    return replace(course, extension=one)


def _convert(program: Program, course: _Course, one: Happening, where: str) -> _Course | Problem:
    if find_clock(program, course.clock).expedited is None:
        says, fix = "this clock has no expedited form", "convert the clock of the records or of the determination"
        return _wrong("no_expedited_clock", where, says, fix)
    return replace(course, conversion=one)


_TAKEN: dict[HappeningKind, Callable[[Program, _Course, Happening, str], _Course | Problem]] = {
    HappeningKind.AMENDED: _amend,
    HappeningKind.PAUSED: _pause,
    HappeningKind.RESUMED: _resume,
    HappeningKind.EXTENDED: _extend,
    HappeningKind.CONVERTED: _convert,
    HappeningKind.MET: _end,
}


def _wrong(code: str, where: str, says: str, fix: str) -> Problem:
    return Problem(code=code, says=f"{where}: {says}.", where=where, fix=f"{fix[0].upper()}{fix[1:]}.")


def _version(program: Program, course: _Course) -> ClockVersion | None:
    return in_force(find_clock(program, course.clock), course.start.at) if course.start else None


def _count(program: Program, course: _Course) -> Due:
    start = course.start
    first = due(
        program,
        course.clock,
        start.at if start else None,
        delivery=start.delivery if start else None,
        sent=bool(start and start.sent),
    )
    if start is None or first.day is None:
        return first
    found = _with_pauses(program, course, first)
    found = _with_extension(program, course, found)
    found = _with_conversion(program, course, found)
    if course.end is not None:
        said = f"done on {day_of(course.end.at).isoformat()}"
        found = replace(found, standing=Standing.STOPPED, derivation=(*found.derivation, said))
    return found


def _with_pauses(program: Program, course: _Course, found: Due) -> Due:
    """What was left of the period when the clock stopped is counted from the day on which it went on."""
    for begun, ended in course.pauses:
        if found.day is None:
            return found
        source = _ground(program, course, begun)
        if day_of(begun.at) > found.day:
            continue
        stopped = f"stands still from {day_of(begun.at).isoformat()}: {begun.ground} ({source})"
        if ended is None:
            steps = (*found.derivation, f"{stopped}; no day until it goes on")
            return replace(found, day=None, moment=None, standing=Standing.PAUSED, derivation=steps)
        found = _resumed(program, course, found, (begun.at, ended.at, stopped))
    return found


def _resumed(program: Program, course: _Course, found: Due, pause: tuple[date, date, str]) -> Due:
    begun, ended, stopped = pause
    version = _version(program, course)
    if version is None or found.day is None:
        return found
    went_on = f"goes on {day_of(ended).isoformat()}"
    if version.unit == "hours" and found.moment and isinstance(begun, datetime) and isinstance(ended, datetime):
        moment = found.moment + (ended - begun)
        steps = (*found.derivation, f"{stopped}, {went_on}: {moment}")
        return replace(found, day=moment.date(), moment=moment, derivation=steps)
    calendar = find_calendar(program, version.calendar) if version.calendar else None
    left = used_up(day_of(begun), found.day, version.unit, calendar)
    open_days = version.unit in ("business_days", "court_days")
    day = advance(day_of(ended), left, version.unit if open_days else "calendar_days", calendar, [])
    day = next_open(day, calendar, [])
    unit = "open day" if open_days else "day"
    said = f"{stopped}, {went_on} with {left} {unit}{'' if left == 1 else 's'} left: {day.isoformat()}"
    return replace(found, day=day, moment=None, derivation=(*found.derivation, said))


def _ground(program: Program, course: _Course, begun: Happening) -> str:
    version = _version(program, course)
    return next((one.source for one in version.pauses if one.ground == begun.ground), "") if version else ""


def _with_extension(program: Program, course: _Course, found: Due) -> Due:
    extension, clock = course.extension, find_clock(program, course.clock)
    if extension is None or found.day is None or clock.extension is None:
        return found
    source = find_clock(program, clock.extension).versions[0].source
    day = found.day + timedelta(days=extension.days)
    moment = found.moment + timedelta(days=extension.days) if found.moment else None
    said = f"+ {extension.days} days, extension approved {day_of(extension.at)} ({source}): {day.isoformat()}"
    return replace(found, day=day, moment=moment, derivation=(*found.derivation, said))


def _with_conversion(program: Program, course: _Course, found: Due) -> Due:
    """From conversion the expedited clock runs; it never gives more time than was left."""
    conversion, clock = course.conversion, find_clock(program, course.clock)
    if conversion is None or clock.expedited is None:
        return found
    fast = due(program, clock.expedited, conversion.at, delivery=conversion.delivery)
    if fast.day is None:
        return found
    lead = f"converted to expedited on {day_of(conversion.at).isoformat()}: {fast.clock} replaces {clock.id}"
    steps = (*found.derivation, lead, *fast.derivation)
    if found.day is not None and found.day < fast.day:
        return replace(found, derivation=(*steps, f"{found.day.isoformat()} is earlier and stands"))
    return replace(fast, derivation=steps)
