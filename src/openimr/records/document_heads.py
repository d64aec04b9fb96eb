"""The printed lines of a page without what fax machines wrote above them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile

import yaml

from openimr.case import Page

from .sieve import Sieve, sift

_LITERAL = re.compile(r"\\.|[A-Z]", re.DOTALL)
_STOP_INSIDE = re.compile(r"[a-z]{4,}\. [A-Z]")
_TELLING = re.compile(r"[^\W\d_]{3,}|\b[A-Z]{2}-?\d\b|\b[A-Z]{2}\b")
_FEW = 3
_SCRATCH = re.compile(r"^[\W_a-z]{0,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Lines of one page from the top, white space folded; fax headers, copy stamps and specks left out.

    telling: the lines that hold a word; a column of dates that OCR reads first holds none.
    """

    lines: tuple[str, ...]
    telling: tuple[str, ...]

    def first(self, count: int) -> str:
        return "\n".join(self.lines[:count])

    def top(self, count: int) -> str:
        return "\n".join(self.telling[:count])

    def titles(self, count: int) -> str:
        """The first telling lines up to the first sentence."""
        return "\n".join(takewhile(lambda line: not _is_sentence(line), self.telling[:count]))

    def last(self, count: int) -> str:
        return "\n".join(self.lines[-count:])

    def all(self) -> str:
        return "\n".join(self.lines)


def _is_sentence(line: str) -> bool:
    """Eight words and more, most of them in small letters; or a full stop with more text behind it."""
    words = [word for word in line.split() if word[0].isalpha()]
    if len(words) >= 6 and _STOP_INSIDE.search(line):
        return True
    return len(words) >= 8 and sum(word[0].islower() for word in words) > 0.55 * len(words)


def read_lexicon(name: str) -> Mapping[str, object]:
    """One lexicon of the packs as plain values."""
    text = (resources.files("openimr_packs") / "lexicons" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: object = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(loaded, dict):
        raise ValueError(f"lexicon {name}.yaml is no mapping")
    return loaded


@cache
def _not_printed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Fax headers; stamps of whoever copied the file."""
    lexicon = read_lexicon("document_starts")
    given = lexicon["fax_lines"]
    if not isinstance(given, list):
        raise ValueError("document_starts.yaml: fax_lines is no list")
    fax = re.compile("|".join(f"(?:{pattern})" for pattern in given), re.IGNORECASE)
    return fax, re.compile(str(lexicon["stamps"]), re.IGNORECASE)


def compile_words(says: str) -> Sieve:
    """A lexicon pattern for text in small letters; its letters stand for both cases."""
    lowered = _LITERAL.sub(lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), says)
    return sift(lowered, re.MULTILINE)


def head_of(page: Page) -> Head:
    """The page's lines. A fax header is looked for in the first six lines only."""
    return _head_of(page.text)


@lru_cache(maxsize=4096)
def _head_of(text: str) -> Head:
    """Kept, for several steps ask for it."""
    lines: list[str] = []
    fax, stamp = _not_printed()
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if (
            not line
            or (len(line) <= _FEW and _SCRATCH.match(line) and not line[-1].isdigit())
            or (len(line) < 24 and stamp.match(line))
        ):
            continue
        if len(lines) < 6 and fax.search(line):
            continue
        lines.append(line)
    return Head(lines=tuple(lines), telling=tuple(line for line in lines if _TELLING.search(line)))
