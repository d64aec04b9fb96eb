"""The words of the file around a span, long enough to be understood and short enough to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Chart, DocumentKind, PartialDate, Span

REACH = 110
"""So many characters before and after the span are looked at."""
SHORT = 55
"""A line this short ends where it ends; a longer one was wrapped and goes on in the next."""
MOST = 170
"""Characters of one quotation."""
_STOP = re.compile(r"[.!?;](?=\s)|\n\s*\n|\n(?=\s*(?:[-*\u2022]|\d{1,2}[.)]|\[))")
_LAST = frozenset({DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION})
"""Documents quoted only where no record says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoter:
    """Quotes from the pages of one chart."""

    chart: Chart
    texts: dict[tuple[str, int], str]

    def quote(self, span: Span) -> str:
        """The sentence or line that holds the span, in the file's own words, white space folded."""
        text = self.texts.get((span.file, span.page), "")
        if not 0 <= span.start < span.end <= len(text):
            return shorten_quotation(span.quote)
        return shorten_quotation(text[_start(text, span.start) : _end(text, span.end)])

    def rank(self, spans: tuple[Span, ...], about: str = "") -> tuple[Span, ...]:
        """One span of each page: records before the refusal and the application, then what speaks most of `about`,
        then the newest."""
        stems = tuple({word[:5].lower() for word in re.findall(r"[A-Za-z]{4,}", about)})
        first: dict[tuple[str, int], tuple[int, Span]] = {}
        for span in spans:
            told = self._bearing(span, stems)
            if (span.file, span.page) not in first or told > first[span.file, span.page][0]:
                first[span.file, span.page] = (told, span)
        ranked = sorted(first.values(), key=lambda one: self._weight(one[1], one[0]), reverse=True)
        return tuple(span for _, span in ranked)

    def _bearing(self, span: Span, stems: tuple[str, ...]) -> int:
        """How many of the words the quotation bears, at most four."""
        quoted = self.quote(span).lower()
        return min(4, sum(stem in quoted for stem in stems))

    def _weight(self, span: Span, told: int) -> tuple[bool, int, PartialDate]:
        document = self.chart.document_of(span.ref)
        if document is None:
            return True, told, PartialDate(0)
        return document.kind not in _LAST, told, document.date or PartialDate(0)


def quoter(chart: Chart) -> Quoter:
    return Quoter(chart=chart, texts={(page.file, page.number): page.text for page in chart.pages})


def _start(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins: after a stop, or at a line that was not wrapped into."""
    least = max(0, at - REACH)
    stops = [found.end() for found in _STOP.finditer(text, least, at)]
    begin = max(stops, default=least)
    for place in [found.start() for found in re.finditer(r"\n", text[begin:at])][::-1]:
        line = begin + place
        if line - (text.rfind("\n", 0, line) + 1) < SHORT:
            return line + 1
    if begin == least and least > 0 and not text[least - 1].isspace():
        gap = re.search(r"\s", text[least:at])
        return least + gap.end() if gap else at
    return begin


def _end(text: str, at: int) -> int:
    """Where the sentence that holds the character before `at` ends."""
    most = min(len(text), at + REACH)
    found = _STOP.search(text, at, most)
    finish = found.start() if found else most
    for gap in re.finditer(r"\n", text[at:finish]):
        line = at + gap.start()
        if line - (text.rfind("\n", 0, line) + 1) < SHORT:
            return line
    if not found and most < len(text):
        cut = text.rfind(" ", at, most)
        return cut if cut > at else at
    return finish


def shorten_quotation(words: str) -> str:
    """The words fit for quotation marks: boxes of forms out, white space folded, cut at MOST."""
    cells = re.sub(r"\s*[_|]+\s*", ", ", re.sub(r"\[\s*\]\s*(?:\w+ ?){1,2}", "", words))
    folded = " ".join(cells.split()).strip(" .;,:-").replace('"', "'")
    return folded if len(folded) <= MOST else folded[:MOST].rpartition(" ")[0] + " ..."


def is_readable(words: str) -> bool:
    """A sentence or a line of words, and no row of a form, a table or broken OCR."""
    tokens = words.split()
    if not tokens or (re.search(r"[\[\]{}|=_<>~]|\.\.\.\s*$", words) and len(tokens) < 4):
        return False
    plain = sum(bool(re.fullmatch(r"[\"'(]*[A-Za-z][A-Za-z'/-]*[\"'),.;:]*", token)) for token in tokens)
    odd = len(re.findall(r"[\[\]{}|=_<>~]", words))
    return plain >= 0.7 * len(tokens) and odd == 0 and words.count(",") <= max(4, len(tokens) // 4)
