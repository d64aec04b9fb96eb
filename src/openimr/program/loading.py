"""From the files of a pack to a Program, with every error naming file, line and key."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

from .money import overlap
from .pack_file import PackError, PackFile, Place, read_file
from .periods import Calendar, Clock, Holiday
from .program import Program

REQUIRED = ("program", "clocks", "holidays", "reasons", "evidence", "fees")
T = TypeVar("T")
OPTIONAL = ("filing", "provisions", "reviewers", "history")


@cache
def load(name: str) -> Program:
    """The program pack `name` of openimr_packs/programs. Raises PackError for a missing or faulty pack."""
    return read(folder_of(name))


def folder_of(name: str) -> Traversable:
    """The folder of a pack. Raises PackError, naming those that exist."""
    if name not in names():
        raise PackError(f"there is no program pack {name!r}; there are {', '.join(names())}")
    return files("openimr_packs") / "programs" / name


@cache
def names() -> tuple[str, ...]:
    """The program packs that are installed, in order."""
    folder = files("openimr_packs") / "programs"
    return tuple(sorted(one.name for one in folder.iterdir() if (one / "program.yaml").is_file()))


def read(folder: Traversable) -> Program:
    """A program pack from its folder. Raises PackError for a missing file, bad YAML or a bad value."""
    values: dict[str, object] = {"name": folder.name}
    owner: dict[str, PackFile] = {}
    for part in (*REQUIRED, *OPTIONAL):
        if part in OPTIONAL and not (folder / f"{part}.yaml").is_file():
            continue
        file = read_file(folder, f"{part}.yaml", f"every program pack needs {', '.join(f'{p}.yaml' for p in REQUIRED)}")
        for key, value in file.content.items():
            if key in owner:
                raise PackError(f"{file.at((key,))}: {key!r} is in {owner[key].name} already; keep one")
            values[key], owner[key] = value, file
    program = validate(_adapter(), values, owner, folder.name)
    for place, wrong in _faults(program):
        raise PackError(f"{owner[str(place[0])].at(place)}: {wrong}")
    return program


def validate(adapter: TypeAdapter[T], values: object, owner: dict[str, PackFile], pack: str) -> T:
    """The typed value; raises PackError with file, line and key of the first bad value."""
    try:
        return adapter.validate_python(values)
    except ValidationError as error:
        # A key that is unknown explains the key that is missing: it comes first.
        first = min(error.errors(), key=lambda one: one["type"] != "unexpected_keyword_argument")
        key = ".".join(str(step) for step in first["loc"])
        file = owner.get(str(first["loc"][0])) if first["loc"] else None
        only = next(iter(owner.values())) if len({one.name for one in owner.values()}) == 1 else None
        where = file.at(first["loc"]) if file else only.at(()) if only else f"{pack}/program.yaml:1"
        raise PackError(f"{where}: {key}: {first['msg']}") from error


@cache
def _adapter() -> TypeAdapter[Program]:
    return TypeAdapter(Program)


class Dated(Protocol):
    """A row that is in force between two days."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def _faults(program: Program) -> Iterator[tuple[Place, str]]:
    """What no type can tell: names that must exist or be unique, and versions that must not overlap."""
    yield from repeated("clocks", "clock", (clock.id for clock in program.clocks))
    yield from repeated("reasons", "reason", (reason.name for reason in program.reasons))
    yield from repeated("extensions", "delivery", (row.delivery for row in program.extensions))
    yield from repeated("provisions", "provision", (row.id for row in program.provisions))
    yield from repeated("calendars", "calendar", (row.name for row in program.calendars))
    yield from repeated("actors", "actor", (row.code for row in program.actors))
    for n, clock in enumerate(program.clocks):
        yield from _clock_faults(program, clock, ("clocks", n))
    calendars = {calendar.name for calendar in program.calendars}
    for n, row in enumerate(program.extensions):
        if row.unit == "court_days" and "judicial" not in calendars:
            yield ("extensions", n), f"{row.delivery}: court days need a calendar called 'judicial'"
    for n, calendar in enumerate(program.calendars):
        yield from _holiday_faults(calendar, ("calendars", n, "holidays"))
    ids = {clock.id for clock in program.clocks}
    for n, reason in enumerate(program.reasons):
        for cure in reason.cures:
            if cure.clock not in ids:
                yield ("reasons", n, "cures"), f"{reason.name}: no clock is called {cure.clock!r}"
    yield from _fee_faults(program)


def _holiday_faults(calendar: Calendar, place: Place) -> Iterator[tuple[Place, str]]:
    """A holiday may have several rules, one after the other, and each falls on a day that a calendar has."""
    for n, rule in enumerate(calendar.holidays):
        same = [(k, one) for k, one in enumerate(calendar.holidays) if one.name == rule.name]
        if same[0][0] == n:
            yield from (
                ((*place, same[k][0]), f"{rule.name}: {says}") for k, says in overlaps([one for _, one in same])
            )
        by_weekday = rule.weekday is not None and rule.nth is not None
        if (rule.day is None) is not by_weekday:
            yield (*place, n), f"{rule.name}: give either the day, or the weekday with its number in the month"
        elif not _exists(rule):
            yield (*place, n), f"{rule.name}: no year has this day"


def _exists(rule: Holiday) -> bool:
    if not 1 <= rule.month <= 12:
        return False
    if rule.day is not None:
        return 1 <= rule.day <= monthrange(2023, rule.month)[1]
    return 0 <= (rule.weekday or 0) <= 6 and (rule.nth or 0) in (1, 2, 3, 4, -1)


def _fee_faults(program: Program) -> Iterator[tuple[Place, str]]:
    for n, fee in enumerate(program.fees):
        for earlier in program.fees[:n]:
            if overlap(earlier, fee):
                yield ("fees", n), f"{fee.kind}: a case could be charged by this row and by {earlier.kind!r}"
        if fee.valid_to is not None and fee.valid_to < fee.valid_from:
            yield ("fees", n), f"{fee.kind}: ends on {fee.valid_to} before it begins on {fee.valid_from}"


def _clock_faults(program: Program, clock: Clock, place: Place) -> Iterator[tuple[Place, str]]:
    calendars = {calendar.name for calendar in program.calendars}
    ids = {one.id for one in program.clocks}
    for n, version in enumerate(clock.versions):
        here = (*place, "versions", n)
        if version.calendar is not None and version.calendar not in calendars:
            yield (*here, "calendar"), f"{clock.id}: no calendar is called {version.calendar!r}"
        if version.unit in ("business_days", "court_days") and version.calendar is None:
            yield here, f"{clock.id}: {version.unit.replace('_', ' ')} need a calendar"
        if (version.length is None) is not (version.unit == "none"):
            yield here, f"{clock.id}: a period has a length and a unit; without a period both are empty"
    for other in (*(row.clock for row in clock.readings), clock.expedited, clock.extension):
        if other is not None and other not in ids:
            yield place, f"{clock.id}: no clock is called {other!r}"
    if not clock.versions:
        yield place, f"{clock.id}: has no version"
    for n, wrong in overlaps(clock.versions):
        yield (*place, "versions", n), f"{clock.id}: {wrong}"


def repeated(key: str, what: str, given: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """The rows of `key` whose name another row bears already."""
    seen: set[str] = set()
    for n, name in enumerate(given):
        if name in seen:
            yield (key, n), f"{what} {name!r} is given twice"
        seen.add(name)


def overlaps(versions: Iterable[Dated]) -> Iterator[tuple[int, str]]:
    """Versions that begin before an earlier one has ended, or end before they begin."""
    numbered = sorted(enumerate(versions), key=lambda one: one[1].valid_from or date.min)
    for n, version in numbered:
        if version.valid_to is not None and version.valid_to < (version.valid_from or date.min):
            yield n, f"a version ends on {version.valid_to} before it begins on {version.valid_from}"
    for (_, earlier), (n, later) in pairwise(numbered):
        if (earlier.valid_to or date.max) >= (later.valid_from or date.min):
            yield n, f"versions overlap on {later.valid_from or 'every day'}"
