"""Counts over the table of a corpus, by DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from openimr.case import OpenImrError
from openimr.corpus.cited import known_family
from openimr.corpus.figures import By, Figure, RateRow
from openimr.corpus.query import Filters

from .corpus_manifest import check_files, read_manifest
from .corpus_shard import duckdb

_COLUMN = {
    By.SERVICE: "service", By.GUIDELINE: "guidelines", By.SPECIALTY: "specialties", By.YEAR: "year", By.PROGRAM: "program",
    By.ADMINISTRATOR: "claims_administrator", By.PHYSICIAN: "requesting_physician", By.REGION: "region",
    By.CONDITION: "conditions[1]", By.SEX: "sex", By.AGE: "age_band",
}  # fmt: skip
_LISTS = frozenset({By.GUIDELINE, By.SPECIALTY})
_EQUAL = ("service", "region", "sex", "program", "claims_administrator", "requesting_physician", "case_number")
_COUNTS = """count(*), count(*) FILTER (decision <> 'Upheld'), count(*) FILTER (decision = 'Partially overturned'),
 count(days_to_decide), median(days_to_decide), quantile_cont(days_to_decide, 0.9)"""
_FEWEST_TREND = 5


@dataclass(frozen=True, slots=True)
class _Where:
    sql: str
    values: tuple[object, ...]


class CorpusTables:
    """Open for counting, used as a context manager."""

    def __init__(self, corpus: Path) -> None:
        manifest = read_manifest(corpus)
        check_files(corpus, manifest)
        self.files = str(corpus / manifest.generation / "tables" / "*.parquet")
        self._database: Any = None

    def __enter__(self) -> CorpusTables:
        self._database = duckdb().connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def figure(self, by: By, filters: Filters, *, most: int = 25) -> Figure:
        """Overturn rates of the groups with the most decided items; years in their order."""
        where = _where(filters)
        rows = [_row(row) for row in self._grouped(by, where)]
        known = [row for row in rows if row.group]
        kept = (
            sorted(known, key=lambda row: row.group)
            if by is By.YEAR
            else sorted(known, key=lambda row: (-row.decided, row.group))[:most]
        )
        unknown = sum(row.decided for row in rows if not row.group)
        title = f"Share of disputed items overturned, by {by.value}"
        return Figure(by=by, title=title, rows=tuple(kept), overall=self.overall(where), unknown=unknown)

    def trend(self, by: By, filters: Filters, *, most: int = 5) -> Figure:
        """By year, of the groups with the most decided items; years with fewer than five items of a group are left out."""
        where = _where(filters)
        groups = [row.group for row in self.figure(by, filters, most=most).rows]
        source = _source(by, self.files, where.sql)
        sql = f"SELECT g, {_COUNTS}, year FROM ({source}) WHERE year IS NOT NULL AND list_contains(?, g) GROUP BY g, year ORDER BY g, year"
        rows = [_row(row[:-1], row[-1]) for row in self._ask(sql, (*where.values, groups))]
        kept = [row for row in rows if row.decided >= _FEWEST_TREND]
        title = f"Share of disputed items overturned by year, by {by.value}"
        return Figure(by=by, title=title, rows=tuple(kept), overall=self.overall(where), trend=True)

    def overall(self, where: _Where) -> RateRow:
        sql = (
            f"SELECT 'all', {_COUNTS} FROM read_parquet('{_quoted(self.files)}') WHERE decision IS NOT NULL{where.sql}"
        )
        return _row(self._ask(sql, where.values)[0])

    def rate(self, filters: Filters) -> RateRow:
        """Of all items that the filters leave."""
        return self.overall(_where(filters))

    def _grouped(self, by: By, where: _Where) -> Sequence[Sequence[Any]]:
        return self._ask(f"SELECT g, {_COUNTS} FROM ({_source(by, self.files, where.sql)}) GROUP BY g", where.values)

    def _ask(self, sql: str, values: Sequence[object]) -> Sequence[Sequence[Any]]:
        try:
            rows: Sequence[Sequence[Any]] = self._database.execute(sql, list(values)).fetchall()
            return rows
        except duckdb().IOException as wrong:
            raise OpenImrError(f"The corpus' table cannot be read: {str(wrong).splitlines()[0]}") from wrong


def _source(by: By, files: str, where: str) -> str:
    """One row an item and group: a letter of two specialties counts in both groups. Only the columns that are counted."""
    column = _COLUMN[by]
    named = (
        f"unnest(CASE WHEN len({column}) = 0 OR {column} IS NULL THEN [NULL] ELSE {column} END)"
        if by in _LISTS
        else column
    )
    return (
        f"SELECT CAST({named} AS VARCHAR) AS g, decision, days_to_decide, year FROM read_parquet('{_quoted(files)}') "
        f"WHERE decision IS NOT NULL{where}"
    )


def _quoted(words: str) -> str:
    return words.replace("'", "''")


def _row(row: Sequence[Any], year: int | None = None) -> RateRow:
    group, decided, overturned, partly, timed, median, slow = row
    return RateRow(
        group=group or "",
        decided=decided,
        overturned=overturned,
        partly=partly,
        timed=timed,
        days_median=median,
        days_slow=slow,
        year=year,
    )


def _where(filters: Filters) -> _Where:
    """The filters in SQL: " AND ..." and its values in order."""
    parts: list[tuple[str, tuple[object, ...]]] = [
        (f"{name} = ?", (value,)) for name in _EQUAL if (value := getattr(filters, name)) is not None
    ]
    parts += [("request ILIKE ?", (f"%{word}%",)) for word in (filters.item or "").split()]
    parts += [
        ("array_to_string(conditions, ' ') ILIKE ?", (f"%{word}%",)) for word in (filters.condition or "").split()
    ]
    if filters.specialty:
        parts.append(("list_contains(specialties, ?)", (filters.specialty,)))
    if filters.signal:
        parts.append(("list_contains(signals, ?)", (filters.signal,)))
    if filters.decision:
        parts.append(("decision = ?", (filters.decision.value,)))
    parts += [*_guideline(filters), *_ranges(filters)]
    return _Where("".join(f" AND {sql}" for sql, _ in parts), tuple(value for _, values in parts for value in values))


def _guideline(filters: Filters) -> list[tuple[str, tuple[object, ...]]]:
    parts: list[tuple[str, tuple[object, ...]]] = []
    family = known_family(filters.guideline) if filters.guideline else None
    if family:
        parts.append(("list_contains(guidelines, ?)", (family,)))
    elif filters.guideline:
        parts.append(("array_to_string(guidelines, ' ') ILIKE ?", (f"%{filters.guideline}%",)))
    if filters.page and family:
        parts.append(("list_contains(pages, ?)", (f"{family}#{filters.page}",)))
    elif filters.page:
        parts.append(("list_contains(list_transform(pages, lambda one: split_part(one, '#', 2)), ?)", (filters.page,)))
    return parts


def _ranges(filters: Filters) -> list[tuple[str, tuple[object, ...]]]:
    limits = (
        ("year >= ?", filters.year_from),
        ("year <= ?", filters.year_to),
        ("age_low >= ?", filters.age_from),
        ("age_high <= ?", filters.age_to),
    )
    return [(sql, (value,)) for sql, value in limits if value is not None]
