"""Figures of a corpus: how often items are overturned, how long deciding takes, and how both change. Pure: counts in, values out."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

_Z = 1.959963984540054
"""Of a 95 % interval."""


class By(Enum):
    """What items are grouped by; the value is the heading of the column."""

    SERVICE = "service"
    GUIDELINE = "guideline"
    SPECIALTY = "specialty"
    YEAR = "year"
    PROGRAM = "program"
    ADMINISTRATOR = "claims administrator"
    PHYSICIAN = "requesting physician"
    REGION = "body region"
    CONDITION = "condition"
    SEX = "sex"
    AGE = "age band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Of a rate; both ends between 0 and 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """Items of one group that were decided. partly: those of `overturned` that were overturned in part. days_*: from application to
    determination, of the items whose letter tells; None where none does. year: in a trend."""

    group: str
    decided: int
    overturned: int
    partly: int = 0
    timed: int = 0
    days_median: float | None = None
    days_slow: float | None = None
    year: int | None = None

    @property
    def rate(self) -> float:
        return self.overturned / self.decided if self.decided else math.nan

    @property
    def interval(self) -> Interval:
        return wilson(self.overturned, self.decided)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """by: of the groups. trend: one row a group and year. unknown: decided items whose letter does not tell the group."""

    by: By
    title: str
    rows: tuple[RateRow, ...]
    overall: RateRow
    unknown: int = 0
    trend: bool = False


def wilson(hits: int, of: int) -> Interval:
    """95 % score interval of a proportion (Wilson 1927); 0 to 1 when nothing was counted."""
    if not of:
        return Interval(low=0.0, high=1.0)
    share, z2 = hits / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half))


_HEADINGS = (
    "decided",
    "overturned",
    "of which in part",
    "rate",
    "low",
    "high",
    "timed",
    "median days",
    "slowest tenth from days",
)


def csv_of(figure: Figure) -> str:
    """The table behind a figure, one row a group (and year), rates as fractions with four digits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((figure.by.value, *(("year",) if figure.trend else ()), *_HEADINGS))
    for row in figure.rows:
        writer.writerow((row.group, *((row.year,) if figure.trend else ()), *_cells(row)))
    return out.getvalue()


def _cells(row: RateRow) -> tuple[object, ...]:
    interval = row.interval
    days = ("" if value is None else f"{value:g}" for value in (row.days_median, row.days_slow))
    return (
        row.decided,
        row.overturned,
        row.partly,
        f"{row.rate:.4f}",
        f"{interval.low:.4f}",
        f"{interval.high:.4f}",
        row.timed,
        *days,
    )


def table_of(figure: Figure) -> tuple[tuple[str, ...], ...]:
    """Headings and rows in words, for people."""
    head = (
        figure.by.value.capitalize(),
        *(("Year",) if figure.trend else ()),
        "Decided",
        "Overturned",
        "Rate",
        "95 % interval",
        "Days (median)",
    )
    return (head, *(_words(row, figure.trend) for row in figure.rows))


def _words(row: RateRow, trend: bool) -> tuple[str, ...]:
    interval = row.interval
    days = f"{row.days_median:g}" if row.days_median is not None else "not told"
    part = f" ({row.partly:,} in part)" if row.partly else ""
    year = (str(row.year),) if trend else ()
    return (
        row.group,
        *year,
        f"{row.decided:,}",
        f"{row.overturned:,}{part}",
        percent(row.rate),
        f"{percent(interval.low)} to {percent(interval.high)}",
        days,
    )


def percent(share: float) -> str:
    return "none decided" if math.isnan(share) else f"{100 * share:.1f} %"


def standing_out(figure: Figure) -> Sequence[RateRow]:
    """Groups whose interval leaves out the rate of all, the farthest first."""
    rate = figure.overall.rate
    apart: Iterable[RateRow] = (row for row in figure.rows if not row.interval.low <= rate <= row.interval.high)
    return sorted(apart, key=lambda row: (-abs(row.rate - rate), row.group))
