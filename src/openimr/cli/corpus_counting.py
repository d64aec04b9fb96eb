"""`imr corpus figures`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from openimr.case import OpenImrError
from openimr.corpus.charts import describe, name_of, page_of, svg_of
from openimr.corpus.figures import By, Figure, csv_of, table_of
from openimr.engines.corpus_tables import CorpusTables

from .corpus_looking import filters_of

_TRENDS = (By.PROGRAM, By.SERVICE)


def figures(chosen: argparse.Namespace) -> int:
    """Prints the tables, or writes charts, tables and a page of all to a folder."""
    named = chosen.by or chosen.trend
    groups = _groups(chosen.by) if named else tuple(By)
    trends = _groups(chosen.trend) if named else _TRENDS
    filters = filters_of(chosen)
    with CorpusTables(chosen.corpus) as tables:
        made = [tables.figure(by, filters, most=chosen.most) for by in groups]
        made += [tables.trend(by, filters) for by in trends]
    told = [figure for figure in made if figure.rows] or made[:1]
    if chosen.out:
        _write(chosen.out, told)
        print(f"{len(told)} figures in {chosen.out / 'index.html'}, with an SVG and a CSV each")
    else:
        print("\n\n".join("\n".join(_lines(figure)) for figure in told))
    return 0


def _groups(names: Sequence[str] | None) -> tuple[By, ...]:
    by_name = (
        {by.name.lower(): by for by in By} | {by.value: by for by in By} | {by.value.replace(" ", "-"): by for by in By}
    )
    unknown = [name for name in names or () if name.lower() not in by_name]
    if unknown:
        raise OpenImrError(f"{unknown[0]} is no group; say {', '.join(by.name.lower() for by in By)}.")
    return tuple(dict.fromkeys(by_name[name.lower()] for name in names or ()))


def _write(folder: Path, made: Sequence[Figure]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for figure in made:
        (folder / f"{name_of(figure)}.csv").write_text(csv_of(figure), encoding="utf-8")
        (folder / f"{name_of(figure)}.svg").write_text(svg_of(figure), encoding="utf-8")
    (folder / "index.html").write_text(page_of(made, "Determinations in figures"), encoding="utf-8")


def _lines(figure: Figure) -> Iterator[str]:
    yield describe(figure)
    rows = table_of(figure)
    widths = [min(48, max(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    for row in rows:
        first, *rest = (cell[:48] for cell in row)
        yield (
            "  "
            + first.ljust(widths[0])
            + "".join(f"  {cell.rjust(width)}" for cell, width in zip(rest, widths[1:], strict=True))
        )
    if figure.unknown:
        yield f"  ({figure.unknown:,} decided items do not tell it)"
