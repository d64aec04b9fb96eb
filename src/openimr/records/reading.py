"""What reading a case file means: the files, the reader's contract, and how good a page's text is.

A page's text can be had in three ways (`PageSource`). Whatever happens, every page of every file that opens becomes
exactly one `Page`. How the outcomes look:

    read           source TEXT_LAYER or OCR, confidence > 0
    blank          source TEXT_LAYER or OCR, text "", confidence 1.0: there is nothing on the page
    unreadable     source NONE, text "", confidence 0.0: there may be something, and nobody could read it
    hardly read    source OCR, confidence below `HOPELESS`: words were guessed at; treat the page as unreadable
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol

import yaml

from openimr.case import Page, PageRef, PageSource, Problem

HOPELESS = 0.4
"""Below this confidence an OCR'd page counts as unreadable: handwriting, smears, photographs without text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """One file of a case file. name: as the case folder calls it ("records.pdf", "clinic/notes.pdf").

    content: where it lies, or its bytes. sha256: of its bytes, hex; "" when the file could not be read.
    """

    name: str
    content: Path | bytes
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProgress:
    """One more page has its outcome. done, total: pages of all files. cached: it was read in an earlier run."""

    ref: PageRef
    source: PageSource
    done: int
    total: int
    cached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPages:
    """All pages, in the order of the files and of the pages in them, and what a person can put right."""

    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


class PageReader(Protocol):
    """Reads files into pages; every page of every file that opens yields exactly one Page."""

    def read(self, files: Sequence[SourceFile], on_page: Callable[[PageProgress], None] | None = None) -> ReadPages: ...


def is_blank(page: Page) -> bool:
    """Nothing stands on the page."""
    return not page.text and page.source is not PageSource.NONE


def is_unreadable(page: Page) -> bool:
    """Something may stand on the page that nobody could read. It blocks every "not documented"."""
    return page.source is PageSource.NONE or page.confidence < HOPELESS


class Legibility(Enum):
    """What a page's text looks like."""

    GOOD = "good"
    SPARSE = "sparse"
    GARBAGE = "garbage"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuality:
    """score: 0..1, share of words that look like words. language: an English name when the text is not English."""

    legibility: Legibility
    score: float
    language: str | None = None


@dataclass(frozen=True, slots=True)
class _Languages:
    function_words: Mapping[str, frozenset[str]]
    scripts: tuple[tuple[str, re.Pattern[str]], ...]


_WORD = re.compile(r"[^\W\d_]{2,}")
_UNLIKE_A_WORD = re.compile(r"^(?:[^aeiouy]{5,}|.*[^aeiouyà-ÿ]{6}.*|.*[aeiou]{5}.*|.*([a-z])\1\1.*)$")
_BAD_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]|\(cid:\d+\)")
_FEW_LETTERS = 40
_PLAINLY_ENGLISH = 0.25
"""Share of function words: running text has a third and more, a table less."""
_MOST_WORDS_JUDGED = 1500


def judge(text: str) -> TextQuality:
    """How good a page's text is: words, garbage of a broken font encoding, or another language.

    SPARSE: too few letters to tell. The score of a sparse text is 1.0 unless it holds characters no text holds.
    """
    dense = sum(map(len, text.split())) or 1
    bad = sum(len(found.group()) for found in _BAD_CHARACTER.finditer(text)) / dense
    words = _WORD.findall(text.lower())[:_MOST_WORDS_JUDGED]
    foreign_script = _script(text)
    if bad > 0.1:
        return TextQuality(legibility=Legibility.GARBAGE, score=max(0.0, 1 - 2 * bad))
    if foreign_script:
        return TextQuality(legibility=Legibility.FOREIGN, score=1.0, language=foreign_script)
    if sum(map(len, words)) < _FEW_LETTERS:
        return TextQuality(legibility=Legibility.SPARSE, score=1 - bad)
    return _judge_words(words, dense, sum(map(str.isdigit, text)))


def same_words(one: str, other: str) -> bool:
    """Whether half of the words of the text with fewer are in the other too: the same page, read twice."""
    words = [set(re.findall(r"[^\W\d_]{3,}", text.casefold())) for text in (one, other)]
    fewest = min(map(len, words))
    return fewest > 0 and 2 * len(words[0] & words[1]) >= fewest


def _judge_words(words: Sequence[str], dense: int, figures: int) -> TextQuality:
    english = _count(words, "English")
    if english > _PLAINLY_ENGLISH * len(words):
        return TextQuality(legibility=Legibility.GOOD, score=1.0)
    letters = "".join(words)
    unlike = sum(1 for word in words if len(word) > 3 and _UNLIKE_A_WORD.match(word)) / len(words)
    vowels = sum(map(letters.count, "aeiou")) / len(letters)
    language, other = _best_other(words)
    known = max(english, other) / len(words)
    score = round(max(0.0, 1 - 2 * unlike), 3)
    if known < 0.02 and (unlike > 0.3 or not 0.24 <= vowels <= 0.6):
        return TextQuality(legibility=Legibility.GARBAGE, score=min(score, 0.4))
    if known < 0.02 and len(words) > 60 and len(letters) + figures < dense * 0.45:
        return TextQuality(legibility=Legibility.GARBAGE, score=min(score, 0.4))
    if other >= 8 and other > 2 * english:
        return TextQuality(legibility=Legibility.FOREIGN, score=score, language=language)
    return TextQuality(legibility=Legibility.GOOD, score=score)


def _count(words: Sequence[str], language: str) -> int:
    return sum(map(_languages().function_words[language].__contains__, words))


def _best_other(words: Sequence[str]) -> tuple[str, int]:
    """The language other than English with the most function words, and how many there are."""
    counts = {name: _count(words, name) for name in _languages().function_words if name != "English"}
    best = max(counts, key=lambda name: counts[name])
    return best, counts[best]


def _script(text: str) -> str | None:
    """The language of a page written mostly in another script than the Latin one."""
    if text.isascii():
        return None
    letters = sum(map(str.isalpha, text)) or 1
    for name, pattern in _languages().scripts:
        if len(pattern.findall(text)) > max(10, letters * 0.3):
            return name
    return None


@cache
def _languages() -> _Languages:
    source = resources.files("openimr_packs").joinpath("lexicons/languages.yaml").read_text("utf-8")
    data = yaml.load(source, yaml.CSafeLoader)
    words = {str(name): frozenset(str(row).split()) for name, row in data["function_words"].items()}
    scripts = tuple((str(name), re.compile(f"[{row}]")) for name, row in data["scripts"].items())
    return _Languages(words, scripts)
