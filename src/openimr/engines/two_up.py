"""Two pages copied onto one sheet, side by side: to be read one after the other, not across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .page_layout import Line, Piece, in_order

_WIDER = 1.15
"""Times its height: a sheet of two pages lies across."""
_GUTTER = 0.03
"""Of the width at least: no line reaches into it."""
_FEWEST = 5
_WHOLE = 0.6
"""Of the lines of a half at least run on without wide gaps: rows of a table do not."""


def reading_order(lines: Sequence[Line], size: tuple[float, float]) -> tuple[Sequence[Line], bool]:
    """The lines as a person reads them, and whether they are of two pages. size: of the sheet, as the pieces count."""
    sides = halves(lines, size)
    if sides is None:
        return in_order(lines), False
    return [*in_order(sides[0]), *in_order(sides[1])], True


def halves(lines: Sequence[Line], size: tuple[float, float]) -> tuple[list[Line], list[Line]] | None:
    """The lines of the left and of the right page; None for a single page."""
    if size[0] < _WIDER * size[1] or len(lines) < _FEWEST:
        return None
    middle = _gutter([piece for line in lines for piece in line], size[0])
    if middle is None:
        return None
    left = [[piece for piece in line if piece.right <= middle] for line in lines]
    right = [[piece for piece in line if piece.left >= middle] for line in lines]
    sides = [[line for line in side if line] for side in (left, right)]
    return (list(sides[0]), list(sides[1])) if all(map(_is_a_page, sides)) else None


def _gutter(pieces: Sequence[Piece], width: float) -> float | None:
    """A line within the widest empty band about the middle of the sheet, from top to bottom."""
    edges = sorted((max(piece.left, 0.0), piece.right) for piece in pieces)
    best, middle, reached = _GUTTER * width, None, 0.0
    for left, right in edges:
        if left - reached >= best and reached <= 0.56 * width and left >= 0.44 * width:
            best, middle = left - reached, (reached + left) / 2
        reached = max(reached, right)
    return middle


def _is_a_page(lines: Sequence[Sequence[Piece]]) -> bool:
    if len(lines) < _FEWEST:
        return False
    whole = sum(1 for line in lines if _runs_on(line))
    letters = sum(len(piece.text) + 1 for line in lines for piece in line) / len(lines)
    return whole >= _WHOLE * len(lines) and letters >= 15


def _runs_on(line: Sequence[Piece]) -> bool:
    height = max(piece.bottom - piece.top for piece in line)
    ordered = sorted(line, key=lambda piece: piece.left)
    return all(after.left - before.right < 1.8 * height for before, after in pairwise(ordered))
