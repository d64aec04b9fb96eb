"""Check boxes drawn with lines on a typed page: read as [x] or [ ], as a typist would write them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from .page_layout import NO_ORIGIN, Line, Piece

_SMALLEST, _LARGEST = 5.0, 16.0
"""Points, of a side of a box."""
_MOST_OBJECTS = 3000
_MOST_BOXES = 400
_MARKS = frozenset({"x", "X", "✓", "✔", "✗", "✘", "√", "☒", "■", "V", "4", "8"})
"""What ticks a box when it stands alone in it; 4 and 8 are the tick and the cross of symbol fonts."""
Flip = Callable[[float, float, float, float], tuple[float, float, float, float]]
Cut = Callable[[Piece, float], tuple[Piece, ...]]
"""A piece cut into what stands before and behind a place, from the left."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    left: float
    top: float
    right: float
    bottom: float
    closed: bool

    def holds(self, other: _Drawn | Piece) -> bool:
        slack = 1.5
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )


def with_boxes(lines: Sequence[Line], page: pdfium.PdfPage, flip: Flip, cut: Cut) -> Sequence[Line]:
    """The lines with a piece for each drawn box; a mark typed into a box becomes its tick."""
    drawn = list(_drawn(page, flip))
    boxes = _apart([one for one in drawn if one.closed and _is_square(one)])
    if not boxes or len(boxes) > _MOST_BOXES:
        return lines
    marks = [one for one in drawn if not one.closed]
    taken: set[int] = set()
    told: list[list[Piece]] = []
    for box in boxes:
        typed = [piece for line in lines for piece in line if box.holds(piece)]
        if any(piece.text.strip() not in _MARKS for piece in typed):
            continue
        taken |= {id(piece) for piece in typed}
        ticked = bool(typed) or any(box.holds(mark) for mark in marks)
        told.append([Piece("[x]" if ticked else "[ ]", NO_ORIGIN, box.left, box.top, box.right, box.bottom)])
    kept = [[piece for piece in line if id(piece) not in taken] for line in lines]
    for (drawn_box,) in told:
        kept = [
            [
                part
                for piece in line
                for part in (cut(piece, drawn_box.left) if _crosses(piece, drawn_box) else (piece,))
            ]
            for line in kept
        ]
    return [*(line for line in kept if line), *told] if told else lines


def _crosses(piece: Piece, box: Piece) -> bool:
    """Whether a piece of text runs over the place of a box."""
    middle = (box.top + box.bottom) / 2
    return piece.left < box.left and piece.right > box.right and piece.top - 2 <= middle <= piece.bottom + 2


def _drawn(page: pdfium.PdfPage, flip: Flip) -> Iterator[_Drawn]:
    """Small paths of the page: outlines, and strokes that may be ticks."""
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(item, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if max(right - left, top - bottom) <= _LARGEST + 2:
            yield _Drawn(*flip(left, top, right, bottom), closed=raw.FPDFPath_CountSegments(item) >= 4)


def _is_square(one: _Drawn) -> bool:
    width, height = one.right - one.left, one.bottom - one.top
    return min(width, height) >= _SMALLEST and max(width, height) <= min(_LARGEST, 1.35 * min(width, height))


def _apart(boxes: Sequence[_Drawn]) -> list[_Drawn]:
    """Each box once, though it may be drawn as an outline and a filling."""
    kept: list[_Drawn] = []
    for box in boxes:
        if not any(one.holds(box) or box.holds(one) for one in kept):
            kept.append(box)
    return kept
