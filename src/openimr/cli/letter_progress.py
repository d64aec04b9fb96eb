"""How far `imr read` is: a bar on the screen, or a JSON line for each file."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm

from .letter_work import LetterLines


class LetterProgress:
    """total: files to read; kept: of them read by an earlier run."""

    def __init__(self, *, total: int, kept: int, as_json: bool) -> None:
        self._total, self._done, self._as_json = total, kept, as_json
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> LetterProgress:
        if self._as_json:
            print(json.dumps({"event": "start", "total": self._total, "kept": self._done}))
        else:
            self._bar = tqdm(
                total=self._total, initial=self._done, desc="Reading", unit="file", file=sys.stderr, disable=None
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def read(self, lines: LetterLines) -> None:
        """One more file has its outcome."""
        self._done += 1
        if self._as_json:
            event = {"event": "file", "file": lines.name, "records": len(lines.records), "done": self._done}
            print(json.dumps({**event, "total": self._total, "problems": [one.code for one in lines.problems]}))
        elif self._bar is not None:
            self._bar.update(1)
