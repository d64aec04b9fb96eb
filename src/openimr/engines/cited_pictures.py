"""Pictures of the pages that an evidence page cites, drawn together in worker processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.case import Chart, PageRef, Problem, Span
from openimr.records.reading import SourceFile

from .highlight import CitedPage, Rectangle, draw, rectangles

DPI = 80
"""Sharp enough to read, small enough that forty pages make a page of a few megabytes."""

MOST = 240
"""So many pages are drawn, those cited first (for the items, the summary, the conflicts) before others. The evidence of
a larger file sets the words of the other pages where they stand: a thousand pictures would take longer than the review."""


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


Images = Callable[[PageRef], bytes]
Rectangles = Callable[[Span], tuple[Rectangle, ...]]


def draw_cited(
    write: Callable[[Images, Rectangles], str], chart: Chart, files: Sequence[SourceFile], *, workers: int
) -> CitedPictures:
    """What `write` asks for, learned by letting it write once without pictures."""
    wanted: dict[PageRef, list[Span]] = {}

    def note_page(ref: PageRef) -> bytes:
        wanted.setdefault(ref, [])
        return b""

    def note_span(span: Span) -> tuple[Rectangle, ...]:
        wanted.setdefault(span.ref, []).append(span)
        return ()

    write(note_page, note_span)
    first = frozenset(list(wanted)[:MOST])
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
