"""Puts pieces of text with their places together into a page's text and boxes.

The same for text layers and OCR: lines from top to bottom, wide gaps kept as two or more spaces, so that label and
value, or the columns of a table, stay apart.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from openimr.case import Boxes

_MOST_SPACES = 24
NO_ORIGIN = 0xFFFFFFFF
"""Start of a piece that stands for something drawn: no character of the source is its own."""


class Piece(NamedTuple):
    """Text without line breaks, and its rectangle in points from the top left corner of the page as displayed.

    start: index of its first character in the source it was taken from (text layers), to find it again.
    glued: it goes on the word of the piece before it, from which only unseen characters part it.
    """

    text: str
    start: int
    left: float
    top: float
    right: float
    bottom: float
    glued: bool = False


Line = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """text; its boxes, one for each piece; origins[i]: where piece i starts in its source."""

    text: str
    boxes: Boxes
    origins: array[int]


def in_order(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines that jump upwards put in order, unless they are columns of prose."""
    return _rows(lines) if _jumps(lines) and not _is_prose_in_columns(lines) else lines


def lay_out(lines: Sequence[Line]) -> LaidOut:
    """Joins lines, in the order given, into text."""
    starts, ends, origins, coordinates = array("I"), array("I"), array("I"), array("f")
    parts: list[str] = []
    at = 0
    for line in lines:
        if parts:
            parts.append("\n")
            at += 1
        previous: Piece | None = None
        for piece in line:
            if previous is not None:
                gap = _spaces(previous, piece)
                parts.append(gap)
                at += len(gap)
            parts.append(piece.text)
            starts.append(at)
            at += len(piece.text)
            ends.append(at)
            origins.append(piece.start)
            coordinates.extend(piece[2:6])
            previous = piece
    return LaidOut("".join(parts), Boxes(starts=starts, ends=ends, coordinates=coordinates), origins)


def _spaces(before: Piece, after: Piece) -> str:
    """The blanks between two pieces of one line; none where the pieces touch."""
    if after.glued:
        return ""
    letters = len(before.text) + len(after.text)
    width = (before.right - before.left + after.right - after.left) / letters if letters else 0.0
    gap = after.left - before.right
    height = max(before.bottom - before.top, after.bottom - after.top)
    if gap < 0.12 * height and after.start == before.start + len(before.text) and after.start:
        return ""
    if gap < 0.9 * height or gap < 1.8 * width or width <= 0:
        return " "
    return " " * min(_MOST_SPACES, max(2, round(gap / width)))


def _jumps(lines: Sequence[Line]) -> bool:
    """Whether a line stands clearly above, or on the same height as, the line before it."""
    bottom = top = -1e9
    for line in lines:
        first = line[0]
        middle = (first.top + first.bottom) / 2
        if middle < bottom and middle < (top + bottom) / 2 + 0.3 * (bottom - top):
            return True
        top, bottom = first.top, first.bottom
    return False


def _is_prose_in_columns(lines: Sequence[Line]) -> bool:
    """Two or more blocks side by side, each of many long lines: to be read one after the other."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if blocks[-1] and line[0].top < blocks[-1][-1][0].top - 2 * (line[0].bottom - line[0].top):
            blocks.append([])
        blocks[-1].append(line)
    wide = [block for block in blocks if len(block) >= 8 and _mean_letters(block) >= 30]
    spans = sorted((min(line[0].left for line in block), max(line[-1].right for line in block)) for block in wide)
    return len(spans) >= 2 and all(a[1] <= b[0] + 3 for a, b in pairwise(spans))


def _mean_letters(block: Sequence[Line]) -> float:
    return sum(len(piece.text) for line in block for piece in line) / len(block)


def _rows(lines: Sequence[Line]) -> list[list[Piece]]:
    """Lines of equal height made one, from top to bottom, each from left to right."""
    ordered = sorted(lines, key=lambda line: ((line[0].top + line[0].bottom) / 2, line[0].left))
    rows: list[list[Piece]] = []
    for line in ordered:
        middle = (line[0].top + line[0].bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom and _fits(rows[-1], line):
            rows[-1].extend(line)
        else:
            rows.append(list(line))
    for row in rows:
        row.sort(key=lambda piece: piece.left)
    return rows


def _fits(row: Sequence[Piece], line: Line) -> bool:
    """Whether a line overprints nothing of the row."""
    slack = 1.5
    return all(one.right <= piece.left + slack or one.left >= piece.right - slack for one in line for piece in row)
