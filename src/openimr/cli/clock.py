"""`imr clock`: when something is due, and why."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from openimr.program import Due, PackError, Program, Standing, UnknownRule, due, holidays, load, names

from . import PROGRAM

UNVERIFIED = "not verified: a rule used here was not read in its official text"


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("clock", nargs="?", help="id of the clock, e.g. K01 (filing the application); none: list them")
    command.add_argument(
        "event",
        nargs="?",
        type=_moment,
        help="day of the event that starts it, YYYY-MM-DD, or YYYY-MM-DDTHH:MM; none: not known",
    )
    command.add_argument("--delivery", help="how the event was served, e.g. mail, fax, electronic, personal")
    command.add_argument("--sent", action="store_true", help="EVENT is the day of sending: receipt is presumed from it")
    command.add_argument("--program", default=PROGRAM, help=f"program pack: {', '.join(names())}")
    command.add_argument("--holidays", type=int, metavar="YEAR", help="list the closed days of every calendar instead")


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
        found = due(program, chosen.clock, chosen.event, delivery=_known(program, chosen.delivery), sent=chosen.sent)
    except (PackError, UnknownRule) as wrong:
        print(f"imr: {wrong}")
        return 2
    _tell(found)
    return 0


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
