"""Measures in tables: columns headed by days, and rows headed by days under the names of instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from openimr.case import Document, Measure, PartialDate

from .instruments import Instrument, instruments_in, read_instruments
from .measure_columns import PAIN, STRENGTH, Column, Heads, day_heads
from .motion import movement_of
from .pain_scores import region_of
from .series_sheets import Passage, Statement, day_of, header_days, statements
from .spaced_tables import spaced_cells, spaced_heads

_CELL = re.compile(
    r"(?:(?:\d{1,3}\s?(?:-|to)\s?)?(?P<value>\d{1,4}(?:\.\d+)?)(?P<grade>[+-]?/\s?\d{1,3})?\s?(?P<unit>%|deg\w*|"
    r"min\w*|lbs?|kg|sec\w*)?(?=[\s|,;]|$)"
    r"|(?P<none>-+|n/?[ta]|deferred|none|unable|not tested)(?=[\s|,;]|$))",
    re.I,
)
_ROW_DAY = re.compile(r"\s*(?P<day>\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d)\s*")
_LABEL_MOST = 60
_ROWS_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasure:
    """A measure and the row that gives it."""

    measure: Measure
    row: Statement


def read_tables(
    passages: Iterable[Passage], document: Document, joint: str | None, side: str | None = None
) -> Iterator[TableMeasure]:
    """Every value of the tables of a document with the day of its column or row. joint, side: what the document is about."""
    columns: tuple[PartialDate, ...] = ()
    heads: Heads | None = None
    age = 0
    for row in statements(passages, by_line=True):
        days = header_days(row.text, document)
        age += 1
        if days:
            columns, heads, age = days, None, 0
            continue
        named = day_heads(row.text, joint, side) or spaced_heads(row.text, joint, side)
        if named:
            columns, heads, age = (), named, 0
            continue
        if age > _ROWS_MOST:
            columns, heads = (), None
        if columns:
            yield from _across(row, columns, joint)
        elif heads:
            yield from _down(row, heads, document)


def _across(row: Statement, columns: tuple[PartialDate, ...], joint: str | None) -> Iterator[TableMeasure]:
    """A row under columns headed by days: "QuickDASH 84 52 29"."""
    label, cells = _cells(row.text, len(columns))
    if len(cells) != len(columns):
        return
    for name, plain in _labels(label, joint):
        for cell, day in zip(cells, columns, strict=True):
            value = _value(cell, plain, name)
            if value is not None:
                measure = Measure(spans=(row.span(),), name=name, value=value, date=day)
                yield TableMeasure(measure=measure, row=row)


def _cells(text: str, needed: int) -> tuple[str, list[re.Match[str]]]:
    """The label of a row and its cells: the last `needed` values of the line, nothing but marks between them."""
    if "|" in text:
        label, *rest = text.split("|")
        cells = [match for part in rest if (match := _CELL.match(part.strip())) is not None]
        return label, cells if len(cells) == len([part for part in rest if part.strip()]) else []
    found = list(_CELL.finditer(text))[-needed:]
    if len(found) < needed or text[found[-1].end() :].strip(" .") or len(text[: found[0].start()]) > _LABEL_MOST:
        return text, []
    gaps = (text[one.end() : other.start()] for one, other in pairwise(found))
    return text[: found[0].start()], found if all(not gap.strip(" |/") for gap in gaps) else []


def _labels(label: str, joint: str | None) -> Iterator[tuple[str, Instrument | None]]:
    for _, instrument in instruments_in(label):
        yield instrument.name, instrument
        return
    if PAIN.search(label):
        region = region_of(label)
        yield (f"pain, {region}" if region else "pain"), None
        return
    if STRENGTH.search(label):
        yield (
            f"{' '.join(label.split()).strip(' |:.').lower()}{'' if 'strength' in label.lower() else ' strength'}",
            None,
        )
        return
    movement = movement_of(label)
    if movement is not None or (joint is not None and re.search(r"\bA?P?ROM\b", label)):
        yield f"{' '.join(part for part in (joint, movement or 'flexion') if part)} (degrees)", None


def _value(cell: re.Match[str], instrument: Instrument | None, name: str) -> str | None:
    value, grade = cell["value"], (cell["grade"] or "").replace(" ", "")
    if value is None:
        return None
    if instrument is not None:
        return value if instrument.can_be(value) else None
    if name.startswith("pain"):
        return f"{value}/10" if float(value) <= 10 else None
    if name.endswith("strength"):
        return f"{value}{grade}" if grade.endswith("/5") else None
    return value if name.endswith("(degrees)") and not grade and float(value) <= 180 else None


def _spaced(row: Statement, heads: Heads, document: Document) -> Iterator[TableMeasure]:
    found = spaced_cells(row.text, heads)
    day = day_of(found[0], document) if found else None
    if found is None or day is None:
        return
    for column, part in found[1]:
        for name, value in _held(column, part):
            yield TableMeasure(measure=Measure(spans=(row.span(),), name=name, value=value, date=day), row=row)


def _down(row: Statement, heads: Heads, document: Document) -> Iterator[TableMeasure]:
    if heads.spaced:
        yield from _spaced(row, heads, document)
        return
    parts = row.text.split("|")
    head = _ROW_DAY.fullmatch(parts[heads.day]) if heads.day < len(parts) else None
    day = day_of(head["day"], document) if head else None
    if day is None:
        return
    for column, part in zip(heads.columns, parts, strict=False):
        for name, value in _held(column, part.strip()):
            yield TableMeasure(measure=Measure(spans=(row.span(),), name=name, value=value, date=day), row=row)


def _held(column: Column | None, part: str) -> Iterator[tuple[str, str]]:
    """The value of a cell under its head; in a column of remarks, what its own words measure: "QuickDASH 57"."""
    if column is None:
        for reading in read_instruments(part) if any(c.isalpha() for c in part) else ():
            yield reading.instrument.name, reading.values[-1]
        return
    cell = _CELL.match(part)
    value = cell["value"] if cell else None
    if cell is None or value is None:
        return
    if column.instrument is None and not column.name.startswith("pain") and not column.name.endswith("(degrees)"):
        yield column.name, value
        return
    shown = _value(cell, column.instrument, column.name)
    if shown is not None:
        yield column.name, shown
