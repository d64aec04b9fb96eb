"""Measures in tables: columns headed by days, and rows headed by days under the names of instruments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from openimr.case import Document, Measure, PartialDate

from .instruments import Instrument, instruments_in
from .motion import movement_of
from .pain_scores import region_of
from .series_sheets import Passage, Statement, day_of, header_days, statements

_CELL = re.compile(
    r"(?:(?:\d{1,3}\s?(?:-|to)\s?)?(?P<value>\d{1,4}(?:\.\d+)?)(?P<grade>[+-]?/\s?\d{1,3})?\s?(?P<unit>%|deg\w*|"
    r"min\w*|lbs?|kg|sec\w*)?(?=[\s|,;]|$)"
    r"|(?P<none>-+|n/?[ta]|deferred|none|unable|not tested)(?=[\s|,;]|$))",
    re.I,
)
_PAIN = re.compile(r"\b(?:pain|VAS|NRS|NPRS|LBP|headache|ache)\b", re.I)
_ROW_DAY = re.compile(r"\s*(?P<day>\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d)\s*\|")
_LABEL_MOST = 60
_ROWS_MOST = 40
_STRONG = re.compile(r"strength|supraspinatus|rotators?|quad|hamstring|deltoid|biceps|triceps", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeasure:
    """A measure and the row that gives it."""

    measure: Measure
    row: Statement


def read_tables(passages: Iterable[Passage], document: Document, joint: str | None) -> Iterator[TableMeasure]:
    """Every value of the tables of a document with the day of its column or row."""
    columns: tuple[PartialDate, ...] = ()
    heads: tuple[Instrument | None, ...] = ()
    age = 0
    for row in statements(passages, by_line=True):
        days = header_days(row.text, document)
        age += 1
        if days:
            columns, heads, age = days, (), 0
            continue
        named = _instrument_heads(row.text)
        if named:
            columns, heads, age = (), named, 0
            continue
        if age > _ROWS_MOST:
            columns, heads = (), ()
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
    if _PAIN.search(label):
        region = region_of(label)
        yield (f"pain, {region}" if region else "pain"), None
        return
    if _STRONG.search(label):
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


def _instrument_heads(text: str) -> tuple[Instrument | None, ...]:
    """The columns of a table whose first column is the day: "Date | Pain | ODI"."""
    if text.count("|") < 2 or any(c.isdigit() for c in text.replace("PHQ-9", "").replace("GAD-7", "")):
        return ()
    parts = text.split("|")
    if "date" not in parts[0].lower():
        return ()
    named = tuple(next((found for _, found in instruments_in(part)), None) for part in parts[1:])
    pain = tuple(
        _PAIN_SCORE if found is None and _PAIN.search(part) else found
        for found, part in zip(named, parts[1:], strict=True)
    )
    return pain if any(pain) else ()


_PAIN_SCORE = Instrument(name="pain", least=0, most=10)


def _down(row: Statement, heads: tuple[Instrument | None, ...], document: Document) -> Iterator[TableMeasure]:
    head = _ROW_DAY.match(row.text)
    day = day_of(head["day"], document) if head else None
    if head is None or day is None:
        return
    for instrument, part in zip(heads, row.text[head.end() :].split("|"), strict=False):
        cell = _CELL.match(part.strip())
        value = cell["value"] if cell else None
        if instrument is not None and value is not None and instrument.can_be(value):
            shown = f"{value}/10" if instrument is _PAIN_SCORE else value
            yield TableMeasure(
                measure=Measure(spans=(row.span(),), name=instrument.name, value=shown, date=day), row=row
            )
