"""Pictures of pages: drawn for OCR and for the evidence page, and where characters stand on them.

The functions that take a document run in worker processes; `openimr.engines.reader` and `openimr.engines.highlight`
ask for them.
"""

from __future__ import annotations

import io
import math
from bisect import bisect_right
from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from pypdfium2 import raw

from openimr.case import PageSource
from openimr.records.reading import judge

from .job import Limits
from .layer_check import lines_agree
from .ocr import read_picture
from .page_layout import NO_ORIGIN
from .page_record import AGREES, PageRecord, Rectangle, Want
from .pdf_file import opened_page, pictures
from .pdf_text import Places, flip_of, read_layer, want_of

_SCAN_DPI = 200
_INK = 110
_LEAST_INK = 0.0004


def read_scan(document: pdfium.PdfDocument, number: int, limits: Limits) -> PageRecord:
    """A page by OCR. Without any ink it is blank (confidence 1.0); with ink but no words it is unreadable."""
    with opened_page(document, number) as page:
        width, height = page.get_size()
        picture, scale = _draw(page, _SCAN_DPI, limits)
        layer = read_layer(page).laid_out
        checked = want_of(page, layer, judge(layer.text), pictures(page)) is Want.CHECK
    if checked and lines_agree(picture, scale, layer):
        return PageRecord(number=number, notes=(AGREES,))
    # A slight blur takes the grain out of faxes: fewer errors, and faster than with the grain.
    reading = read_picture(picture.filter(ImageFilter.GaussianBlur(0.7)), 1 / scale)
    text = reading.laid_out.text
    source, confidence = PageSource.OCR, reading.confidence
    if not text:
        source, confidence = (PageSource.NONE, 0.0) if _has_ink(picture) else (PageSource.OCR, 1.0)
    return PageRecord(
        number=number,
        text=text,
        source=source,
        confidence=confidence,
        width=width,
        height=height,
        notes=(*(("two_up",) if reading.two_up else ()), *((f"partly:{reading.guessed}",) if reading.guessed else ())),
        boxes=reading.laid_out.boxes,
    )


def _draw(page: pdfium.PdfPage, dpi: int, limits: Limits) -> tuple[Image.Image, float]:
    """A grey picture and its pixels per point: fewer than asked for on a page so large that they would be too many.

    Raises MemoryError when an embedded picture is a bomb: more pixels than any scanner makes.
    """
    if sum(picture.pixels for picture in pictures(page)) > limits.pixels:
        raise MemoryError("an embedded picture has too many pixels")
    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(dpi / 72, math.sqrt(limits.drawn_pixels / (width * height)), 30_000 / max(width, height))
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return bitmap.to_pil().convert("L"), scale
    finally:
        bitmap.close()


def _has_ink(picture: Image.Image) -> bool:
    """Whether anything dark is left within the margins once single specks are taken away."""
    small = picture.reduce(max(1, max(picture.size) // 1600)).filter(ImageFilter.MedianFilter(3))
    margin = max(1, min(small.size) // 25)
    inner = small.crop((margin, margin, max(margin + 1, small.width - margin), max(margin + 1, small.height - margin)))
    dark = sum(inner.histogram()[:_INK])
    return dark > _LEAST_INK * inner.width * inner.height


def draw_jpeg(document: pdfium.PdfDocument, number: int, dpi: int, limits: Limits) -> bytes:
    """A page as a grey JPEG, the same bytes every time."""
    with opened_page(document, number) as page:
        picture, _ = _draw(page, dpi, limits)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=55, optimize=True)
    return stream.getvalue()


def find_characters(
    document: pdfium.PdfDocument, number: int, ranges: Sequence[tuple[int, int]]
) -> tuple[tuple[Rectangle, ...], ...]:
    """For each range of the page's text (of its text layer), the rectangles its characters fill: one for each line."""
    with opened_page(document, number) as page:
        laid = read_layer(page).laid_out
        textpage = raw.FPDFText_LoadPage(page)
        try:
            places = Places(textpage, flip_of(page))
            return tuple(_rectangles(places, laid.boxes.starts, laid.boxes.ends, laid.origins, r) for r in ranges)
        finally:
            raw.FPDFText_ClosePage(textpage)


def _rectangles(
    places: Places, starts: Sequence[int], ends: Sequence[int], origins: Sequence[int], wanted: tuple[int, int]
) -> tuple[Rectangle, ...]:
    found = []
    at = max(0, bisect_right(starts, wanted[0]) - 1)
    while at < len(starts) and starts[at] < wanted[1]:
        first, last = max(starts[at], wanted[0]), min(ends[at], wanted[1])
        if first < last and origins[at] != NO_ORIGIN:
            found += places.rectangles(origins[at] + first - starts[at], last - first)
        at += 1
    return tuple(found)
