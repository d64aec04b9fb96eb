"""`imr clock`: when something is due, and why."""

from __future__ import annotations

import argparse
from datetime import date

from openimr.program import due, load

from . import PROGRAM


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("clock", help="id of the clock, e.g. K01 (filing the application)")
    command.add_argument("event", type=date.fromisoformat, help="day of the event that starts it, YYYY-MM-DD")
    command.add_argument("--delivery", help="how the event was served, e.g. mail, fax, electronic, personal")


def run(chosen: argparse.Namespace) -> int:
    """Prints the last day and its derivation, one step a line."""
    program = load(PROGRAM)
    known = {clock.id for clock in program.clocks}
    if chosen.clock not in known:
        print(f"imr: there is no clock {chosen.clock}; choose one of {', '.join(sorted(known))}")
        return 2
    if chosen.delivery and program.extension(chosen.delivery) is None:
        kinds = ", ".join(row.delivery for row in program.extensions)
        print(f"imr: delivery {chosen.delivery} is unknown; choose one of {kinds}")
        return 2
    found = due(program, chosen.clock, chosen.event, delivery=chosen.delivery)
    for step in found.derivation:
        print(f"  {step}")
    print(f"last day: {found.day.isoformat() if found.day else 'unknown'} ({found.source})")
    return 0
