"""What is asked of a worker process, and what it answers: plain data, as JSON and bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path


class Task(Enum):
    """OPEN: count pages. TEXT: read text layers. SCAN: OCR of a page. IMAGE: draw a page. BOXES: find characters."""

    OPEN = "open"
    TEXT = "text"
    SCAN = "scan"
    IMAGE = "image"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one worker and one page. memory_mb: address space. pixels: of a picture, embedded or drawn.

    text_seconds, scan_seconds: for one page; a page that takes longer is unreadable.
    pages: of one file; what stands beyond is unreadable, and a Problem says so.
    """

    memory_mb: int = 3000
    pixels: int = 120_000_000
    drawn_pixels: int = 16_000_000
    text_seconds: float = 20.0
    scan_seconds: float = 120.0
    pages: int = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """pages first..last of the file at `path`. dpi: of an image to draw. ranges: characters to find, as (start, end).

    name: of the file, in the case file. seconds: after which the worker is stopped.
    """

    task: Task
    path: Path
    name: str
    first: int = 1
    last: int = 1
    seconds: float
    dpi: int = 300
    ranges: tuple[tuple[int, int], ...] = ()

    def encode(self) -> bytes:
        return json.dumps(asdict(self) | {"task": self.task.value, "path": str(self.path)}).encode()

    @classmethod
    def decode(cls, data: bytes) -> Job:
        row = json.loads(data)
        row["ranges"] = tuple((int(start), int(end)) for start, end in row["ranges"])
        return cls(**row | {"task": Task(row["task"]), "path": Path(row["path"])})


class Failure(Enum):
    """Why a job gave nothing. A code of `NotOpenedError` otherwise."""

    CRASHED = "crashed"
    TOO_SLOW = "too_slow"
    TOO_BIG = "too_big"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """payload: what the worker answered; None when it failed, and `failure` says why."""

    job: Job
    payload: bytes | None = None
    failure: str = ""
