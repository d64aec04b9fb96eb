"""Where the words of a span stand on its page, and pictures of cited pages, for the evidence page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openimr.case import Page, PageSource, Problem, Span
from openimr.records.reading import SourceFile

from .job import Job, Limits, Task
from .page_record import Rectangle, decode_rectangles
from .placing import placed_files
from .reading_problems import page_problem
from .workers import WorkerPool

__all__ = ["CitedPage", "PagePicture", "Pictures", "Rectangle", "draw", "merge", "rectangles"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPage:
    """A page and the spans on it that are to be shown."""

    page: Page
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """jpeg: the page in grey, b"" when it cannot be drawn. rectangles[i]: where spans[i] stands, in points from the top
    left corner of the page (`page.width` by `page.height`): left, top, right, bottom; one rectangle for each line."""

    page: Page
    jpeg: bytes
    spans: tuple[Span, ...]
    rectangles: tuple[tuple[Rectangle, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """In the order of the cited pages."""

    pictures: tuple[PagePicture, ...]
    problems: tuple[Problem, ...]


def rectangles(page: Page, span: Span) -> tuple[Rectangle, ...]:
    """Where a span stands, by the page's boxes alone, in points: (left, top, right, bottom), one for each line.

    Exact for OCR, whose boxes are words. Within the line pieces of a text layer, letters are taken as equally wide:
    `draw` finds their exact places.
    """
    boxes = page.boxes
    found: list[Rectangle] = []
    at = max(0, bisect_right(boxes.starts, span.start) - 1)
    while at < len(boxes.starts) and boxes.starts[at] < span.end:
        start, end = boxes.starts[at], boxes.ends[at]
        first, last = max(start, span.start), min(end, span.end)
        if first < last:
            left, top, right, bottom = boxes.coordinates[4 * at : 4 * at + 4]
            if page.source is PageSource.TEXT_LAYER:
                width = (right - left) / (end - start)
                left, right = left + (first - start) * width, left + (last - start) * width
            found.append((left, top, right, bottom))
        at += 1
    return merge(found)


def merge(found: Sequence[Rectangle]) -> tuple[Rectangle, ...]:
    """Rectangles that follow each other on one line made one."""
    merged: list[Rectangle] = []
    for box in found:
        if merged and _on_one_line(merged[-1], box):
            last = merged[-1]
            merged[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            merged.append(box)
    return tuple((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in merged)


def _on_one_line(before: Rectangle, after: Rectangle) -> bool:
    height = min(before[3] - before[1], after[3] - after[1])
    shared = min(before[3], after[3]) - max(before[1], after[1])
    return shared > 0.4 * height and -0.5 * height < after[0] - before[2] < 3 * max(height, 4.0)


def draw(
    cited: Sequence[CitedPage],
    files: Sequence[SourceFile],
    *,
    dpi: int = 90,
    workers: int = 1,
    limits: Limits | None = None,
) -> Pictures:
    """Pictures of cited pages with the places of their spans; the same bytes every time. Runs in worker processes.

    A page that cannot be drawn gives an empty picture and a Problem.
    """
    limits = limits or Limits()
    wanted = {file.name: file for file in files}
    used = {row.page.file: wanted[row.page.file] for row in cited}
    jpegs: dict[tuple[str, int], bytes] = {}
    exact: dict[tuple[str, int], tuple[tuple[Rectangle, ...], ...]] = {}
    problems: dict[tuple[str, int], Problem] = {}
    with placed_files(tuple(used.values())) as paths, WorkerPool(workers, limits) as pool:
        for outcome in pool.run(_jobs(cited, paths, dpi, limits)):
            place = (outcome.job.name, outcome.job.first)
            if outcome.payload is None:
                problems[place] = page_problem(outcome.failure, *place)
            elif outcome.job.task is Task.IMAGE:
                jpegs[place] = outcome.payload
            else:
                exact[place] = decode_rectangles(outcome.payload)
    pictures = tuple(_picture(row, jpegs, exact) for row in cited)
    return Pictures(pictures=pictures, problems=tuple(problems[place] for place in sorted(problems)))


def _jobs(cited: Sequence[CitedPage], paths: dict[str, Path], dpi: int, limits: Limits) -> list[Job]:
    jobs = []
    for row in cited:
        page = row.page
        image = Job(
            task=Task.IMAGE,
            path=paths[page.file],
            name=page.file,
            first=page.number,
            last=page.number,
            dpi=dpi,
            seconds=limits.text_seconds,
        )
        jobs.append(image)
        if page.source is PageSource.TEXT_LAYER and row.spans:
            ranges = tuple((span.start, span.end) for span in row.spans)
            jobs.append(replace(image, task=Task.BOXES, ranges=ranges))
    return jobs


def _picture(
    row: CitedPage,
    jpegs: dict[tuple[str, int], bytes],
    exact: dict[tuple[str, int], tuple[tuple[Rectangle, ...], ...]],
) -> PagePicture:
    place = (row.page.file, row.page.number)
    given = exact.get(place, ((),) * len(row.spans))
    places = tuple(
        merge(found) if found else rectangles(row.page, span) for found, span in zip(given, row.spans, strict=True)
    )
    return PagePicture(page=row.page, jpeg=jpegs.get(place, b""), spans=row.spans, rectangles=places)
