"""The files of a case folder, or one sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

from openimr.case import OpenImrError, Problem
from openimr.records.reading import SourceFile


def list_case_files(folder: Path, *, wanted: str) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """What the folder holds. wanted: what belongs there, for the message. Raises OpenImrError when it holds nothing."""
    from openimr.engines.reader import sources_in

    if not folder.is_dir():
        raise OpenImrError(f"There is no folder {folder}; give the folder that holds the case file's PDFs.")
    files, problems = sources_in(folder)
    if not files:
        raise OpenImrError(f"{folder} holds no PDF; put the {wanted} there.")
    return files, problems
