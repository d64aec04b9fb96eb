"""What flow sheets, lists and sentences share: statements, the dates on them, numbers in figures and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from openimr.case import Document, DocumentKind, PartialDate

from .. import dates
from ..passages import Passage, Sentence, sentences
from ..sieve import Sieve, sift

__all__ = [
    "FORMS", "NUMBER", "WORDS_OF_NUMBERS", "Passage", "Statement", "count_of", "dates_in", "day_of", "full_dates_in", "header_days", "pattern", "pattern_of", "patterns",
    "sides_of", "statements", "table",
]  # fmt: skip

Statement = Sentence

FORMS = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_NUMBERS = (
    {word: value for value, word in enumerate(_WORDS)}
    | {f"{ten}-{one}": value + n for ten, value in _TENS.items() for n, one in enumerate(_WORDS[1:10], 1)}
    | {f"{ten} {one}": value + n for ten, value in _TENS.items() for n, one in enumerate(_WORDS[1:10], 1)}
    | {**_TENS, "half-dozen": 6, "half a dozen": 6, "a dozen": 12, "dozen": 12, "two dozen": 24, "once": 1, "twice": 2}
)
WORDS_OF_NUMBERS = tuple(sorted(_NUMBERS))
NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b(?:\s*\(\d{1,3}\))?"
_DIGIT = re.compile(r"\d")


def statements(passages: Iterable[Passage], *, by_line: bool = False) -> Iterator[Statement]:
    """The sentences, list items and table rows of a document, in order. by_line: every printed line is a row."""
    for passage in passages:
        yield from _statements_of(passage, by_line)


@lru_cache(maxsize=1024)
def _statements_of(passage: Passage, by_line: bool) -> tuple[Statement, ...]:
    breaks = _row_breaks(passage, by_line)
    if not breaks:
        return sentences(passage)
    return tuple(row for sentence in sentences(passage) for row in _cut(sentence, breaks))


def _row_breaks(passage: Passage, by_line: bool) -> tuple[int, ...]:
    """Offsets at which a new table row begins that was joined to the line before it."""
    text = passage.page.text
    if len(passage.starts) < 2 or not (by_line or "|" in passage.text):
        return ()
    found = []
    for before, start, place in zip(passage.places, passage.starts[1:], passage.places[1:], strict=False):
        newline = text.rfind("\n", before, place)
        if newline < 0:
            continue
        line = text[text.rfind("\n", 0, newline) + 1 : newline]
        following = text[newline + 1 : (text.find("\n", newline + 1) + 1 or len(text) + 1) - 1]
        if by_line or ("|" in line and "|" in following):
            found.append(start)
    return tuple(found)


def _cut(sentence: Sentence, breaks: tuple[int, ...]) -> Iterator[Statement]:
    at = sentence.start
    for end in (*(b for b in breaks if sentence.start < b < sentence.end), sentence.end):
        if sentence.passage.text[at:end].strip():
            yield Sentence(passage=sentence.passage, start=at, end=end)
        at = end


def count_of(words: str) -> int:
    """The whole number that figures or a number word say, e.g. "six (6)" is 6."""
    head = " ".join(words.lower().split("(")[0].split())
    return int(head) if head.isdigit() else _NUMBERS[head]


def dates_in(text: str, document: Document) -> tuple[tuple[int, int, PartialDate], ...]:
    """Dates with their offsets; a date without a year is the last such day up to the document's own date."""
    return _dates(text, document.date) if _DIGIT.search(text) else ()


@lru_cache(maxsize=4096)
def _dates(text: str, on: PartialDate | None) -> tuple[tuple[int, int, PartialDate], ...]:
    return tuple((found.start, found.end, found.date) for found in dates.find(text, on))


def full_dates_in(text: str, document: Document) -> tuple[tuple[int, int, PartialDate], ...]:
    """Dates known to the day or month."""
    return tuple(found for found in dates_in(text, document) if found[2].month)


_DAY = re.compile(r"(?<![\d/.])(?:\d{1,2}/\d{1,2}(?:/(?:\d{4}|\d{2}))?|\d{4}-\d\d-\d\d)(?![\d/])")
_LETTERS_OF_A_HEAD = 40
_NO_HEAD = re.compile(r"collect|report|receiv|DOB|birth|injur|\bfrom\b|through|print|\bDOI\b|first|last", re.I)


def header_days(text: str, document: Document) -> tuple[PartialDate, ...]:
    """The days that head the columns of a table: a line of two or more dates and hardly a word else."""
    if "/" not in text and "-" not in text:
        return ()
    found = _DAY.findall(text)
    if len(found) < 2 or _NO_HEAD.search(text) or sum(map(str.isalpha, _DAY.sub("", text))) > _LETTERS_OF_A_HEAD:
        return ()
    days = tuple(day for words in found if (day := day_of(words, document)) is not None)
    return days if len(days) == len(found) and list(days) == sorted(days) else ()


def day_of(words: str, document: Document) -> PartialDate | None:
    """The day that figures such as 4/10, 04/10/15 or 2015-04-10 stand for."""
    found = _dates(f"on {words}", document.date)
    return found[0][2] if found and found[0][2].day else None


_SIDE = re.compile(
    r"\b(?:(?P<right>R|Rt|right)|(?P<left>L|Lt|left)|(?P<both>bilateral(?:ly)?|both))\b\.?", re.IGNORECASE
)


def sides_of(text: str) -> Iterator[tuple[int, str]]:
    """Sides named, each with its offset: right, left or bilateral."""
    for match in _SIDE.finditer(text):
        yield match.start(), "right" if match["right"] else "left" if match["left"] else "bilateral"


@cache
def table(lexicon: str, name: str) -> tuple[tuple[str, str], ...]:
    """(term, pattern) rows of one table of a lexicon, in the order they are tried."""
    rows = _lexicon(lexicon)[name]
    return tuple((str(term), str(words)) for term, words in rows.items())


@cache
def _lexicon(lexicon: str) -> dict[str, dict[str, str]]:
    text = files("openimr_packs").joinpath("lexicons", f"{lexicon}.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return rows


@cache
def patterns(lexicon: str, name: str) -> tuple[tuple[str, Sieve], ...]:
    """The rows of `table` as patterns, blind to case."""
    return tuple((term, sift(words)) for term, words in table(lexicon, name))


@cache
def pattern(lexicon: str, name: str) -> Sieve:
    """All rows of a table as one pattern."""
    return sift("|".join(f"(?:{row})" for _, row in table(lexicon, name)))


@cache
def pattern_of(lexicon: str, name: str, term: str) -> Sieve:
    """One row of a table as a pattern, blind to case."""
    return sift(dict(table(lexicon, name))[term])
