"""A worker process: opens PDFs, reads text layers, runs OCR, draws pages; within limits, and with no way out.

Started by `openimr.engines.workers` as `python -m openimr.engines.worker DESCRIPTOR LIMITS`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2 as pdfium

from .job import Failure, Job, Limits, Task
from .page_record import encode, encode_rectangles
from .pdf_file import NotOpenedError, inspect, open_pdf
from .pdf_text import read_text_page


class _OpenFile:
    """The file worked on last, kept open: the next job is mostly about the same one."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._document: pdfium.PdfDocument | None = None

    def get(self, path: Path) -> pdfium.PdfDocument:
        if self._document is None or self._path != path:
            self.close()
            self._document, self._path = open_pdf(path), path
        return self._document

    def close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = self._path = None


def answer(job: Job, files: _OpenFile, limits: Limits) -> bytes:
    """Does the job. Raises NotOpenedError, PdfiumError, MemoryError or ValueError."""
    document = files.get(job.path)
    if job.task is Task.OPEN:
        opened = inspect(document, job.path)
        return json.dumps([opened.pages, *opened.notes]).encode()
    if job.task is Task.TEXT:
        return encode(read_text_page(document, number) for number in range(job.first, job.last + 1))
    # Pictures and OCR are loaded by those who need them: a file of text starts in half the time.
    from . import page_images

    if job.task is Task.SCAN:
        return encode([page_images.read_scan(document, job.first, limits)])
    if job.task is Task.IMAGE:
        return page_images.draw_jpeg(document, job.first, job.dpi, limits)
    return encode_rectangles(page_images.find_characters(document, job.first, job.ranges))


def reply(data: bytes, files: _OpenFile, limits: Limits) -> bytes:
    """One byte of status, then the answer or the reason why there is none."""
    try:
        return b"+" + answer(Job.decode(data), files, limits)
    except NotOpenedError as error:
        return b"-" + error.code.encode()
    except MemoryError:
        return b"-" + Failure.TOO_BIG.value.encode()
    except (pdfium.PdfiumError, OSError, ValueError, RuntimeError, IndexError):
        return b"-" + Failure.NOT_READ.value.encode()


def limit(limits: Limits) -> None:
    """Binds this process: so much memory and no more, and no core dumps."""
    size = limits.memory_mb << 20
    for kind, most in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):  # some systems do not let a process bind itself
            resource.setrlimit(kind, (most, most))


def main(arguments: list[str]) -> None:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    connection = Connection(int(arguments[0]))
    limits = Limits(**json.loads(arguments[1]))
    limit(limits)
    files = _OpenFile()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            connection.send_bytes(reply(connection.recv_bytes(), files, limits))


if __name__ == "__main__":
    main(sys.argv[1:])
