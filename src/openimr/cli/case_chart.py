"""Reads a case folder as far as its chart: no guideline is applied and nothing is drafted."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from openimr.case import Case, Chart, OpenImrError
from openimr.records.reading import PageProgress

from . import PROGRAM


def read_chart(
    chosen: argparse.Namespace, folder: Path, on_page: Callable[[PageProgress], None] | None = None
) -> tuple[Case, Chart]:
    """The dispute, as far as the folder says one, and everything its pages gave."""
    from openimr.engines.reader import LocalReader, sources_in
    from openimr.intake import read_dispute
    from openimr.program import load
    from openimr.records import documents
    from openimr.review import chart_of

    if not folder.is_dir():
        raise OpenImrError(f"There is no folder {folder}; give the folder that holds the case file's PDFs.")
    files, problems = sources_in(folder)
    if not files:
        raise OpenImrError(f"{folder} holds no PDF; put the records there.")
    read = LocalReader(cache=chosen.cache, workers=chosen.workers).read(files, on_page)
    found = documents.split(read.pages)
    case = read_dispute(found, read.pages, program=load(PROGRAM))
    return case, chart_of(read, found, case, problems)
