"""`imr assign`: all open cases to reviewers at once."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.case import OpenImrError

if TYPE_CHECKING:
    from openimr.panel.assignment import Board, OpenCase

HEAD = ("case", "reviewer", "fit", "reasons")


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("cases", type=Path, help="CSV of open cases, or a folder of results of `imr review`")
    command.add_argument("--roster", type=Path, help="CSV or FHIR bundle (default: the bundled fictional roster)")
    command.add_argument(
        "--on", metavar="YYYY-MM-DD", type=date.fromisoformat, required=True, help="day on which credentials must hold"
    )
    command.add_argument("--previous", type=Path, help="CSV that this command wrote before: little moves for little")
    command.add_argument("--double", type=_share, default=0.0, help="share of cases reviewed twice, blind, e.g. 0.05")
    command.add_argument("--salt", default="", help="secret that decides which cases are reviewed twice")
    command.add_argument("--out", type=Path, help="write the assignment as CSV")
    command.add_argument("--json", action="store_true", help="print the whole result as JSON")


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share from 0 to 1")
    return share


def run(chosen: argparse.Namespace) -> int:
    """0: every review has a reviewer. 1: some have none; each with the reason and the cheapest remedy. 2: bad input."""
    try:
        return _assign(chosen)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _assign(chosen: argparse.Namespace) -> int:
    from openimr.engines.assigning import flow_solver
    from openimr.panel.assignment import assign, draw_sample

    from .results import write_file
    from .rosters import require_roster

    cases = _read_cases(chosen.cases)
    if chosen.double:
        cases = draw_sample(cases, share=chosen.double, salt=chosen.salt)
    previous = _read_previous(chosen.previous) if chosen.previous else ()
    board = assign(cases, require_roster(chosen.roster), solver=flow_solver(), on=chosen.on, previous=previous)
    if chosen.out:
        write_file(chosen.out, _table(board).encode())
    print(_as_json(board) if chosen.json else _as_text(board, len(cases)))
    return 1 if board.shortfalls else 0


def _read_cases(path: Path) -> tuple[OpenCase, ...]:
    from openimr.panel.assignment import load_cases

    from .panel import tell
    from .reviewed_cases import read_reviewed
    from .rosters import read_text

    if path.is_dir():
        return read_reviewed(path)
    cases, problems = load_cases(read_text(path))
    if problems:
        tell(problems)
        raise OpenImrError(f"{path} cannot be used: {len(problems)} problems, printed above. Nothing was assigned.")
    if not cases:
        raise OpenImrError(f"{path} lists no case.")
    return cases


def _read_previous(path: Path) -> tuple[tuple[str, str], ...]:
    from .rosters import read_text

    rows = list(csv.DictReader(io.StringIO(read_text(path))))
    if any(row.get("case") is None or row.get("reviewer") is None for row in rows):
        raise OpenImrError(f"{path} has no columns case and reviewer; give a file that imr assign --out wrote.")
    return tuple((row["case"], row["reviewer"]) for row in rows)


def _table(board: Board) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows((p.case_id, p.reviewer_id, f"{p.fit:.4f}", "; ".join(p.reasons)) for p in board.placements)
    return stream.getvalue()


def _as_text(board: Board, cases: int) -> str:
    lines = [f"{p.case_id} -> {p.reviewer_id}  fit {p.fit:.4f}  {'; '.join(p.reasons)}" for p in board.placements]
    for one in board.shortfalls:
        lines.append(f"{one.case_id} -> NOBODY ({one.open_seats} open)  {one.says}")
        lines.append(f"    cheapest remedy: {one.remedy}")
    optimum = "proven best" if not board.gap else f"at most {100 * board.gap:.3f} % below the best"
    lines.append(
        f"{len(board.placements)} reviews of {cases} cases placed, {sum(s.open_seats for s in board.shortfalls)} open; "
        f"points {board.points}, bound {board.bound}: {optimum}"
    )
    lines += [f"{len(board.moved)} cases moved: {', '.join(board.moved)}"] if board.moved else []
    return "\n".join(lines)


def _as_json(board: Board) -> str:
    placements = [
        {"case": p.case_id, "reviewer": p.reviewer_id, "fit": p.fit, "reasons": p.reasons} for p in board.placements
    ]
    shortfalls = [
        {"case": s.case_id, "open_seats": s.open_seats, "want": s.want.value, "says": s.says, "remedy": s.remedy}
        for s in board.shortfalls
    ]
    result = {"placements": placements, "shortfalls": shortfalls, "points": board.points, "bound": board.bound}
    return json.dumps({**result, "moved": board.moved}, indent=1)
