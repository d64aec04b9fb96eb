"""Measures of one name over time, and which way they went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from openimr.case import Measure, PartialDate


class Trend(Enum):
    """From the first to the last day of a series."""

    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"


_MORE_IS_BETTER = ("(degrees)", "tolerance", "grip", "Functional Scale", "walk", "Balance", "GAF", "strength")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Dated values of one measure and side, in order of days."""

    name: str
    laterality: str | None
    measures: tuple[Measure, ...]
    trend: Trend


def build_series(measures: Iterable[Measure]) -> tuple[Series, ...]:
    """A series for every name and side measured on two days or more; undated and worded values are left out."""
    grouped: dict[tuple[str, str], list[tuple[PartialDate, float, Measure]]] = {}
    for measure in measures:
        value = _number(measure.value)
        if measure.date is not None and value is not None:
            grouped.setdefault((measure.name, measure.laterality or ""), []).append((measure.date, value, measure))
    return tuple(
        _series(name, side, sorted(rows, key=lambda row: row[:2]))
        for (name, side), rows in sorted(grouped.items())
        if len({day for day, _, _ in rows}) > 1
    )


def _number(value: str) -> float | None:
    try:
        return float(value.split("/", maxsplit=1)[0].rsplit("-", maxsplit=1)[-1].rstrip("+%"))
    except ValueError:
        return None


def _series(name: str, side: str, rows: list[tuple[PartialDate, float, Measure]]) -> Series:
    change = rows[-1][1] - rows[0][1]
    gain = change if any(word in name for word in _MORE_IS_BETTER) else -change
    trend = Trend.UNCHANGED if change == 0 else Trend.IMPROVED if gain > 0 else Trend.WORSE
    return Series(name=name, laterality=side or None, measures=tuple(row[2] for row in rows), trend=trend)
