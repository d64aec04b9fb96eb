"""Pictures of pages, drawn on demand by a worker process with limits, and kept on this machine's disk."""

from __future__ import annotations

import os
import tempfile
import threading
from functools import cache
from pathlib import Path

from django.conf import settings

from openimr.engines.job import Job, Limits, Task
from openimr.engines.workers import WorkerPool
from openimr_server.files import store

DPI = 110
_lock = threading.Lock()


def draw_page(sha256: str, name: str, number: int) -> bytes:
    """The page as a grey JPEG; b"" when it cannot be drawn. The same page is drawn once."""
    kept = _folder("pictures") / sha256[:2] / f"{sha256}-{number}-{DPI}.jpg"
    if kept.exists():
        return kept.read_bytes()
    limits = Limits()
    task = Job(
        task=Task.IMAGE, path=_local(sha256), name=name, first=number, last=number, dpi=DPI, seconds=limits.text_seconds
    )
    with _lock:
        outcome = next(iter(_pool().run([task])))
    if outcome.payload is None:
        return b""
    _write(kept, outcome.payload)
    return outcome.payload


@cache
def _pool() -> WorkerPool:
    """Lives as long as this process; a worker that is lost is replaced by the next job."""
    return WorkerPool(1, Limits())


def _local(sha256: str) -> Path:
    """A copy of the stored file on this machine's disk."""
    path = _folder("papers") / sha256[:2] / sha256
    if not path.exists():
        _write(path, store().get(sha256))
    return path


def _folder(name: str) -> Path:
    return Path(settings.CONFIGURATION.data) / "cache" / name


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.replace(part, path)
