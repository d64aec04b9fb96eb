"""The files that `imr read` is given: themselves, or all files of a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openimr.case import OpenImrError, Problem
from openimr.engines.letter_files import LetterFile, kind_of, read_head


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSource:
    """name: as it stands in the records."""

    name: str
    path: Path
    kind: LetterFile


def list_letters(given: Sequence[Path]) -> tuple[tuple[LetterSource, ...], tuple[Problem, ...]]:
    """Files in the order given, folders by name, each file once; what cannot be opened is a Problem.

    Raises OpenImrError when nothing at all is there.
    """
    sources: dict[Path, LetterSource] = {}
    problems: list[Problem] = []
    for one in given:
        paths = sorted(_below(one)) if one.is_dir() else [one]
        for path in paths:
            try:
                if path.resolve() not in sources:
                    sources[path.resolve()] = LetterSource(
                        name=path.as_posix(), path=path, kind=kind_of(path.name, read_head(path))
                    )
            except OSError as wrong:
                problems.append(
                    file_problem("unreadable_file", path.as_posix(), f"The file cannot be opened: {wrong.strerror}")
                )
    if not sources:
        names = ", ".join(str(path) for path in given[:3])
        raise OpenImrError(f"There is no letter to read in {names}; give files or folders of letters.")
    return tuple(sources.values()), tuple(problems)


def file_problem(code: str, name: str, says: str, fix: str = "Look at the file.") -> Problem:
    return Problem(code=code, says=f"{says.rstrip('.')}.", where=name, fix=fix)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(
            Path(root, name) for name in files if not name.startswith(".") and not Path(root, name).is_symlink()
        )
    return found
