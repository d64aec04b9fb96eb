"""Pictures of the pages that an evidence page cites, drawn together in worker processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case import Chart, PageRef, Problem, Span
from openimr.records.reading import SourceFile

from .highlight import CitedPage, Rectangle, draw, rectangles

DPI = 80
"""Sharp enough to read, small enough that forty pages make a page of a few megabytes."""

MOST = 600
"""A file that cites no more pages than this has a picture of every one."""

OF_MANY = 240
"""So many pages are drawn of a file that cites more, those cited first (for the items, the summary, the conflicts)
before others. The evidence page sets the words of the other pages where they stand, and says so: a thousand pictures
would take longer than the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPictures:
    """JPEG of each cited page, and where each span stands on it, in points from the top left corner."""

    jpegs: dict[PageRef, bytes]
    places: dict[Span, tuple[Rectangle, ...]]
    problems: tuple[Problem, ...]

    def image(self, ref: PageRef) -> bytes:
        return self.jpegs.get(ref, b"")

    def rectangles(self, span: Span) -> tuple[Rectangle, ...]:
        return self.places.get(span, ())


def drawn_of(cited: tuple[PageRef, ...]) -> tuple[PageRef, ...]:
    """The pages that are drawn, of those cited."""
    return cited if len(cited) <= MOST else cited[:OF_MANY]


def draw_cited(spans: Sequence[Span], chart: Chart, files: Sequence[SourceFile], *, workers: int) -> CitedPictures:
    """Pictures of the pages on which spans stand. spans: in the order of citation."""
    wanted: dict[PageRef, list[Span]] = {}
    for span in spans:
        wanted.setdefault(span.ref, []).append(span)
    first = frozenset(drawn_of(tuple(wanted)))
    cited = [
        CitedPage(page=page, spans=tuple(dict.fromkeys(wanted[ref])))
        for page in chart.pages
        if (ref := PageRef(page.file, page.number)) in first
    ]
    drawn = draw(cited, files, dpi=DPI, workers=workers)
    jpegs = {PageRef(one.page.file, one.page.number): one.jpeg for one in drawn.pictures}
    places = {span: boxes for one in drawn.pictures for span, boxes in zip(one.spans, one.rectangles, strict=True)}
    for ref in wanted.keys() - first:
        page = chart.page_at(ref)
        places.update((span, rectangles(page, span)) for span in wanted[ref] if page is not None)
    return CitedPictures(jpegs=jpegs, places=places, problems=drawn.problems)
