"""One reading of one case file: text layers, then OCR of the pages that need it, each picture once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from openimr.case import Page, PageRef, PageSource, Problem
from openimr.records.reading import HOPELESS, PageProgress, ReadPages, SourceFile, judge, same_words

from .job import Job, Limits, Outcome, Task
from .page_cache import PageCache
from .page_record import AGREES, PageRecord, Want, decode, encode
from .reading_problems import file_problem, page_problem
from .workers import WorkerPool

_CHUNK = 40


@dataclass(slots=True)
class OpenFile:
    """A file while it is read. path: where the workers find it. seen: pages by the text pass; read: final pages."""

    source: SourceFile
    path: Path
    pages: int = 0
    notes: tuple[str, ...] = ()
    seen: dict[int, PageRecord] = field(default_factory=dict)
    read: dict[int, PageRecord] = field(default_factory=dict)


class CaseReading:
    """One reading of one case file."""

    def __init__(
        self, pool: WorkerPool, cache: PageCache, limits: Limits, on_page: Callable[[PageProgress], None]
    ) -> None:
        self._pool, self._cache, self._limits, self._on_page = pool, cache, limits, on_page
        self._files: dict[str, OpenFile] = {}
        self._problems: list[tuple[str, int, Problem]] = []
        self._done = self._total = 0

    def read(self, files: Sequence[OpenFile]) -> ReadPages:
        self._files = {file.source.name: file for file in files}
        self._open()
        self._read_text()
        self._read_scans()
        pages: list[Page] = []
        for file in files:
            pages += [file.read[number].to_page(file.source.name) for number in range(1, file.pages + 1)]
        places = {file.source.name: place for place, file in enumerate(files)}
        self._problems.sort(key=lambda row: (places[row[0]], row[1], row[2].code))
        return ReadPages(pages=tuple(pages), problems=tuple(problem for _, _, problem in self._problems))

    def _open(self) -> None:
        jobs = [self._job(file, Task.OPEN, 0, 0, self._limits.text_seconds * 3) for file in self._files.values()]
        for outcome in self._pool.run(jobs):
            file = self._files[outcome.job.name]
            if outcome.payload is None:
                self._tell_of_file(outcome.failure, file)
                continue
            file.pages, file.notes = _opened(outcome.payload)
            for note in file.notes:
                self._tell_of_file(note, file)
        self._total = sum(file.pages for file in self._files.values())

    def _read_text(self) -> None:
        jobs = []
        for file in self._files.values():
            most = min(file.pages, self._limits.pages)
            for first in range(1, most + 1, _CHUNK):
                last = min(first + _CHUNK - 1, most)
                kept = _decoded(self._cache.get(_text_key(file, first, last)))
                if kept is not None:
                    self._see(file, kept, cached=True)
                else:
                    jobs.append(self._job(file, Task.TEXT, first, last, self._limits.text_seconds * 3))
            if file.pages > most:
                self._tell_of_file("too_many_pages", file)
                for number in range(most + 1, file.pages + 1):
                    self._finish(file, _unreadable(number), cached=False)
        # A chunk that fails is read again page by page, so that one bad page costs that page only.
        for job in self._read_chunks(jobs):
            self._read_singly(job)

    def _read_chunks(self, jobs: Sequence[Job]) -> Iterator[Job]:
        failed = []
        for outcome in self._pool.run(jobs):
            file, job = self._files[outcome.job.name], outcome.job
            records = _decoded(outcome.payload)
            if records is None:
                failed.append(job)
                continue
            self._cache.put(_text_key(file, job.first, job.last), outcome.payload or b"")
            self._see(file, records, cached=False)
        yield from failed

    def _read_singly(self, chunk: Job) -> None:
        singles = [
            replace(chunk, first=number, last=number, seconds=self._limits.text_seconds)
            for number in range(chunk.first, chunk.last + 1)
        ]
        for outcome in self._pool.run(singles):
            file = self._files[outcome.job.name]
            records = _decoded(outcome.payload)
            if records is None:
                self._fail(file, outcome.job.first, outcome.failure)
            else:
                self._see(file, records, cached=False)

    def _see(self, file: OpenFile, records: Sequence[PageRecord], *, cached: bool) -> None:
        for record in records:
            if record.want is Want.NOTHING:
                self._finish(file, record, cached=cached)
            else:
                file.seen[record.number] = record

    def _read_scans(self) -> None:
        """Each picture once: pages that look the same have the same digest."""
        alike: dict[str, list[tuple[OpenFile, PageRecord]]] = {}
        for file in self._files.values():
            for record in sorted(file.seen.values(), key=lambda record: record.number):
                alike.setdefault(record.digest, []).append((file, record))
        jobs: dict[tuple[str, int], str] = {}
        work = []
        for digest, group in alike.items():
            kept = _decoded(self._cache.get(_scan_key(digest)))
            if kept:
                self._finish_alike(group, kept[0], cached=True)
                continue
            file, record = group[0]
            jobs[file.source.name, record.number] = digest
            work.append(self._job(file, Task.SCAN, record.number, record.number, self._limits.scan_seconds))
        for outcome in self._pool.run(work):
            self._take_scan(outcome, alike[jobs[outcome.job.name, outcome.job.first]])

    def _take_scan(self, outcome: Outcome, group: Sequence[tuple[OpenFile, PageRecord]]) -> None:
        records = _decoded(outcome.payload)
        if records:
            self._cache.put(_scan_key(group[0][1].digest), encode(records[:1]))
            self._finish_alike(group, records[0], cached=False)
            return
        for file, seen in group:
            if seen.want is Want.STAMP:
                # The scan under the stamp is lost; the stamp alone must not pass for the page.
                self._tell(outcome.failure, file, seen.number)
                self._finish(file, _unreadable(seen.number, seen), cached=False)
            elif seen.want is Want.CHECK:
                self._finish(file, replace(seen, want=Want.NOTHING), cached=False)
            else:
                self._fail(file, seen.number, outcome.failure, seen)

    def _finish_alike(self, group: Sequence[tuple[OpenFile, PageRecord]], scan: PageRecord, *, cached: bool) -> None:
        for file, seen in group:
            self._finish(file, _settled(seen, scan), cached=cached)

    def _finish(self, file: OpenFile, record: PageRecord, *, cached: bool) -> None:
        file.read[record.number] = record
        for note in record.notes:
            self._tell(note, file, record.number)
        self._done += 1
        ref = PageRef(file.source.name, record.number)
        self._on_page(PageProgress(ref=ref, source=record.source, done=self._done, total=self._total, cached=cached))

    def _fail(self, file: OpenFile, number: int, failure: str, seen: PageRecord | None = None) -> None:
        self._tell(failure, file, number)
        self._finish(file, _unreadable(number, seen), cached=False)

    def _tell(self, note: str, file: OpenFile, number: int) -> None:
        self._problems.append((file.source.name, number, page_problem(note, file.source.name, number)))

    def _tell_of_file(self, code: str, file: OpenFile) -> None:
        self._problems.append((file.source.name, 0, file_problem(code, file.source.name)))

    def _job(self, file: OpenFile, task: Task, first: int, last: int, seconds: float) -> Job:
        return Job(task=task, path=file.path, name=file.source.name, first=first, last=last, seconds=seconds)


def _opened(payload: bytes) -> tuple[int, tuple[str, ...]]:
    pages, *notes = json.loads(payload)
    return int(pages), tuple(map(str, notes))


def _decoded(data: bytes | None) -> tuple[PageRecord, ...] | None:
    """None for nothing, and for what is no record (a damaged cache entry)."""
    if data is None:
        return None
    try:
        return decode(data)
    except (ValueError, KeyError, IndexError, TypeError):
        return None


def _text_key(file: OpenFile, first: int, last: int) -> str:
    return hashlib.sha256(f"text {file.source.sha256} {first} {last}".encode()).hexdigest()


def _scan_key(digest: str) -> str:
    return hashlib.sha256(f"scan {digest}".encode()).hexdigest()


def _unreadable(number: int, seen: PageRecord | None = None) -> PageRecord:
    if seen is None:
        return PageRecord(number=number)
    return PageRecord(number=number, width=seen.width, height=seen.height, digest=seen.digest)


def _settled(seen: PageRecord, scan: PageRecord) -> PageRecord:
    """The page's final record, from its text layer and its OCR: the layer where the scan adds nothing to it."""
    if seen.want is Want.STAMP and scan.confidence >= HOPELESS and len(scan.text) <= 1.2 * len(seen.text):
        return replace(seen, want=Want.NOTHING)
    if seen.want is Want.CHECK:
        if AGREES in scan.notes or scan.confidence < HOPELESS or same_words(seen.text, scan.text):
            return replace(seen, want=Want.NOTHING)
        return replace(scan, number=seen.number, digest=seen.digest, notes=(*scan.notes, "disagrees"))
    notes = [*seen.notes, *scan.notes]
    if not scan.text and seen.text.strip() and scan.source is not PageSource.NONE:
        # A layer of text that cannot be seen or is too small for OCR: it may say something, so the page is not blank.
        scan = replace(scan, source=PageSource.NONE, confidence=0.0)
    if scan.source is PageSource.NONE or scan.confidence < HOPELESS:
        notes = [*(note for note in notes if not note.startswith("partly")), "illegible"]
    language = judge(scan.text).language
    if language:
        notes.append(f"language:{language}")
    confidence = 0.75 * scan.confidence if language else scan.confidence
    return replace(scan, number=seen.number, digest=seen.digest, notes=tuple(notes), confidence=confidence)
