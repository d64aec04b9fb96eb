"""Figures drawn: SVG with a title and a description, and a page that has the table beneath every chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from .figures import Figure, RateRow, percent, standing_out, table_of

_WIDTH, _LABEL, _ROW = 900, 270, 26
_PLOT = _WIDTH - _LABEL - 130
_INK, _SOFT, _GRID = "#1b1b1b", "#5c5c5c", "#d0d0d0"
_COLORS = ("#005ea2", "#b50909", "#4d8055", "#8168b3", "#936f38")
"""Told apart by more than color: every line of a trend also ends in its own mark and name."""
_MARKS = ("circle", "square", "diamond", "triangle", "cross")
_TREND_HEIGHT = 340
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "svg{width:100%;height:auto}table{border-collapse:collapse;width:100%;margin:1rem 0 3rem}"
    "caption{text-align:left;font-weight:600}th,td{text-align:right;padding:.25rem .5rem;border-bottom:1px solid #d0d0d0}"
    "th:first-child,td:first-child{text-align:left}"
)


def svg_of(figure: Figure) -> str:
    """The chart. Bars are rates, the line across each its 95 % interval, the dashed line the rate of all."""
    drawn = _lines(figure) if figure.trend else _bars(figure)
    return drawn if figure.rows else _nothing(figure)


def describe(figure: Figure) -> str:
    """What the chart shows, in a sentence or two, for those who do not see it."""
    if not figure.rows:
        return f"{figure.title}. No decided item tells it."
    rate = f"Of {figure.overall.decided:,} decided items {percent(figure.overall.rate)} were overturned."
    if figure.trend:
        return f"{figure.title}. {rate}"
    apart = standing_out(figure)[:3]
    names = ", ".join(f"{row.group} {percent(row.rate)} of {row.decided:,}" for row in apart)
    return f"{figure.title}. {rate} " + (f"Farthest from it: {names}." if names else "No group stands out from it.")


def page_of(figures: Sequence[Figure], title: str) -> str:
    """One HTML page: each chart, its table, and the name of its CSV file."""
    parts = [_section(figure, number) for number, figure in enumerate(figures, start=1)]
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head>\n'
        f"<body><main><h1>{escape(title)}</h1>\n{''.join(parts)}</main></body></html>\n"
    )


def name_of(figure: Figure) -> str:
    """Of its files, without an ending."""
    return ("trend-" if figure.trend else "by-") + figure.by.value.replace(" ", "-")


def _section(figure: Figure, number: int) -> str:
    head, *rows = table_of(figure)
    cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    unknown = f"<p>{figure.unknown:,} decided items do not tell it and stand in no group.</p>" if figure.unknown else ""
    return (
        f'<section aria-labelledby="f{number}"><h2 id="f{number}">{escape(figure.title)}</h2>\n{svg_of(figure)}\n{unknown}'
        f'<table><caption>{escape(figure.title)} (<a href="{name_of(figure)}.csv">CSV</a>)</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{cells}</tbody></table></section>\n"
    )


def _open(figure: Figure, height: float) -> str:
    name = name_of(figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">'
        f'<title id="{name}-t">{escape(figure.title)}</title><desc id="{name}-d">{escape(describe(figure))}</desc>'
    )


def _nothing(figure: Figure) -> str:
    return f'{_open(figure, 40)}<text x="0" y="24">No decided item tells it.</text></svg>'


def _bars(figure: Figure) -> str:
    height = 40 + _ROW * len(figure.rows) + 30
    parts = [_open(figure, height), _scale(30, height - 30)]
    for number, row in enumerate(figure.rows):
        parts.append(_bar(row, 40 + _ROW * number))
    x = _LABEL + _PLOT * figure.overall.rate
    parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="30" y2="{height - 30}" stroke="{_INK}" stroke-dasharray="4 3"/>')
    parts.append(
        f'<text x="{x:.1f}" y="{height - 4}" text-anchor="middle">all: {percent(figure.overall.rate)}</text></svg>'
    )
    return "".join(parts)


def _bar(row: RateRow, top: float) -> str:
    end, interval = _LABEL + _PLOT * row.rate, row.interval
    low, high, middle = _LABEL + _PLOT * interval.low, _LABEL + _PLOT * interval.high, top + _ROW / 2 - 3
    return (
        f'<text x="{_LABEL - 8}" y="{top + 15}" text-anchor="end">{escape(_short(row.group))}</text>'
        f'<rect x="{_LABEL}" y="{top + 2}" width="{end - _LABEL:.1f}" height="{_ROW - 10}" fill="#73b3e7"/>'
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}" stroke="{_INK}" stroke-width="1.5"/>'
        f'<text x="{_WIDTH - 118}" y="{top + 15}">{percent(row.rate)} of {row.decided:,}</text>'
    )


def _scale(top: float, bottom: float) -> str:
    parts = []
    for tenth in range(0, 11, 2):
        x = _LABEL + _PLOT * tenth / 10
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}" stroke="{_GRID}"/>')
        parts.append(f'<text x="{x:.1f}" y="{top - 8}" text-anchor="middle" fill="{_SOFT}">{tenth * 10} %</text>')
    return "".join(parts)


def _lines(figure: Figure) -> str:
    years = sorted({row.year for row in figure.rows if row.year is not None})
    if not years:
        return _nothing(figure)
    left, right, top, bottom = 60, _WIDTH - 230, 20, _TREND_HEIGHT - 40
    step = (right - left) / max(1, len(range(years[0], years[-1])))
    parts = [_open(figure, _TREND_HEIGHT)]
    for tenth in range(0, 11, 2):
        y = bottom - (bottom - top) * tenth / 10
        parts.append(f'<line x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{_GRID}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" fill="{_SOFT}">{tenth * 10} %</text>')
    every = max(1, math.ceil(len(years) / 12))
    for year in years[::every]:
        x = left + step * (year - years[0])
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle" fill="{_SOFT}">{year}</text>')
    for number, group in enumerate(dict.fromkeys(row.group for row in figure.rows)):
        points = [
            (left + step * ((row.year or 0) - years[0]), bottom - (bottom - top) * row.rate)
            for row in figure.rows
            if row.group == group
        ]
        parts.append(_line(group, points, number, (right + 20, top + 20 + 24 * number)))
    return "".join((*parts, "</svg>"))


def _line(group: str, points: Sequence[tuple[float, float]], number: int, key: tuple[float, float]) -> str:
    color, mark = _COLORS[number % len(_COLORS)], _MARKS[number % len(_MARKS)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    marks = "".join(_mark(mark, x, y, color) for x, y in (*points, (key[0], key[1] - 4)))
    return (
        f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>{marks}'
        f'<text x="{key[0] + 12:.1f}" y="{key[1]:.1f}">{escape(_short(group, 26))}</text>'
    )


def _mark(kind: str, x: float, y: float, color: str) -> str:
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>'
    if kind == "cross":
        return f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" stroke="{color}" stroke-width="2" fill="none"/>'
    shapes = {"square": "m-4-4h8v8h-8z", "diamond": "m0-5l5 5-5 5-5-5z", "triangle": "m0-5l5 9h-10z"}
    return f'<path d="M{x:.1f} {y:.1f}{shapes[kind]}" fill="{color}"/>'


def _short(words: str, most: int = 38) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "\u2026"
