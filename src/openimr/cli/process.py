"""`imr process`: where the cases of a log stand, what comes next, the tables as a diagram, and their examples."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from openimr.case import OpenImrError, Problem
from openimr.program import Due, names
from openimr.program.reference import write_reference
from openimr.workflow import (
    Law,
    Standing,
    list_cases,
    list_duties,
    list_options,
    load_law,
    prove_clocks,
    prove_guards,
    read_log,
    rebuild,
    split_log,
)
from openimr.workflow.diagram import draw_diagram

from . import PROGRAM

HELP = "show a log; draw the process; write the pack's rules as a page; work out the examples"


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("show", "diagram", "reference", "prove"), help=HELP)
    command.add_argument("log", nargs="?", type=Path, help="the log of cases, one event a line (JSON lines)")
    command.add_argument("--case", help="number of the case; none: every case of the log")
    command.add_argument("--at", type=_moment, help="as it was known then, YYYY-MM-DDTHH:MM; none: now")
    command.add_argument("--by", type=_day, help="only what had happened by the end of this day, YYYY-MM-DD; none: all")
    command.add_argument("--program", default=PROGRAM, help=f"program pack: {', '.join(names())}")


def _moment(given: str) -> datetime:
    try:
        return datetime.fromisoformat(given).replace(tzinfo=None)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no moment {given}; write YYYY-MM-DDTHH:MM") from error


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no day {given}; write YYYY-MM-DD") from error


def run(chosen: argparse.Namespace) -> int:
    """Prints what was asked; 1 when a row of the log is refused or an example does not hold, 2 when it cannot run."""
    try:
        law = load_law(chosen.program)
        if chosen.action == "diagram":
            print(draw_diagram(law.process))
            return 0
        if chosen.action == "reference":
            print(write_reference(law.program))
            return 0
        return _prove(law) if chosen.action == "prove" else _show(law, chosen)
    except (OpenImrError, OSError, UnicodeDecodeError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _prove(law: Law) -> int:
    proofs = (*prove_clocks(law.program), *prove_guards(law))
    failed = [proof for proof in proofs if not proof.holds]
    for proof in failed:
        print(f"{proof.of}: {proof.example}: expected {proof.expected}, found {proof.found} ({proof.source})")
    print(f"{len(proofs) - len(failed)} of {len(proofs)} examples hold")
    return 1 if failed else 0


def _show(law: Law, chosen: argparse.Namespace) -> int:
    if chosen.log is None:
        raise OpenImrError("Say which log, e.g. imr process show cases.jsonl")
    log = read_log(chosen.log.read_text(encoding="utf-8"), law.process)
    if log.problems:
        _tell_problems(log.problems)
        print("Nothing was taken from the log.", file=sys.stderr)
        return 2
    known = list_cases(log.events)
    if chosen.case and chosen.case not in known:
        raise OpenImrError(f"There is no case {chosen.case} in the log; there are {', '.join(known) or 'none'}.")
    worst = 0
    for rows in split_log(log.events):
        case = rows[0].case
        if chosen.case not in (None, case):
            continue
        rebuilt = rebuild(law, rows, case, known_at=chosen.at, happened_by=chosen.by)
        _tell_problems(rebuilt.problems)
        worst = max(worst, 1 if rebuilt.problems else 0)
        if rebuilt.standing is None:
            print(f"{case}: did not exist yet")
        else:
            _tell(law, rebuilt.standing)
    return worst


def _tell(law: Law, standing: Standing) -> None:
    print(f"{standing.case}: {standing.state} since {standing.since}")
    for item in standing.items:
        print(f"  item {item.n}: {item.status}")
    for duty in list_duties(law, standing):
        days = "; ".join(_when(due) for due in duty.due)
        print(f"  {duty.who}: {duty.does}{f' ({days})' if days else ''}")
    for option in list_options(law, standing, standing.since):
        print(f"  next: {option.transition.event} -> {option.transition.to or standing.state}")
        for lack in (*option.missing, *option.failed):
            print(f"      lacks {lack.name}: {lack.says} ({lack.source})")


def _when(due: Due) -> str:
    mark = "" if due.verified or due.day is None else ", not verified"
    return f"{due.clock} {due.moment or due.day or due.standing.value}{mark}"


def _tell_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        print(f"Problem: {problem.says} [{problem.where}] {problem.fix}", file=sys.stderr)
