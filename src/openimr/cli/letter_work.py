"""Reads one file of letters into lines of records: what a worker process of `imr read` does."""

from __future__ import annotations

import gzip
import hashlib
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from openimr.case import OpenImrError, Page, Problem
from openimr.corpus import Defect, Determination, Reading, read, record_of
from openimr.corpus.dmhc_table import is_table, read_table
from openimr.determination.letter_checks import check_letter
from openimr.engines.letter_files import LetterFile, pages_of

from .letter_sources import LetterSource, file_problem

_SECONDS = 30
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLines:
    """What became of one file: its records as JSON lines and what is wrong with the file as a whole. sha256: of its bytes."""

    name: str
    sha256: str
    records: tuple[str, ...]
    problems: tuple[Problem, ...]


class TooSlow(OpenImrError):
    """A file took longer than a letter may take."""


def read_source(source: LetterSource) -> LetterLines:
    """A text, HTML or DOCX letter, or a table. Whatever is wrong with the file is a problem, never an exception."""
    try:
        content = source.path.read_bytes()
    except OSError as wrong:
        return _unread(source.name, "", "unreadable_file", f"The file cannot be opened: {wrong.strerror}")
    sha256 = hashlib.sha256(content).hexdigest()
    trouble = _trouble(source, content)
    if trouble:
        return _unread(source.name, sha256, *trouble)
    try:
        with _at_most(_SECONDS):
            if source.kind is LetterFile.TABLE:
                return _table_lines(source, sha256, content)
            return lines_of(read(source.name, pages_of(source.name, content, source.kind)), sha256)
    except OpenImrError as wrong:
        return _unread(source.name, sha256, "too_slow" if isinstance(wrong, TooSlow) else "broken_file", str(wrong))


def _trouble(source: LetterSource, content: bytes) -> tuple[str, str] | None:
    """Code and words for a file that cannot hold a letter."""
    if not content.strip():
        return "empty_file", "The file is empty"
    if len(content) > _LARGEST and source.kind is not LetterFile.TABLE:
        return "too_large", f"The file has {len(content)} bytes, far more than letters have"
    if source.kind is LetterFile.UNKNOWN:
        return "unknown_kind", "The file is neither PDF, picture, text, HTML nor DOCX"
    return None


def read_pages(name: str, sha256: str, pages: Sequence[Page], problems: Sequence[Problem]) -> LetterLines:
    """A letter whose pages were read elsewhere, with the problems met there."""
    found = lines_of(read(name, pages), sha256)
    own = tuple(one for one in found.problems if not (problems and one.code == "no_text"))
    return LetterLines(name=name, sha256=sha256, records=found.records, problems=(*problems, *own))


def lines_of(reading: Reading, sha256: str) -> LetterLines:
    records = tuple(record_of(one, defects_of(one)) for one in reading.determinations)
    return LetterLines(name=reading.file, sha256=sha256, records=records, problems=reading.problems)


def defects_of(letter: Determination) -> tuple[Defect, ...]:
    """What the checks say; their notes are for the reader and no defects."""
    return tuple(
        Defect(code=found.code, says=found.says, item=found.item, quotes=found.quotes)
        for found in check_letter(letter)
        if found.severity != "note"
    )


def _table_lines(source: LetterSource, sha256: str, content: bytes) -> LetterLines:
    """Every row of a table is a record. A narrative in a row is checked as a letter is."""
    packed = content.startswith(b"\x1f\x8b")
    try:
        text = (gzip.decompress(content) if packed else content).decode("utf-8-sig")
    except (UnicodeDecodeError, OSError, EOFError) as wrong:
        return _unread(source.name, sha256, "broken_file", f"The table cannot be read ({wrong}); save it as UTF-8")
    if not is_table(text[:4000]):
        return _unread(source.name, sha256, "unknown_table", "This is no table of determinations that we know")
    rows = read_table(source.name, text.splitlines(keepends=True))
    records = tuple(record_of(row, defects_of(row) if row.text else ()) for row in rows)
    return LetterLines(name=source.name, sha256=sha256, records=records, problems=())


def _unread(name: str, sha256: str, code: str, says: str) -> LetterLines:
    return LetterLines(name=name, sha256=sha256, records=(), problems=(file_problem(code, name, says),))


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """Ends what takes too long; the pattern engine listens to signals."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"Reading took more than {seconds} seconds and was ended; the file is no usual letter.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def sha256_of(path: Path) -> str:
    """Of the file's bytes; "" when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
