"""`imr review`: from a case file folder to a draft determination."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from openimr.case import OpenImrError, Problem

from .case_files import list_case_files
from .model_options import add_model_options, proposer_of
from .progress import Progress

FOR_INFORMATION = frozenset(
    {
        "script", "picture_named_pdf", "page_garbage", "page_disguised", "page_two_up", "model_proposals", "model_timeout",
        "model_unreachable", "model_http_error", "model_bad_answer", "model_too_long", "model_given_up",
    }
)  # fmt: skip
"""Codes of problems that leave nothing unread."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="CASE_FOLDER", type=Path, help="folder with the PDFs of one case file")
    command.add_argument("--out", metavar="DIR", type=Path, required=True, help="where the results are written")
    add_options(command)


def add_options(command: argparse.ArgumentParser) -> None:
    """Options that `imr demo` has too."""
    command.add_argument(
        "--on", metavar="YYYY-MM-DD", type=date.fromisoformat, help="day that selects guideline editions"
    )
    add_reading_options(command)
    command.add_argument("--roster", type=Path, help="reviewers as CSV (default: the bundled fictional roster)")
    add_model_options(command)


def add_reading_options(command: argparse.ArgumentParser) -> None:
    """Options of every command that reads a case file."""
    command.add_argument("--json", action="store_true", help="progress and result as JSON lines, for machines")
    command.add_argument("--workers", type=int, help="processes for reading (default: all cores)")
    command.add_argument("--cache", type=Path, default=cache_folder(), help="where pages already read are kept")


def cache_folder() -> Path:
    """The user's cache folder, by the XDG convention."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "openimr"


def run(chosen: argparse.Namespace) -> int:
    """Writes the results and prints a short account; returns the exit code."""
    try:
        return review_folder(chosen, chosen.folder, chosen.out)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def review_folder(chosen: argparse.Namespace, folder: Path, out: Path) -> int:
    from openimr.engines.local_processes import LocalProcesses
    from openimr.engines.reader import LocalReader
    from openimr.review import Reading, review

    from .outcome import tell
    from .results import write_results
    from .rules import load_rules

    # Facts and pages are values without cycles; looking for cycles among a million of them takes a tenth of the time.
    gc.set_threshold(200_000, 20, 50)
    started = time.perf_counter()
    files, problems = list_case_files(folder, wanted="application, UR decision and records")
    reader = LocalReader(cache=chosen.cache, workers=chosen.workers)
    with Progress(as_json=chosen.json) as progress:
        dossier = review(
            files,
            reader=reader,
            rules=replace(
                load_rules(chosen.roster),
                reading=Reading(run=LocalProcesses(chosen.workers), proposer=proposer_of(chosen)),
            ),
            on=chosen.on,
            on_page=progress.page,
            found_wrong=problems,
        )
        progress.say("writing")
        paths = write_results(dossier, files, out, seconds=time.perf_counter() - started)
    tell(dossier, paths, as_json=chosen.json)
    return 1 if blocking(dossier.chart.problems) else 0


def blocking(problems: tuple[Problem, ...]) -> bool:
    """Something in the file needs a person before anybody can rely on the draft."""
    return any(problem.code not in FOR_INFORMATION for problem in problems)
