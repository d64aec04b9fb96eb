"""A PDF opened with pypdfium2: its pages, their geometry, images and what is seen on them.

Runs in worker processes only (`openimr.engines.worker`): a PDF is somebody else's program for a parser.
"""

from __future__ import annotations

import ctypes
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from pypdfium2 import raw

from .file_kind import is_picture

# More than the bare name: three letters turn up by chance in the compressed bytes of a scan.
_SCRIPT = re.compile(rb"/S\s*/JavaScript\b|/JavaScript\s*(?:<<|\[|\d+ \d+ R)|/JS\s*(?:\(|<[0-9A-Fa-f<]|\d+ \d+ R)")
_BYTES_SEARCHED = 1 << 22
_OUTCOMES = {
    raw.FPDF_ERR_SUCCESS: "no_pages",
    raw.FPDF_ERR_FILE: "unreadable_file",
    raw.FPDF_ERR_FORMAT: "damaged_pdf",
    raw.FPDF_ERR_PASSWORD: "encrypted_pdf",
    raw.FPDF_ERR_SECURITY: "encrypted_pdf",
}


class NotOpenedError(Exception):
    """The file does not open; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What opening a PDF shows. notes: "script" (never run), "xfa_form"."""

    pages: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An image on a page: its size in pixels, and the rectangle it fills, in PDF user space."""

    pixels: int
    left: float
    bottom: float
    right: float
    top: float
    item: ctypes.c_void_p


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Opens a PDF, or a picture as a PDF of one page for each frame; or raises NotOpenedError."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
        if not head:
            raise NotOpenedError("empty_file")
        document = _pdf_of(path) if is_picture(head) else pdfium.PdfDocument(path)
    except FileNotFoundError as error:
        raise NotOpenedError("vanished_file") from error
    except UnidentifiedImageError as error:
        raise NotOpenedError("damaged_picture") from error
    except OSError as error:
        raise NotOpenedError("unreadable_file") from error
    except Image.DecompressionBombError as error:
        raise NotOpenedError("too_big") from error
    except pdfium.PdfiumError as error:
        raise NotOpenedError(_OUTCOMES.get(getattr(error, "err_code", None), "damaged_pdf")) from error
    if len(document) == 0:
        raise NotOpenedError("no_pages")
    return document


def _pdf_of(path: Path) -> pdfium.PdfDocument:
    """A document with the frames of a picture as its pages, in the size they were scanned in."""
    document = pdfium.PdfDocument.new()
    with Image.open(path) as frames:
        for frame in ImageSequence.Iterator(frames):
            per_inch = float(frame.info.get("dpi", (0, 0))[0])
            per_inch = per_inch if 50 <= per_inch <= 1200 else max(frame.size) / 11
            width, height = (72 * side / per_inch for side in frame.size)
            picture = pdfium.PdfImage.new(document)
            picture.set_bitmap(pdfium.PdfBitmap.from_pil(ImageOps.exif_transpose(frame).convert("L")))
            picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
            page = document.new_page(width, height)
            page.insert_obj(picture)
            page.gen_content()
            page.close()
    return document


def inspect(document: pdfium.PdfDocument, path: Path) -> Opened:
    """Counts the pages and looks for scripts and dynamic forms, without running anything."""
    notes = []
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or _mentions_script(path):
        notes.append("script")
    if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        notes.append("xfa_form")
    return Opened(pages=len(document), notes=tuple(notes))


def _mentions_script(path: Path) -> bool:
    """Looks at the head and the tail of the file, where catalogs are; compressed objects are not looked into."""
    with path.open("rb") as stream:
        head = stream.read(_BYTES_SEARCHED)
        stream.seek(max(len(head), path.stat().st_size - _BYTES_SEARCHED))
        return bool(_SCRIPT.search(head) or _SCRIPT.search(stream.read()))


@contextmanager
def opened_page(document: pdfium.PdfDocument, number: int) -> Iterator[pdfium.PdfPage]:
    """Page `number` (from 1), with what is filled into forms and stamped on it made part of its content."""
    page = document[number - 1]
    try:
        if _has_marks(page):
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[number - 1]
        yield page
    finally:
        page.close()


def _has_marks(page: pdfium.PdfPage) -> bool:
    """Whether there are annotations that show something: form fields, stamps, typed remarks; links do not count."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
        mark = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(mark)
        raw.FPDFPage_CloseAnnot(mark)
        if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            return True
    return False


def pictures(page: pdfium.PdfPage, *, most_objects: int = 3000) -> tuple[Picture, ...]:
    """The images drawn on the page itself (not within form objects, whose images `has_form` tells of)."""
    found = []
    for index in range(min(raw.FPDFPage_CountObjects(page), most_objects)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_IMAGE:
            found.append(_picture(item))
    return tuple(found)


def _picture(item: ctypes.c_void_p) -> Picture:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, width, height)
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return Picture(pixels=width.value * height.value, left=left, bottom=bottom, right=right, top=top, item=item)


def digest_of_scan(page: pdfium.PdfPage, text: str, found: tuple[Picture, ...]) -> str:
    """Hash of what is seen on a page of nothing but images (and `text`): their bytes as embedded, and their places.

    A page with anything else on it is hashed by a small rendering.
    """
    seen = hashlib.sha256(f"{page.get_size()}{page.get_rotation()}{text}".encode())
    if raw.FPDFPage_CountObjects(page) == len(found) and found:
        for picture in found:
            seen.update(f"{picture.left:.2f} {picture.bottom:.2f} {picture.right:.2f} {picture.top:.2f}".encode())
            seen.update(_embedded_bytes(picture.item))
    else:
        width, height = page.get_size()
        scale = min(100 / 72, 1400 / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        seen.update(bytes(bitmap.buffer))
        bitmap.close()
    return seen.hexdigest()


def _embedded_bytes(item: ctypes.c_void_p) -> bytes:
    length = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    buffer = (ctypes.c_ubyte * length)()
    raw.FPDFImageObj_GetImageDataRaw(item, buffer, length)
    return bytes(buffer)
