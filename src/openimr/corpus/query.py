"""What is asked of the corpus and what it answers: values, the same for the command line, the API and the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .determination import Outcome
from .entry import Entry
from .services import service_of

_PIECE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)"?|(?P<sign>-?)(?P<word>\S+)')
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Each narrows the answer; None = any. item, condition, guideline: words, all of which must stand there.

    service, region, specialty, sex, program, claims_administrator, requesting_physician, case_number: exact, as `imr corpus info`
    lists them. page: of the reviewer's guideline. year and age: both ends included; an age band counts when it lies within.
    signal: a circumstance of the clinical summary.
    """

    item: str | None = None
    service: str | None = None
    region: str | None = None
    condition: str | None = None
    guideline: str | None = None
    page: str | None = None
    specialty: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    decision: Outcome | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str | None = None
    program: str | None = None
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    case_number: str | None = None
    signal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing that must be said: `words` next to each other (phrase) or anywhere, or the service they name. refused: must not."""

    words: tuple[str, ...]
    phrase: bool = False
    refused: bool = False
    service: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Words of an entry around what was searched for. marks: (start, end) of the words found. field: request | summary | reasons."""

    field: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    entry: Entry
    score: float
    snippets: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How the entries found fall on the values of a field, most frequent first."""

    field: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """total: entries found in all. widened: none had all the words; these have most of them."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()
    widened: bool = False


def units_of(text: str) -> tuple[Unit, ...]:
    """Words as typed: "quoted phrases" stay together, -word excludes, and the name of a service also stands for the service."""
    found: list[Unit] = []
    plain: list[str] = []
    for match in _PIECE.finditer(text):
        phrase = match["phrase"] is not None
        words = tuple(_WORD.findall((match["phrase"] if phrase else match["word"]).lower()))
        refused = bool(match["minus"] if phrase else match["sign"])
        if not words:
            continue
        if phrase or refused or len(words) > 1:
            found += _plain_units(plain)
            plain = []
            found.append(Unit(words=words, phrase=len(words) > 1, refused=refused))
        else:
            plain += words
    return (*found, *_plain_units(plain))


def _plain_units(words: Sequence[str]) -> Iterator[Unit]:
    at = 0
    while at < len(words):
        length = next((n for n in range(1, _LONGEST_NAME + 1) if _named(words[at : at + n], n)), 0)
        if length:
            yield Unit(words=tuple(words[at : at + length]), service=_service(" ".join(words[at : at + length])))
        else:
            yield Unit(words=(words[at],))
        at += length or 1


def _named(words: Sequence[str], length: int) -> bool:
    """Whether the words name a service, the first of them included."""
    if len(words) != length or _service(" ".join(words)) is None:
        return False
    return length == 1 or _service(" ".join(words[1:])) is None


@lru_cache(maxsize=4096)
def _service(words: str) -> str | None:
    # Short names are printed in capitals ("ESI", "TENS"), so both are tried.
    return service_of(words) or service_of(words.upper())


_WIDTH = 260


def snippets_of(entry: Entry, wanted: frozenset[str], stem: Callable[[str], str]) -> tuple[Snippet, ...]:
    """The request, and of summary and reasons the passage with most of the words. wanted: stems of what was searched for."""
    request = _marked("request", entry.request, wanted, stem, whole=True)
    texts = (("summary", entry.summary), ("reasons", entry.rationale))
    passages = [_marked(name, text, wanted, stem) for name, text in texts if text]
    found = tuple(one for one in passages if one.marks)
    return (request, *(found or tuple(passages[-1:])))


def _marked(
    name: str, text: str, wanted: frozenset[str], stem: Callable[[str], str], *, whole: bool = False
) -> Snippet:
    marks = [
        (match.start(), match.end(), word)
        for match in _WORD.finditer(text)
        if (word := stem(match[0].lower())) in wanted
    ]
    start, end = (0, len(text)) if whole else _window(text, marks)
    kept = tuple((a - start, b - start) for a, b, _ in marks if a >= start and b <= end)
    return Snippet(field=name, text=text[start:end], marks=kept)


def _window(text: str, marks: Sequence[tuple[int, int, str]]) -> tuple[int, int]:
    """The stretch that holds the most different words; whole words at both ends."""
    if not marks:
        start = 0
    else:
        best = max(
            marks, key=lambda one: (len({w for a, _, w in marks if one[0] <= a < one[0] + _WIDTH - 40}), -one[0])
        )
        start = max(0, best[0] - 40)
    while start and not text[start - 1].isspace():
        start -= 1
    end = min(len(text), start + _WIDTH)
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
