"""What `imr read` has read so far, so that an interrupted run goes on where it stopped.

A file beside the output, one line a letter file, written as each is read. A line that an interruption tore is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from openimr import __version__
from openimr.case import Problem

from .letter_work import LetterLines

_FORMAT = 1


class Journal:
    """path: of the journal. Opened for writing by `with`; `names` are the files already in it with the same bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at: dict[str, tuple[int, str]] = {}
        self._end = 0
        self._load()

    def __enter__(self) -> Journal:
        self._stream = self.path.open("r+b" if self._end else "wb")
        self._stream.seek(self._end)
        self._stream.truncate()
        if not self._end:
            self._write({"journal": _FORMAT, "reader": __version__})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def holds(self, name: str, sha256: str) -> bool:
        return name in self._at and self._at[name][1] == sha256

    def add(self, lines: LetterLines) -> None:
        self._at[lines.name] = (self._end, lines.sha256)
        self._write(
            {
                "name": lines.name,
                "sha256": lines.sha256,
                "records": lines.records,
                "problems": [[one.code, one.says, one.where, one.fix] for one in lines.problems],
            }
        )

    def flush(self) -> None:
        self._stream.flush()

    def in_order(self, names: tuple[str, ...]) -> Iterator[LetterLines]:
        """What is kept, in the order of the names."""
        with self.path.open("rb") as stream:
            for name in names:
                if name in self._at:
                    yield self._read(_line_at(stream, self._at[name][0]))

    def _write(self, row: object) -> None:
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        self._stream.write(line)
        self._end += len(line)

    @staticmethod
    def _read(line: bytes) -> LetterLines:
        row = json.loads(line)
        problems = tuple(
            Problem(code=code, says=says, where=where, fix=fix) for code, says, where, fix in row["problems"]
        )
        return LetterLines(name=row["name"], sha256=row["sha256"], records=tuple(row["records"]), problems=problems)

    def _load(self) -> None:
        """Finds the whole lines of an earlier run by this version; anything else is forgotten."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as stream:
            head = _json(stream.readline())
            if head != {"journal": _FORMAT, "reader": __version__}:
                return
            self._end = stream.tell()
            while line := stream.readline():
                row = _json(line)
                if not isinstance(row, dict) or not line.endswith(b"\n"):
                    return
                self._at[row["name"]] = (self._end, row["sha256"])
                self._end = stream.tell()


def _line_at(stream: BinaryIO, at: int) -> bytes:
    stream.seek(at)
    return stream.readline()


def _json(line: bytes) -> object:
    try:
        found: object = json.loads(line)
    except ValueError:
        return None
    return found
