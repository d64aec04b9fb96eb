"""The text layer of a page: text, places of its lines, and whether it can be relied on.

Goes through pdfium's C functions directly: a thousand pages take about as long as their bare text does.
"""

from __future__ import annotations

import ctypes
import hashlib
import math
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from openimr.case import Boxes, PageSource
from openimr.records.reading import Legibility, TextQuality, judge

from .drawn_boxes import with_boxes
from .odd_characters import HIDDEN, as_seen, is_disguised
from .page_layout import LaidOut, Piece, lay_out
from .page_record import PageRecord, Want
from .pdf_file import Picture, digest_of_scan, opened_page, pictures
from .two_up import reading_order

MOST_CHARACTERS = 60_000
"""Of one page: four times what the smallest print puts on a sheet. What stands beyond is not read, and a Problem says so."""

_SEPARATOR = re.compile("\r\n|\r|\n|\ufffe")
_ODD = str.maketrans(dict.fromkeys("\u00a0\t\x0b\x0c\u2007\u202f\u2028\u2029", " ") | {"\x02": "-"})
_SOFT, _UNSEEN = "\u00ad", "\u200b"
_WORDS = re.compile(r"[^ ]+")
_SEEN = re.compile(rf"(?:(?!{HIDDEN.pattern})[^ ])+")
_WIDE_BREAK = re.compile(r" (?=[^a-z\s,.;])")
Flip = Callable[[float, float, float, float], tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the text layer says. cut: it was longer than `MOST_CHARACTERS`. disguised: letters in it are unseen or feigned."""

    laid_out: LaidOut
    cut: bool
    disguised: bool = False
    two_up: bool = False


def read_text_page(document: pdfium.PdfDocument, number: int) -> PageRecord:
    """A page by its text layer, or, with `want` set, what is known of it before OCR."""
    with opened_page(document, number) as page:
        width, height = page.get_size()
        layer = read_layer(page)
        text = layer.laid_out.text
        quality = judge(text)
        found = pictures(page) if len(text) < 6000 else ()
        want = want_of(page, layer.laid_out, quality, found)
        notes = _notes(layer, quality, want)
        digest = digest_of_scan(page, text, found) if want is not Want.NOTHING else _digest_of_text(text)
        return PageRecord(
            number=number,
            text=text,
            source=PageSource.TEXT_LAYER,
            confidence=0.75 * quality.score if quality.legibility is Legibility.FOREIGN else max(0.5, quality.score),
            width=width,
            height=height,
            digest=digest,
            want=want,
            notes=notes,
            boxes=layer.laid_out.boxes,
        )


def _digest_of_text(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).casefold().encode("utf-8", "surrogatepass")).hexdigest()


def _notes(layer: TextLayer, quality: TextQuality, want: Want) -> tuple[str, ...]:
    notes = []
    if layer.cut:
        notes.append("cut")
    if quality.language and want in (Want.NOTHING, Want.CHECK):
        notes.append(f"language:{quality.language}")
    if want is Want.GARBAGE:
        notes.append("garbage")
    if layer.disguised and want in (Want.NOTHING, Want.CHECK):
        notes.append("disguised")
    if layer.two_up and want in (Want.NOTHING, Want.CHECK):
        notes.append("two_up")
    return tuple(notes)


def want_of(page: pdfium.PdfPage, laid: LaidOut, quality: TextQuality, found: tuple[Picture, ...]) -> Want:
    """Whether the layer can stand for the page: a stamp, header or footer over a scan cannot."""
    if not laid.text.strip():
        return Want.NOTHING if raw.FPDFPage_CountObjects(page) == 0 else Want.NO_TEXT
    if quality.legibility is Legibility.GARBAGE:
        return Want.GARBAGE
    area = page.get_width() * page.get_height() or 1.0
    pictured = sum(max(0.0, p.right - p.left) * max(0.0, p.top - p.bottom) for p in found) / area
    if pictured < 0.25:
        # A scan may sit within a form object, which is not looked into: a page of hardly any text is rendered.
        return Want.STAMP if len(laid.text) < 120 and _hides_something(page) else Want.NOTHING
    if _text_height(laid) < 0.10 * page.get_height():
        return Want.STAMP
    return Want.CHECK if pictured > 0.8 else Want.NOTHING


def _hides_something(page: pdfium.PdfPage) -> bool:
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) == raw.FPDF_PAGEOBJ_FORM
        for index in range(min(raw.FPDFPage_CountObjects(page), 200))
    )


def _text_height(laid: LaidOut) -> float:
    """Height of all lines together, in points; pieces of one line count once."""
    places = laid.boxes.coordinates
    bands = sorted((places[i + 1], places[i + 3]) for i in range(0, len(places), 4))
    total, reached = 0.0, -1e9
    for top, bottom in bands:
        total += max(0.0, bottom - max(top, reached))
        reached = max(reached, bottom)
    return total


def read_layer(page: pdfium.PdfPage) -> TextLayer:
    """Text and places; in the order of reading. The same page gives the same result every time."""
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return TextLayer(lay_out(()), False)
    try:
        count = raw.FPDFText_CountChars(textpage)
        cut = count > MOST_CHARACTERS
        text = _characters(textpage, min(count, MOST_CHARACTERS))
        turn = _turn_of_text(textpage, len(text))
        flip = flip_of(page, turn)
        lines = with_boxes(_lines(textpage, text, flip), page, flip, Places(textpage, flip).cut_at)
        lines, two_up = reading_order(lines, _size(page, turn))
        laid = lay_out(lines)
        disguised = not text.isascii() and any(map(is_disguised, _SEPARATOR.split(text)))
        return TextLayer(laid if turn == page.get_rotation() else _displayed(laid, page, turn), cut, disguised, two_up)
    finally:
        raw.FPDFText_ClosePage(textpage)


def _size(page: pdfium.PdfPage, turn: int) -> tuple[float, float]:
    """Width and height of the page turned so that its text is upright."""
    width, height = page.get_size()
    return (width, height) if (turn - page.get_rotation()) % 180 == 0 else (height, width)


def _characters(textpage: ctypes.c_void_p, count: int) -> str:
    """One character of the result for each character of pdfium's, so that positions agree."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return "".join(map(_character, codes))


def _character(code: int) -> str:
    """2 is pdfium's hyphen at a line's end; halves of surrogate pairs cannot be written to a file."""
    if code == 2:
        return "\ufffe"
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def flip_of(page: pdfium.PdfPage, turn: int | None = None) -> Flip:
    """From PDF user space (left, top, right, bottom; upwards) to the page from its top left corner.

    turn: clockwise degrees by which the page is turned for that; None: as it is displayed.
    """
    x0, y0, x1, y1 = page.get_bbox()
    turns: dict[int, Flip] = {
        0: lambda left, top, right, bottom: (left - x0, y1 - top, right - x0, y1 - bottom),
        90: lambda left, top, right, bottom: (bottom - y0, left - x0, top - y0, right - x0),
        180: lambda left, top, right, bottom: (x1 - right, bottom - y0, x1 - left, top - y0),
        270: lambda left, top, right, bottom: (y1 - top, x1 - right, y1 - bottom, x1 - left),
    }
    return turns.get(page.get_rotation() if turn is None else turn, turns[0])


def _unflip_of(page: pdfium.PdfPage, turn: int) -> Flip:
    """The inverse of `flip_of` for that turn."""
    x0, y0, x1, y1 = page.get_bbox()
    turns: dict[int, Flip] = {
        0: lambda left, top, right, bottom: (left + x0, y1 - top, right + x0, y1 - bottom),
        90: lambda left, top, right, bottom: (top + x0, right + y0, bottom + x0, left + y0),
        180: lambda left, top, right, bottom: (x1 - right, bottom + y0, x1 - left, top + y0),
        270: lambda left, top, right, bottom: (x1 - bottom, y1 - left, x1 - top, y1 - right),
    }
    return turns[turn]


def _turn_of_text(textpage: ctypes.c_void_p, count: int) -> int:
    """Clockwise degrees (0, 90, 180, 270) that bring most of the text upright: of three letters, the middle answer."""
    if count == 0:
        return 0
    angles = (raw.FPDFText_GetCharAngle(textpage, count * part // 4) for part in (1, 2, 3))
    turns = sorted(round(-angle / (math.pi / 2)) % 4 * 90 if angle >= 0 else 0 for angle in angles)
    return turns[1]


def _displayed(laid: LaidOut, page: pdfium.PdfPage, turn: int) -> LaidOut:
    """Boxes moved from the page turned so that its text is upright to the page as it is displayed."""
    there, back = _unflip_of(page, turn), flip_of(page)
    places, moved = laid.boxes.coordinates, array("f")
    for at in range(0, len(places), 4):
        moved.extend(back(*there(*places[at : at + 4])))
    boxes = Boxes(starts=laid.boxes.starts, ends=laid.boxes.ends, coordinates=moved)
    return LaidOut(laid.text, boxes, laid.origins)


class Places:
    """Reads rectangles off a text page into its own numbers, so that nothing is allocated for each."""

    def __init__(self, textpage: ctypes.c_void_p, flip: Flip) -> None:
        self.textpage, self.flip = textpage, flip
        self.numbers = [ctypes.c_double() for _ in range(4)]
        self.pointers = [ctypes.byref(number) for number in self.numbers]

    def rectangles(self, start: int, length: int) -> list[tuple[float, float, float, float]]:
        found = []
        left, top, right, bottom = self.numbers
        for index in range(raw.FPDFText_CountRects(self.textpage, start, length)):
            raw.FPDFText_GetRect(self.textpage, index, *self.pointers)
            found.append(self.flip(left.value, top.value, right.value, bottom.value))
        return found

    def cut_at(self, piece: Piece, x: float) -> tuple[Piece, ...]:
        """The piece in two at the last space before `x`; whole where no space is there."""
        spaces = [found.start() for found in re.finditer(r"(?<=\S) ", piece.text)]
        before = [at for at in spaces if max(r[2] for r in self.rectangles(piece.start, at)) <= x + 1]
        if not before:
            return (piece,)
        head, rest = piece.text[: before[-1]], piece.text[before[-1] :]
        start = piece.start + before[-1] + len(rest) - len(rest.lstrip())
        first = self.rectangles(piece.start, len(head))
        second = self.rectangles(start, len(rest.lstrip()))
        if not first or not second:
            return (piece,)
        return Piece(head, piece.start, *first[0]), Piece(rest.lstrip(), start, *second[0])

    def advance(self, index: int) -> float:
        """From the origin of character `index` to the origin of the next one."""
        raw.FPDFText_GetCharOrigin(self.textpage, index, *self.pointers[:2])
        raw.FPDFText_GetCharOrigin(self.textpage, index + 1, *self.pointers[2:])
        x, y, after_x, after_y = self.numbers
        return max(abs(after_x.value - x.value), abs(after_y.value - y.value))


def _lines(textpage: ctypes.c_void_p, text: str, flip: Flip) -> list[list[Piece]]:
    places = Places(textpage, flip)
    lines = []
    start = 0
    for end, following in _ends(text):
        line = text[start:end]
        if line.strip():
            pieces = _pieces(places, line, start)
            if pieces:
                lines.append(pieces)
        start = following
    return lines


def _ends(text: str) -> list[tuple[int, int]]:
    """Where lines end and the next begin. pdfium writes U+FFFE for a hyphen at a line's end: it stays with its line."""
    ends = [(found.start() + (found.group() == "\ufffe"), found.end()) for found in _SEPARATOR.finditer(text)]
    ends.append((len(text), len(text)))
    return ends


def _pieces(places: Places, line: str, start: int) -> list[Piece]:
    """A line drawn at once is one piece, cut at wide gaps; any other line is cut into its words."""
    line = line.replace("\ufffe", "-").translate(_ODD)
    if not line.isascii():
        line = as_seen(_without_soft_hyphens(places, line, start))
    stripped = line.strip(" ")
    first = start + len(line) - len(line.lstrip(" "))
    unseen = HIDDEN.search(stripped)
    rectangles = () if unseen else places.rectangles(first, len(stripped))
    if len(rectangles) == 1:
        return _cut(places, stripped, first, rectangles[0])
    pieces = []
    for word in (_SEEN if unseen else _WORDS).finditer(stripped):
        found = places.rectangles(first + word.start(), word.end() - word.start())
        if found:
            left, top, right, bottom = (
                min(r[0] for r in found), min(r[1] for r in found), max(r[2] for r in found), max(r[3] for r in found)
            )  # fmt: skip
            glued = bool(HIDDEN.match(stripped, word.start() - 1)) if word.start() else False
            glued = glued and not stripped[: word.start()].rstrip(_UNSEEN).endswith(" ")
            pieces.append(Piece(word.group(), first + word.start(), left, top, right, bottom, glued))
    return pieces


def _without_soft_hyphens(places: Places, line: str, start: int) -> str:
    """Soft hyphens as hyphens where one is drawn (fonts often take them for the plain sign), else as unseen characters."""
    if _SOFT not in line:
        return line
    letters = list(line)
    for at, letter in enumerate(letters):
        if letter == _SOFT:
            # An unseen one shares the rectangle of the letter before it; a drawn stroke is flat.
            own = places.rectangles(start + at, 1)
            flat = any(bottom - top < 0.5 * (right - left) for left, top, right, bottom in own)
            letters[at] = "-" if flat else _UNSEEN
    return "".join(letters)


def _cut(places: Places, line: str, first: int, box: tuple[float, float, float, float]) -> list[Piece]:
    """Cuts where the space to the next word is much wider than the line's letters are."""
    height = box[3] - box[1]
    ordinary = max(0.9 * height, 1.1 * (box[2] - box[0]) / len(line))
    wide = [at for at in (m.start() for m in _WIDE_BREAK.finditer(line)) if places.advance(first + at) > ordinary]
    if not wide:
        return [Piece(line, first, *box)]
    pieces = []
    begin = 0
    for end in [*wide, len(line)]:
        found = places.rectangles(first + begin, end - begin)
        if found:
            pieces.append(Piece(line[begin:end], first + begin, *found[0]))
        begin = end + 1
    return pieces
