"""What flow sheets, lists and sentences share: statements, the dates on them, numbers in figures and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Protocol

import yaml

from openimr.case import Document, DocumentKind, PartialDate, Span


class Passage(Protocol):
    """Words of a document that belong together; `span` turns offsets of `text` into a place on a page."""

    @property
    def text(self) -> str: ...

    def span(self, start: int, end: int) -> Span: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line or sentence of a passage, text[start:end]."""

    passage: Passage
    start: int
    text: str

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return self.passage.span(self.start + start, self.start + (len(self.text) if end is None else end))


FORMS = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})
_BREAK = re.compile(
    r"(?<=[a-z0-9)%\"][.;!?])\s+(?=[A-Z\"(])|\n\s*\n|\n(?=[^\n]{0,40}[:|])|\n(?=[-*\d•\[])|(?<=[.:|])\n"
)
_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)  # noqa: SIM905
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    r"\b(?:(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<m2>\d{1,2})[/-](?P<d2>\d{1,2})[/-](?P<y2>(?:19|20)?\d\d)(?!\d)"
    rf"|(?P<mn>{_MONTH})\s+(?P<d3>\d{{1,2}}),?\s+(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<mn2>{_MONTH}),?\s+(?P<y4>(?:19|20)\d\d)|(?P<m5>\d{{1,2}})/(?P<y5>(?:19|20)\d\d)"
    r"|(?P<m6>1[0-2]|0?[1-9])/(?P<d6>3[01]|[12]\d|0?[1-9])(?![\d/]|-|\+)"
    r"|(?<=in )(?P<y7>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_NUMBERS = {word: value for value, word in enumerate(_WORDS)} | {
    "twenty-two": 22, "twenty-four": 24, "thirty": 30, "half-dozen": 6, "dozen": 12, "once": 1, "twice": 2,
}  # fmt: skip
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")(?:\s*\(\d{1,3}\))?"


def statements(passages: Iterable[Passage]) -> Iterator[Statement]:
    """The lines and sentences of a document, in order; wrapped lines stay together."""
    for passage in passages:
        at = 0
        for gap in (*_BREAK.finditer(passage.text), None):
            end = len(passage.text) if gap is None else gap.start()
            if passage.text[at:end].strip():
                yield Statement(passage=passage, start=at, text=passage.text[at:end])
            at = end if gap is None else gap.end()


def count_of(words: str) -> int:
    """The whole number that figures or a number word say, e.g. "six (6)" is 6."""
    head = words.lower().split("(")[0].strip()
    return int(head) if head.isdigit() else _NUMBERS[head]


def dates_in(text: str, document: Document) -> tuple[tuple[int, int, PartialDate], ...]:
    """Dates with their offsets; a date without a year is the last such day up to the document's own date."""
    found = ((match.start(), match.end(), _date(match, document.date)) for match in _DATE.finditer(text))
    return tuple((start, end, day) for start, end, day in found if day is not None)


def _date(match: re.Match[str], on: PartialDate | None) -> PartialDate | None:
    part = match.groupdict()
    month, day = (
        part["m"] or part["m2"] or part["m5"] or part["m6"],
        part["d"] or part["d2"] or part["d3"] or part["d6"],
    )
    named = part["mn"] or part["mn2"]
    number = _MONTHS[named[:3].lower()] if named else int(month or 0)
    year = next((part[key] for key in ("y", "y2", "y3", "y4", "y5", "y7") if part[key]), None)
    if year is None and (on is None or not on.month):
        return None
    if year is None and on is not None:
        past = on.year - ((number, int(day or 0)) > (on.month, on.day or 31))
        return _checked(past, number, int(day or 0))
    full = int(year or 0)
    return _checked(full + (2000 if full < 60 else 1900) if full < 100 else full, number, int(day or 0))


def _checked(year: int, month: int, day: int) -> PartialDate | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)


@cache
def table(lexicon: str, name: str) -> tuple[tuple[str, str], ...]:
    """(term, pattern) rows of one table of a lexicon, in the order they are tried."""
    text = files("openimr_packs").joinpath("lexicons", f"{lexicon}.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=yaml.CSafeLoader)[name]
    return tuple((str(term), str(pattern)) for term, pattern in rows.items())


@cache
def patterns(lexicon: str, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rows of `table`, compiled, blind to case."""
    return tuple((term, re.compile(pattern, re.IGNORECASE)) for term, pattern in table(lexicon, name))


@cache
def pattern(lexicon: str, name: str) -> re.Pattern[str]:
    """All rows of a table as one pattern."""
    return re.compile("|".join(f"(?:{row})" for _, row in table(lexicon, name)), re.IGNORECASE)
