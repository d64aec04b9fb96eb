"""Tables set with spaces alone: a head such as "Visit Date Flexion ER strength QuickDASH", rows that begin with a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .measure_columns import Column, Heads, column_of, columns_named

_DAY_WORD = re.compile(r"\W*(?:(?:visit|session|tx|no|appt)\W{0,3})?(?:date|day|DOS|seen)\b", re.I)
_LEFT_OVER = re.compile(
    r"[\s/.,:()%-]|\b(?:notes?|remarks?|comments?|initials?|by|visit|no|score|kg|lbs?|deg\w*|R|L|Rt|Lt|right|left|ther\w*|and|of|the)\b",
    re.I,
)
_ROW = re.compile(
    r"\W{0,3}(?:#?\d{1,3}[.)]?\s+)?(?P<day>\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{4}-\d\d-\d\d)\s+(?:#?\d{1,3}\s+(?=\d+\s+\d))?"
)
_CELL = re.compile(
    r"(?P<cell>\d{1,4}(?:\.\d+)?(?:[+-](?=\s|$)|[+-]?/\d{1,3})?(?:\s?(?:%|deg\w*|lbs?|kg|min|sec))?|-+|n/?[ta]|--)(?=[\s|,]|$)[\s|,]*",
    re.I,
)


def spaced_heads(text: str, joint: str | None, side: str | None) -> Heads | None:
    """The columns of a head without marks between them; None where words are left over that name none."""
    day = _DAY_WORD.match(text)
    if day is None or "|" in text.strip(" |") or len(text) > 140:
        return None
    rest = text[day.end() :]
    found = columns_named(rest)
    left_over, at = "", 0
    for start, end in found:
        left_over += rest[at:start]
        at = end
    if not found or _LEFT_OVER.sub("", left_over + rest[at:]):
        return None
    columns = tuple(column_of(rest[start:end], joint, side) for start, end in found)
    return Heads(day=0, columns=(None, *columns), spaced=True) if any(columns) else None


def spaced_cells(text: str, heads: Heads) -> tuple[str, tuple[tuple[Column | None, str], ...]] | None:
    """The day of a row and its cells, each with its column, last the remark behind them; None where values are wanting."""
    head = _ROW.match(text)
    if head is None:
        return None
    wanted = heads.columns[1:]
    cells = list(_cells(text, head.end()))[: len(wanted)]
    if len(cells) < len(wanted):
        return None
    values = ((column, cell["cell"]) for column, cell in zip(wanted, cells, strict=True))
    return head["day"], (*values, (None, text[cells[-1].end() :]))


def _cells(text: str, at: int) -> Iterator[re.Match[str]]:
    while cell := _CELL.match(text, at):
        yield cell
        at = cell.end()
