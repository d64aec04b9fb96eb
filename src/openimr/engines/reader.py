"""Reads the files of a case into pages, on this machine's processors.

First all text layers, then by OCR the pages that need it, each picture once however often it occurs. What a worker
process cannot read is an unreadable page and a Problem; everything else is read all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from openimr.records.reading import PageProgress, ReadPages, SourceFile

from .case_folder import sources_in
from .case_reading import CaseReading, OpenFile
from .job import Limits
from .page_cache import PageCache
from .placing import placed_files
from .workers import WorkerPool

__all__ = ["LocalReader", "sources_in"]


class LocalReader:
    """cache: folder that keeps what was read, None for nothing; workers: processes, None for one a processor.

    A PageReader. Give one reader a cache folder and another the same folder, and neither reads a page twice.
    """

    def __init__(self, *, cache: Path | None = None, workers: int | None = None, limits: Limits | None = None) -> None:
        self._cache = PageCache(cache)
        self._workers = workers or os.cpu_count() or 1
        self._limits = limits or Limits()

    def read(self, files: Sequence[SourceFile], on_page: Callable[[PageProgress], None] | None = None) -> ReadPages:
        """Every page of every file that opens, and Problems for the rest."""
        with placed_files(files) as paths, WorkerPool(self._workers, self._limits) as pool:
            run = CaseReading(pool, self._cache, self._limits, on_page or _ignore)
            return run.read([OpenFile(file, paths[file.name]) for file in files])


def _ignore(progress: PageProgress) -> None:
    """Nobody watches."""
