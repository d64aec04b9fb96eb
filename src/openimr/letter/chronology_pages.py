"""What stands beside the chronology: an account of the pages it was made from, and their pictures with the words marked."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import quote

from openimr.case import Chart, Fate, PageRef, Span
from openimr.records.timeline import Event, EventSource

from .chronology_style import STYLE

FATES = {
    Fate.READ: "read",
    Fate.OCR: "read by OCR",
    Fate.DUPLICATE: "duplicates",
    Fate.OTHER_PATIENT: "of another patient",
    Fate.BLANK: "blank",
    Fate.UNREADABLE: "unreadable",
}
NAMED = 12
"""So many pages are named one by one."""
Images = Callable[[PageRef], bytes]
Rectangles = Callable[[Span], tuple[tuple[float, float, float, float], ...]]


def account_of(chart: Chart, events: Iterable[Event]) -> tuple[str, ...]:
    """Sentences on what was received, what of it could not be read, and where the record is silent."""
    counts = Counter(entry.fate for entry in chart.ledger)
    parts = ", ".join(f"{counts[fate]} {name}" for fate, name in FATES.items() if counts[fate])
    told = [f"Pages received: {len(chart.ledger)} ({parts})." if parts else "No page was received."]
    for fate, words in (
        (Fate.UNREADABLE, "Not readable, so that events may be missing here"),
        (Fate.OTHER_PATIENT, "Set apart, since another patient is named"),
    ):
        refs = [entry.ref for entry in chart.ledger if entry.fate is fate]
        if refs:
            more = f" and {len(refs) - NAMED} more" if len(refs) > NAMED else ""
            told.append(f"{words}: {', '.join(f'{ref.file} p. {ref.page}' for ref in refs[:NAMED])}{more}.")
    gaps = sum(event.source is EventSource.GAP for event in events)
    told.append(f"Gaps in care: {gaps}." if gaps else "No gap in care of the length asked for.")
    return tuple(told)


def anchor(file: str, page: int) -> str:
    """The address of a page's picture within its page of pictures."""
    return f"{quote(file, safe='')}-p{page}"


def pages_html(events: Sequence[Event], chart: Chart, heading: str, images: Images, rectangles: Rectangles) -> str:
    """Every page that an event cites, once, with the words of its events marked. images: b"" for a page not drawn."""
    marks: dict[PageRef, list[Span]] = {}
    for event in events:
        for span in event.spans:
            marks.setdefault(span.ref, []).append(span)
    figures = "\n".join(
        _figure(chart, ref, tuple(dict.fromkeys(spans)), images(ref), rectangles)
        for ref, spans in sorted(marks.items())
    )
    title = escape(f"Pages: {heading}")
    return (
        f'<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>\n'
        f'<main class="pages"><h1>{title}</h1><p><a href="chronology.html">Back to the chronology</a></p>\n{figures}\n'
        "</main></body></html>\n"
    )


def _figure(chart: Chart, ref: PageRef, spans: tuple[Span, ...], jpeg: bytes, rectangles: Rectangles) -> str:
    page = chart.page_at(ref)
    width, height = (page.width, page.height) if page else (612.0, 792.0)
    name = escape(f"{ref.file} p. {ref.page}", quote=True)
    boxes = "".join(
        f"<g><title>{escape(span.quote)}</title>{''.join(map(_mark, rectangles(span)))}</g>" for span in spans
    )
    seen = (
        f'<image href="data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" width="{width:g}" height="{height:g}" '
        'preserveAspectRatio="none"/>'
        if jpeg
        else f'<text x="40" y="60" font-size="14">{name} could not be drawn.</text>'
    )
    return (
        f'<figure id="{escape(anchor(ref.file, ref.page), quote=True)}"><figcaption>{name}</figcaption>'
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}">{seen}{boxes}</svg></figure>'
    )


def _mark(box: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = box
    return (
        f'<rect x="{left - 1:.1f}" y="{top - 1:.1f}" width="{right - left + 2:.1f}" height="{bottom - top + 2:.1f}"/>'
    )
