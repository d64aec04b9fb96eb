"""Pieces put together into lines."""

from __future__ import annotations

import pytest

from openimr.engines.page_layout import Piece, in_order, lay_out


def piece(text: str, left: float, top: float, start: int = 0) -> Piece:
    """Letters 5 points wide and 8 high."""
    return Piece(text, start, left, top, left + 5 * len(text), top + 8)


PROSE = "a line of prose that fills its column well"
LAYOUTS = [
    ("one word after the other", [[piece("low", 0, 0), piece("back", 19, 0)]], "low back"),
    ("a wide gap", [[piece("Name:", 0, 0), piece("Odo", 75, 0)]], "Name:          Odo"),
    ("pieces of one word", [[piece("thera", 0, 0, 1), piece("py", 25, 0, 6)]], "therapy"),
    ("lines", [[piece("one", 0, 0)], [piece("two", 0, 12)]], "one\ntwo"),
    (
        "values drawn after all labels",
        [[piece("Name:", 0, 0)], [piece("Claim:", 0, 20)], [piece("Odo", 29, 0)], [piece("17", 34, 20)]],
        "Name: Odo\nClaim: 17",
    ),
    ("a footer drawn first", [[piece("foot", 0, 700)], [piece("head", 0, 0)]], "head\nfoot"),
    (
        "columns of prose",
        [[piece(PROSE, 0, 12 * row)] for row in range(8)] + [[piece(PROSE, 300, 12 * row)] for row in range(8)],
        "\n".join([PROSE] * 16),
    ),
    ("nothing", [], ""),
]


@pytest.mark.parametrize(("lines", "text"), [row[1:] for row in LAYOUTS], ids=[row[0] for row in LAYOUTS])
def test_lay_out(lines: list[list[Piece]], text: str) -> None:
    laid = lay_out(in_order(lines))
    assert laid.text == text
    pieces = sorted(laid.text[a:b] for a, b in zip(laid.boxes.starts, laid.boxes.ends, strict=True))
    assert pieces == sorted(piece.text for line in lines for piece in line)
