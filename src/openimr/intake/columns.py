"""Forms printed in two columns: sections side by side, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from .sheet import Line

_CELL = re.compile(r"\S+(?:\s\S+)*")  # words one space apart; two spaces part the columns


def read_columns(lines: list[Line], heading: Callable[[Line], str | None]) -> list[list[Line]]:
    """The lines as one column after the other.

    Two columns begin with a line of two cells that both head a section, and end with the next line of one cell that
    does. A line of one cell belongs to the left column while that one still has lines, else to the right one.
    """
    begin = next((n for n, line in enumerate(lines) if _all_head(cells(line), heading)), None)
    if begin is None:
        return [lines]
    left: list[Line] = []
    right: list[Line] = []
    last = begin
    for last in range(begin, len(lines)):
        found = cells(lines[last])
        if len(found) == 1 and (heading(lines[last]) or len(lines[last].text) > 90):
            break
        left.append(found[0]) if len(found) > 1 or not _only_right(found[0], lines[last - 1]) else right.append(
            found[0]
        )
        right += found[1:]
    else:
        last = len(lines)
    return [lines[:begin], left, right, lines[last:]]


def read_grid(
    lines: list[Line], is_label: Callable[[str], str | None], heading: Callable[[Line], str | None]
) -> tuple[list[tuple[str, Line, Line]], list[Line]]:
    """Rows of labels with a row of values under them: (field, label, value) for each, and the lines that are no such row.

    A value belongs to the label at whose column it begins; with as many values as labels, in their order.
    """
    found: list[tuple[str, Line, Line]] = []
    rest: list[Line] = []
    skip = False
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if skip:
            skip = False
            continue
        heads = [(is_label(cell.text), cell) for cell in cells(line)]
        values = cells(below) if below else []
        # Section headings side by side are columns, not labels over their values.
        known = len(heads) >= 2 and all(field for field, _ in heads) and not _all_head(cells(line), heading)
        if not known or below is None or not values or any(is_label(cell.text) for cell in values) or ":" in below.text:
            rest.append(line)
            continue
        skip = True
        for n, value in enumerate(values[: len(heads)]):
            column = value.start - below.start
            near = min(heads, key=lambda head: abs(head[1].start - line.start - column))
            field, label = heads[n] if len(values) == len(heads) else near
            found.append((field or "other", label, value))
    return found, rest


def _only_right(cell: Line, above: Line) -> bool:
    """After the left column has ended: a telephone or an address under a line of two cells."""
    return bool(re.match(r"\W*(?:ph|tel|fax|fx|po box|suite|e-?mail|adjuster)\b|\W*phone", cell.text, re.IGNORECASE))


def _all_head(found: list[Line], heading: Callable[[Line], str | None]) -> bool:
    return len(found) >= 2 and all(heading(cell) for cell in found)


def cells(line: Line) -> list[Line]:
    """The cells of a line, with their places."""
    return [Line(text=match[0], start=line.start + match.start()) for match in _CELL.finditer(line.text)]
