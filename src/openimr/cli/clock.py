"""`imr clock`: when something is due, and why."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from openimr.case import OpenImrError
from openimr.program import (
    Due,
    Happening,
    HappeningKind,
    Program,
    Standing,
    UnknownRule,
    due,
    holidays,
    load,
    names,
    run_clock,
)

from . import PROGRAM

UNVERIFIED = "not verified: a rule used here was not read in its official text"


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("clock", nargs="?", help="id of the clock, e.g. K01 (filing the application); none: list them")
    command.add_argument(
        "event",
        nargs="?",
        type=_event,
        help="day of the event that starts it, YYYY-MM-DD, or YYYY-MM-DDTHH:MM; none: not known",
    )
    command.add_argument("--delivery", help="how the event was served, e.g. mail, fax, electronic, personal")
    command.add_argument("--sent", action="store_true", help="EVENT is the day of sending: receipt is presumed from it")
    command.add_argument(
        "--then",
        action="append",
        default=[],
        metavar="WHAT=DAY[:MORE]",
        help="what bore on the clock since, in order: amended=DAY[:DELIVERY], paused=DAY:GROUND, resumed=DAY, "
        "extended=DAY:DAYS, converted=DAY (to expedited), met=DAY",
    )
    command.add_argument("--program", default=PROGRAM, help=f"program pack: {', '.join(names())}")
    command.add_argument("--holidays", type=int, metavar="YEAR", help="list the closed days of every calendar instead")


def _event(given: str) -> date:
    """The day as the parser takes it: one that does not exist is refused in words."""
    try:
        return _moment(given)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no day {given}; write YYYY-MM-DD or YYYY-MM-DDTHH:MM") from error


def _moment(given: str) -> date:
    return date.fromisoformat(given) if len(given) == len("2015-06-01") else datetime.fromisoformat(given)


def run(chosen: argparse.Namespace) -> int:
    """Prints the last day and its derivation, one step a line; or the clocks, or the closed days, of a program."""
    try:
        program = load(chosen.program)
        if chosen.holidays is not None:
            return _list_holidays(program, chosen.holidays)
        if chosen.clock is None:
            return _list_clocks(program)
        delivery = _known(program, chosen.delivery)
        if chosen.then:
            return _replay(program, chosen, delivery)
        found = due(program, chosen.clock, chosen.event, delivery=delivery, sent=chosen.sent)
    except OpenImrError as wrong:
        print(f"imr: {wrong}")
        return 2
    _tell(found)
    return 0


def _replay(program: Program, chosen: argparse.Namespace, delivery: str | None) -> int:
    """The clock with all that bore on it; 1 when a happening cannot be so."""
    happenings = [] if chosen.event is None else [_started(chosen, delivery)]
    happenings += [_happening(program, one) for one in chosen.then]
    run = run_clock(program, chosen.clock, happenings)
    _tell(run.due)
    for problem in run.problems:
        print(f"Problem: {problem.says} {problem.fix}")
    return 1 if run.problems else 0


def _started(chosen: argparse.Namespace, delivery: str | None) -> Happening:
    return Happening(kind=HappeningKind.STARTED, at=chosen.event, delivery=delivery, sent=chosen.sent)


def _happening(program: Program, given: str) -> Happening:
    """One --then. Raises OpenImrError where it does not read as WHAT=DAY[:MORE]."""
    what, _, rest = given.partition("=")
    day, more = (rest[:10], rest[11:]) if "T" not in rest[:11] else (rest[:16], rest[17:])
    kinds = [kind.value for kind in HappeningKind if kind is not HappeningKind.STARTED]
    if what not in kinds:
        raise OpenImrError(f"--then {given}: use one of {', '.join(kinds)}, then = and a day")
    try:
        at = _moment(day)
        days = int(more) if what == "extended" else 0
    except ValueError as error:
        raise OpenImrError(f"--then {given}: write {what}=YYYY-MM-DD, and after a colon what belongs to it") from error
    return Happening(
        kind=HappeningKind(what),
        at=at,
        days=days,
        ground=more if what == "paused" else "",
        delivery=_known(program, more or None) if what == "amended" else None,
    )


def _known(program: Program, delivery: str | None) -> str | None:
    """A manner of service that the program has, even where the clock asks for none. Raises UnknownRule."""
    if delivery is not None and program.extensions and program.extension(delivery) is None:
        known = ", ".join(row.delivery for row in program.extensions)
        raise UnknownRule(f"delivery {delivery} is unknown; choose one of {known}")
    return delivery


def _tell(found: Due) -> None:
    for step in found.derivation:
        print(f"  {step}")
    skipped = [f"{one.day.isoformat()} {one.why}" for one in found.skipped]
    if skipped:
        print(f"  days skipped: {'; '.join(skipped)}")
    for other in found.readings:
        when = f": {other.moment or other.day}" if other.day else ""
        print(f"  other reading, {other.basis}, {other.clock} ({other.source}){when}: {other.says}")
    for caution in found.cautions:
        print(f"  caution: {caution}")
    last = str(found.moment or found.day) if found.day else _unknown(found)
    print(f"last day: {last} ({found.source})")
    if not found.verified and found.day is not None:
        print(UNVERIFIED)


def _unknown(found: Due) -> str:
    return "UNKNOWN" if found.standing is Standing.UNKNOWN else f"UNKNOWN ({found.standing.value})"


def _list_clocks(program: Program) -> int:
    print(program.title)
    for clock in program.clocks:
        for version in clock.versions:
            length = f"{version.length} {version.unit.replace('_', ' ')}" if version.length is not None else "no period"
            since = f"from {version.valid_from} " if version.valid_from else ""
            until = f"to {version.valid_to} " if version.valid_to else ""
            mark = "" if version.verified else "  NOT VERIFIED"
            print(f"  {clock.id:20} {length:18} {since}{until}{clock.name} ({version.source}){mark}")
    return 0


def _list_holidays(program: Program, year: int) -> int:
    for calendar in program.calendars:
        print(f"{calendar.name} ({calendar.source})")
        for day, name in holidays(calendar, year):
            print(f"  {day.isoformat()} {day:%a} {name}")
    return 0
