"""`imr read`: published determinations into one kind of record."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.case import OpenImrError, Problem

from .letter_output import FORMATS
from .review import add_reading_options

if TYPE_CHECKING:
    from .letter_journal import Journal
    from .letter_sources import LetterSource
    from .letter_work import LetterLines

FOR_INFORMATION = frozenset(
    {
        "several_letters",
        "unknown_service",
        "unknown_specialty",
        "unknown_state",
        "split_panel",
        "repeated_reference",
        "type_differs",
    }
)
"""Codes of problems that leave nothing unread; they are told and listed, and the command still succeeds."""
_CHUNK = 16
_SCANS = 16


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "letters", metavar="LETTERS", nargs="+", type=Path, help="letters, agency tables, or folders of them"
    )
    command.add_argument(
        "-o", "--out", metavar="FILE", type=Path, required=True, help=".jsonl, .csv, .parquet or .fhir.ndjson"
    )
    command.add_argument("--format", choices=FORMATS, help="format of the output, where its name does not tell")
    command.add_argument("--anew", action="store_true", help="read all again; do not go on with an interrupted run")
    add_reading_options(command)


def run(chosen: argparse.Namespace) -> int:
    """Writes the records and the list of what could not be read; 1 when something needs a person, 2 when nothing is usable."""
    from .letter_journal import Journal
    from .letter_output import format_of
    from .letter_sources import list_letters

    out: Path = chosen.out
    try:
        kind = format_of(out, chosen.format)
        sources, problems = list_letters(chosen.letters)
        out.parent.mkdir(parents=True, exist_ok=True)
        path = out.with_name(f"{out.name}.reading")
        if chosen.anew:
            path.unlink(missing_ok=True)
        with Journal(path) as journal:
            _read_all(chosen, sources, journal)
        return _finish(chosen, journal, tuple(source.name for source in sources), problems, kind)
    except KeyboardInterrupt:
        print("imr: interrupted; what was read is kept. Run the same command again to go on.", file=sys.stderr)
        return 130
    except (OpenImrError, OSError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _read_all(chosen: argparse.Namespace, sources: Sequence[LetterSource], journal: Journal) -> None:
    """Reads what the journal does not hold: first what has text, then tables, then PDFs and pictures."""
    from openimr.engines.letter_files import LetterFile

    from .letter_progress import LetterProgress
    from .letter_work import sha256_of

    left = [source for source in sources if not journal.holds(source.name, sha256_of(source.path))]
    scans = [source for source in left if source.kind is LetterFile.SCANNED_OR_PDF]
    texts = [source for source in left if source.kind is not LetterFile.SCANNED_OR_PDF]
    with LetterProgress(total=len(sources), kept=len(sources) - len(left), as_json=chosen.json) as progress:
        for lines in _read_texts(texts, chosen.workers or os.cpu_count() or 1):
            journal.add(lines)
            progress.read(lines)
        journal.flush()
        for lines in _read_scans(scans, chosen):
            journal.add(lines)
            journal.flush()
            progress.read(lines)


def _read_texts(sources: Sequence[LetterSource], workers: int) -> Iterator[LetterLines]:
    """In this process when they are few, else on all processors."""
    from .letter_work import read_source

    if workers == 1 or len(sources) <= _CHUNK:
        yield from map(read_source, sources)
        return
    with ProcessPoolExecutor(min(workers, len(sources))) as pool:
        try:
            yield from pool.map(read_source, sources, chunksize=_CHUNK)
        except BrokenProcessPool as broken:
            raise OpenImrError("A reading process died (out of memory?); run again with fewer --workers.") from broken


def _read_scans(sources: Sequence[LetterSource], chosen: argparse.Namespace) -> Iterator[LetterLines]:
    """PDFs and pictures, a few files at a time, by text layer or OCR."""
    from openimr.engines.reader import LocalReader
    from openimr.records.reading import SourceFile

    from .letter_work import read_pages, sha256_of

    reader = LocalReader(cache=chosen.cache, workers=chosen.workers)
    for first in range(0, len(sources), _SCANS):
        batch = sources[first : first + _SCANS]
        files = [SourceFile(name=one.name, content=one.path, sha256=sha256_of(one.path)) for one in batch]
        found = reader.read(files)
        for file in files:
            pages = [page for page in found.pages if page.file == file.name]
            problems = [one for one in found.problems if _about(one, file.name)]
            yield read_pages(file.name, file.sha256, pages, problems)


def _about(problem: Problem, name: str) -> bool:
    return problem.where == name or problem.where.startswith((f"{name},", f"{name} "))


def _finish(
    chosen: argparse.Namespace, journal: Journal, names: tuple[str, ...], problems: Sequence[Problem], kind: str
) -> int:
    """Writes the outputs, tells what happened, and forgets the journal."""
    from .letter_output import write_records, write_unread

    told = Account(problems)
    out: Path = chosen.out
    count = write_records(told.records(journal.in_order(names)), out, kind)
    unread = write_unread(told.rows, out)
    journal.path.unlink(missing_ok=True)
    told.tell(count, len(names), [path for path in (out, unread) if path], as_json=chosen.json)
    if not count:
        return 2
    return 1 if any(one.code not in FOR_INFORMATION for _, _, one in told.rows) else 0


class Account:
    """Counts and lists what is wrong while the records go by. rows: (file, what is kept, problem)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.rows: list[tuple[str, str, Problem]] = [(one.where, "nothing", one) for one in problems]
        self.items: Counter[str] = Counter()
        self.defects = 0

    def records(self, files: Iterator[LetterLines]) -> Iterator[str]:
        for lines in files:
            kept = "the rest" if lines.records else "nothing"
            self.rows.extend((lines.name, kept, one) for one in lines.problems)
            for record in lines.records:
                self._look(lines.name, record)
                yield record

    def _look(self, name: str, record: str) -> None:
        row = json.loads(record)
        self.defects += len(row["defects"])
        self.items.update(str(item["decision"] or "undecided").lower() for item in row["items"])
        self.rows.extend((name, "the rest", Problem(**one)) for one in row["problems"])

    def tell(self, records: int, files: int, paths: Sequence[Path], *, as_json: bool) -> None:
        codes = Counter(one.code for _, _, one in self.rows)
        counts = {
            "records": records,
            "files": files,
            "items": dict(sorted(self.items.items())),
            "defects": self.defects,
        }
        if as_json:
            print(
                json.dumps(
                    {
                        "event": "done",
                        **counts,
                        "problems": dict(sorted(codes.items())),
                        "written": [str(path) for path in paths],
                    }
                )
            )
            return
        decided = ", ".join(f"{count:,} {word}" for word, count in sorted(self.items.items()))
        print(f"{records:,} determinations from {files:,} files; items: {decided or 'none'}; defects: {self.defects:,}")
        for code, count in sorted(codes.items(), key=lambda one: (-one[1], one[0])):
            first = next(one for _, _, one in self.rows if one.code == code)
            print(f"  {code} ({count:,}): {first.where}: {first.says}")
        for path in paths:
            print(f"  {path}")
