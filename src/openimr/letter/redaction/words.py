"""Words and tokens: what is a name, what is ordinary speech, and spellings made equal."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_|]+(?:(?<=[^\W_])[|][^\W_]+)*(?:['’‘`][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’‘`]s?$", re.IGNORECASE)
_LOOKS = str.maketrans("01|5862!", "oll" + "sbbz" + "l")


class Token(NamedTuple):
    """A word where it stands; end is before a possessive. fold: lower case, no accents, no apostrophe. shape: U all capitals, C capitalized, l lower."""

    start: int
    end: int
    text: str
    fold: str
    shape: str


@dataclass(frozen=True, slots=True)
class Words:
    ordinary: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    eponyms: frozenset[str]

    def is_name(self, fold: str) -> bool:
        return fold in self.given or fold in self.surnames


@cache
def words() -> Words:
    return Words(*(_load(name) for name in ("ordinary_words", "given_names", "surnames", "eponyms")))


def _load(name: str) -> frozenset[str]:
    text = files("openimr_packs").joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def fold(text: str) -> str:
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"['’‘`]", "", text).casefold()


@cache
def skeleton(folded: str) -> str:
    """What the word looks like to a machine that reads print: letters taken for each other are one."""
    return folded.translate(_LOOKS).replace("rn", "m").replace("vv", "w").replace("cl", "d").replace("i", "l")


def tokens(text: str) -> list[Token]:
    found = []
    for match in TOKEN.finditer(text):
        word = match[0]
        bare = _POSSESSIVE.sub("", word) if "'" in word or "’" in word or "‘" in word or "`" in word else word
        if bare:
            found.append(Token(match.start(), match.start() + len(bare), bare, fold(bare), _shape(bare)))
    return found


def _shape(word: str) -> str:
    if word.isupper():
        return "U"
    return "C" if word[0].isupper() or not word[0].isalpha() else "l"
