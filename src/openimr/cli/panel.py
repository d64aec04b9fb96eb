"""`imr panel`: import a roster, check credentials on a day, weigh reviewers for a case, measure agreement."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from openimr.case import OpenImrError, Problem


def add_arguments(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    one = actions.add_parser(
        "import", help="read a roster (CSV, or a FHIR bundle as .json) and write it as CSV, whole or not"
    )
    one.add_argument("roster", type=Path)
    one.add_argument("--out", type=Path, required=True, help="CSV file to write")
    _on(one)
    one = actions.add_parser("check", help="RQ1-RQ6 of every reviewer on a day, with reasons")
    one.add_argument("roster", type=Path, nargs="?", help="default: the bundled fictional roster")
    _on(one)
    one = actions.add_parser("fit", help="weigh every reviewer for one case")
    one.add_argument("--roster", type=Path, help="default: the bundled fictional roster")
    one.add_argument("--service", action="append", required=True, help="what is in dispute, e.g. psychotherapy")
    one.add_argument("--region", help="body region, e.g. psyche")
    one.add_argument(
        "--party", action="append", default=[], metavar="ROLE=NAME[@ADDRESS]", help="e.g. employer=Acme Foods"
    )
    one.add_argument(
        "--earlier", action="append", default=[], metavar="ID", help="reviewer who decided the dispute before"
    )
    one.add_argument("--top", type=int, default=10, help="show so many")
    _on(one)
    one = actions.add_parser("agreement", help="kappa between the two reviews of each pair, by service category")
    one.add_argument("reviews", type=Path, help="CSV: case, item, service, day, first, second (upheld or overturned)")


def _on(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", metavar="YYYY-MM-DD", type=date.fromisoformat, required=True, help="day of the test")


def run(chosen: argparse.Namespace) -> int:
    try:
        actions = {"import": _import, "check": _check, "fit": _fit, "agreement": _agreement}
        return actions[chosen.action](chosen)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _import(chosen: argparse.Namespace) -> int:
    from openimr.panel.writing import write_roster

    from .results import write_file
    from .rosters import read_roster

    reviewers, problems = read_roster(chosen.roster, on=chosen.on)
    tell(problems)
    if not reviewers:
        print("Nothing was imported.", file=sys.stderr)
        return 2
    write_file(chosen.out, write_roster(reviewers).encode())
    print(f"{len(reviewers)} reviewers written to {chosen.out}")
    return 1 if problems else 0


def _check(chosen: argparse.Namespace) -> int:
    from openimr.panel import is_qualified, qualify

    from .rosters import read_roster

    reviewers, problems = read_roster(chosen.roster, on=chosen.on)
    tell(problems)
    for reviewer in reviewers:
        print(f"{reviewer.id}: {'qualified' if is_qualified(reviewer, on=chosen.on) else 'NOT QUALIFIED'}")
        for one in qualify(reviewer, on=chosen.on):
            print(f"  {one.id}  {'holds' if one.holds else 'FAILS'}  {one.says} ({one.source})")
    qualified = sum(is_qualified(one, on=chosen.on) for one in reviewers)
    print(f"{qualified} of {len(reviewers)} reviewers are qualified on {chosen.on.isoformat()}")
    return 2 if not reviewers else 1 if problems else 0


def _fit(chosen: argparse.Namespace) -> int:
    from openimr.case import Case, DisputedItem
    from openimr.panel import rank
    from openimr.panel.specialty import is_known_service

    from .rosters import parse_party, require_roster

    for service in chosen.service:
        if not is_known_service(service):
            print(
                f"imr: {service!r} is no service the table knows; its words or general specialties stand in",
                file=sys.stderr,
            )
    items = tuple(
        DisputedItem(n=n, request=service, service=service, body_region=chosen.region)
        for n, service in enumerate(chosen.service, start=1)
    )
    case = Case(program="ca-dwc", items=items, parties=tuple(parse_party(text) for text in chosen.party))
    panel = rank(require_roster(chosen.roster), case, on=chosen.on, earlier=tuple(chosen.earlier))
    print(f"Specialties that fit: {', '.join(panel.specialties)}")
    for one in panel.candidates[: chosen.top]:
        print(f"{one.reviewer_id}  fit {one.fit:.4f}  {'may be assigned' if one.assignable else 'MAY NOT'}")
        for reason in one.reasons:
            print(f"    + {reason}")
        for obstacle in one.obstacles:
            print(f"    - {obstacle}")
        for near in one.conflicts:
            if not near.sure:
                print(f"    ? {near.code}: {near.says} (likeness {near.likeness:g}: look at it)")
    return 0 if any(one.assignable for one in panel.candidates) else 1


def _agreement(chosen: argparse.Namespace) -> int:
    from openimr.panel.agreement import find_drift, load_pairs, measure

    from .rosters import read_text

    pairs, problems = load_pairs(read_text(chosen.reviews))
    tell(problems)
    for one in measure(pairs):
        print(one.says)
    alarms = find_drift(pairs)
    for alarm in alarms:
        print(f"DRIFT: {alarm.says}")
    return 2 if problems else 1 if alarms else 0


def tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        print(f"Problem: {problem.says} [{problem.where}] {problem.fix}", file=sys.stderr)
