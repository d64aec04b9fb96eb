"""Redaction of PDFs and pictures: every page is drawn anew, the marked places are filled in the drawing itself, and a new file is made.

Nothing of the given file is copied: no text object, layer, annotation, attachment, script, form, bookmark or property can come along.
The words that may stay are laid under the drawing as unseen text, so that the page can be searched and read aloud.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from pypdfium2 import raw

from openimr.case import Boxes, Page, PageSource
from openimr.letter.redaction import Mark

from .ocr import read_picture
from .page_images import find_characters
from .pdf_file import open_pdf, opened_page

Decide = Callable[[str], tuple[Mark, ...]]
Rectangle = tuple[float, float, float, float]
DPI = 170
_PAD = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedPdf:
    """marks: of each page, in the text that was read of it. seen_left: identifiers that OCR still read at the end. pages: drawn."""

    content: bytes
    marks: tuple[tuple[Mark, ...], ...]
    in_pictures: tuple[Mark, ...]
    seen_left: int
    pages: int


def redact_pdf(path: Path, pages: Sequence[Page], decide: Decide) -> RedactedPdf:
    """pages: as the reader read them, all of the file. Raises NotOpenedError."""
    given, made = open_pdf(path), pdfium.PdfDocument.new()
    marks: list[tuple[Mark, ...]] = []
    pictured: list[Mark] = []
    left = 0
    try:
        for page in pages:
            own = decide(page.text)
            with opened_page(given, page.number) as drawn:
                picture = drawn.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            _fill(picture, [box for mark in own for box in _places(given, page, mark)])
            more, still = _fill_what_is_read(picture, decide)
            pictured += more
            left += still
            _add_page(made, picture, page, own, hidden=bool(more))
            marks.append(own)
        stream = io.BytesIO()
        made.save(stream, flags=raw.FPDF_NO_INCREMENTAL)
    finally:
        made.close()
        given.close()
    return RedactedPdf(content=stream.getvalue(), marks=tuple(marks), in_pictures=tuple(pictured), seen_left=left, pages=len(pages))  # fmt: skip


def _places(given: pdfium.PdfDocument, page: Page, mark: Mark) -> list[Rectangle]:
    exact: tuple[Rectangle, ...] = ()
    if page.source is PageSource.TEXT_LAYER:
        (exact,) = find_characters(given, page.number, [(mark.start, mark.end)])
    return list(exact) or _within(page.boxes, mark.start, mark.end)


def _within(boxes: Boxes, start: int, end: int) -> list[Rectangle]:
    """The runs that the characters are of, whole: rather too much than too little."""
    found = []
    for n, (first, last) in enumerate(zip(boxes.starts, boxes.ends, strict=True)):
        if first < end and start < last:
            left, top, right, bottom = boxes.coordinates[4 * n : 4 * n + 4]
            found.append((left, top, right, bottom))
    return found


def _fill(picture: Image.Image, places: Sequence[Rectangle], scale: float = DPI / 72) -> None:
    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in places:
        draw.rectangle(
            (
                (min(left, right) - _PAD) * scale, (min(top, bottom) - _PAD) * scale,
                (max(left, right) + _PAD) * scale, (max(top, bottom) + _PAD) * scale,
            ),
            fill=0,
        )  # fmt: skip


def _fill_what_is_read(picture: Image.Image, decide: Decide, times: int = 2) -> tuple[list[Mark], int]:
    """Names within pictures (a logo, a stamp): read from the drawing, filled, and read again. Then how many are left."""
    more: list[Mark] = []
    for turn in range(times + 1):
        reading = read_picture(picture.filter(ImageFilter.GaussianBlur(0.5)), 72 / DPI).laid_out
        found = [mark for mark in decide(reading.text) if not mark.doubtful]
        if not found or turn == times:
            return more, len(found)
        _fill(picture, [box for mark in found for box in _within(reading.boxes, mark.start, mark.end)])
        more += found
    return more, 0


def _add_page(
    made: pdfium.PdfDocument, picture: Image.Image, page: Page, marks: Sequence[Mark], *, hidden: bool
) -> None:
    width, height = picture.width * 72 / DPI, picture.height * 72 / DPI
    new = made.new_page(width, height)
    image = pdfium.PdfImage.new(made)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=70, optimize=True)
    image.load_jpeg(io.BytesIO(stream.getvalue()), inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    if not hidden:
        for words, box in _kept(page, marks):
            _add_words(made, new, words, box, height)
    new.insert_obj(image)
    new.gen_content()
    new.close()


def _kept(page: Page, marks: Sequence[Mark]) -> list[tuple[str, Rectangle]]:
    """Each run of the page without the marked characters."""
    taken = [mark for mark in marks if mark.end > mark.start]
    out = []
    for n, (first, last) in enumerate(zip(page.boxes.starts, page.boxes.ends, strict=True)):
        left, top, right, bottom = page.boxes.coordinates[4 * n : 4 * n + 4]
        signs = [" " if any(mark.start <= at < mark.end for mark in taken) else page.text[at] for at in range(first, min(last, len(page.text)))]  # fmt: skip
        words = " ".join("".join(signs).split()).encode("latin-1", "ignore").decode("latin-1")
        if words:
            out.append((words, (left, top, right, bottom)))
    return out


def _add_words(made: pdfium.PdfDocument, page: pdfium.PdfPage, words: str, box: Rectangle, height: float) -> None:
    left, top, _, bottom = box
    item = raw.FPDFPageObj_NewTextObj(made, b"Helvetica", ctypes.c_float(max(4.0, 0.8 * abs(bottom - top))))
    encoded = (words + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(item, ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFTextObj_SetTextRenderMode(item, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, left, height - max(top, bottom))
    raw.FPDFPage_InsertObject(page, item)


def read_back(content: bytes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a finished file says: the text of each page, and every property, attachment name and annotation there is (should be none)."""
    document = pdfium.PdfDocument(content)
    try:
        texts = []
        others = [value for key, value in document.get_metadata_dict().items() if value and not (key in ("CreationDate", "ModDate") or value == "PDFium")]  # fmt: skip
        others += [f"attachment {n}" for n in range(document.count_attachments())]
        for page in document:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_bounded())
            textpage.close()
            others += ["annotation"] * raw.FPDFPage_GetAnnotCount(page)
            page.close()
        return tuple(texts), tuple(others)
    finally:
        document.close()
