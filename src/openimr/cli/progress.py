"""Progress on the screen (pages a second, time left) or as JSON lines."""

from __future__ import annotations

import json
import sys
from types import TracebackType
from typing import NoReturn

from tqdm import tqdm

from openimr.records.reading import PageProgress


class Progress:
    """A bar on standard error, or one JSON line per page on standard output."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._bar: tqdm[NoReturn] | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def page(self, progress: PageProgress) -> None:
        """One more page has its outcome."""
        if self._as_json:
            event = {
                "event": "page",
                "file": progress.ref.file,
                "page": progress.ref.page,
                "source": progress.source.value,
            }
            print(json.dumps({**event, "done": progress.done, "total": progress.total, "cached": progress.cached}))
            return
        if self._bar is None:
            self._bar = tqdm(total=progress.total, desc="Reading", unit="page", file=sys.stderr, disable=None)
        self._bar.update(progress.done - self._bar.n)

    def say(self, step: str) -> None:
        """A step begins that has no pages to count."""
        if self._as_json:
            print(json.dumps({"event": "step", "step": step}))
        elif self._bar is not None:
            self._bar.set_description(step.capitalize())
