"""Reads a case folder as far as its chart: no guideline is applied and nothing is drafted."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from openimr.case import Case, Chart
from openimr.records.reading import PageProgress

from . import PROGRAM
from .case_files import list_case_files


def read_chart(
    chosen: argparse.Namespace, folder: Path, on_page: Callable[[PageProgress], None] | None = None
) -> tuple[Case, Chart]:
    """The dispute, as far as the folder says one, and everything its pages gave."""
    from openimr.engines.local_processes import LocalProcesses
    from openimr.engines.reader import LocalReader
    from openimr.intake import read_dispute
    from openimr.program import load
    from openimr.records import documents
    from openimr.review import Reading, chart_of

    files, problems = list_case_files(folder, wanted="records")
    read = LocalReader(cache=chosen.cache, workers=chosen.workers).read(files, on_page)
    found = documents.split(read.pages)
    case = read_dispute(found, read.pages, program=load(PROGRAM))
    return case, chart_of(read, found, case, problems, Reading(run=LocalProcesses(chosen.workers)))
