"""The words of the file around a span, long enough to be understood and short enough to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Chart, Span

REACH = 90
"""So many characters before and after the span are looked at."""
SHORT = 52
"""A line this short ends where it ends; a longer one was wrapped and goes on."""
_STOP = re.compile(r"(?:[.!?;](?=\s)|\n\s*\n|\n(?=\s*(?:[-*\u2022]|\d{1,2}[.)]|\[)))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoter:
    """Quotes from the pages of one chart."""

    texts: tuple[tuple[tuple[str, int], str], ...]

    def quote(self, span: Span) -> str:
        """The sentence or line that holds the span, in the file's own words, white space folded."""
        text = dict(self.texts).get((span.file, span.page), "")
        if not 0 <= span.start < span.end <= len(text):
            return _shorten(span.quote)
        left = text[max(0, span.start - REACH) : span.start]
        right = text[span.end : span.end + REACH]
        return _shorten(_before(left) + text[span.start : span.end] + _after(right))


def quoter(chart: Chart) -> Quoter:
    return Quoter(texts=tuple(((page.file, page.number), page.text) for page in chart.pages))


def _before(left: str) -> str:
    ends = [match.end() for match in _STOP.finditer(left + " ")]
    kept = left[ends[-1] :] if ends else left
    lines = kept.split("\n")
    for place in range(len(lines) - 2, -1, -1):
        if len(lines[place].strip()) < SHORT:
            return "\n".join(lines[place + 1 :])
    whole = ends or len(left) < REACH
    return kept if whole else kept.partition(" ")[2]


def _after(right: str) -> str:
    found = _STOP.search(right + " ")
    kept = right[: found.start()] if found else right
    lines = kept.split("\n")
    kept = "\n".join(lines[:1]) if len(lines[0]) < SHORT // 2 and len(lines) > 1 else kept
    return kept if found or len(right) < REACH or kept != right else kept.rpartition(" ")[0]


def _shorten(words: str, most: int = 170) -> str:
    cells = re.sub(r"\s*[_|]+\s*", ", ", re.sub(r"\[\s*\]\s*(?:\w+ ?){1,2}", "", words))
    folded = " ".join(cells.split()).strip(" .;,:-").replace('"', "'")
    if len(folded) <= most:
        return folded
    return folded[:most].rpartition(" ")[0] + " ..."
