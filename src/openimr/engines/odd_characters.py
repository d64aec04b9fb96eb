"""Characters of text layers that are not what they seem: unseen ones, and letters of other alphabets in English words.

They come from web pages (zero-width spaces), from fonts (wide forms), and from people who want a search to miss a word.
All of it is read as what a person sees on the page, and the page is told of.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

HIDDEN = re.compile("[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
"""Zero-width characters and marks of direction: nothing of them is seen."""
_IN_A_WORD = re.compile(rf"[^\W\d_]{HIDDEN.pattern}+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_KEPT = frozenset("ªº")
_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝɡАВЕКМНОРСТХУІЈЅԌονρικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwgABEKMHOPCTXYIJSGovpikABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones. Greek letters that medicine uses (alpha, beta, mu) are not here."""


def as_seen(line: str) -> str:
    """The line with look-alikes and wide forms as the Latin letters they look like; as many characters as before."""
    if line.isascii():
        return line
    plain = "".join(map(_plain, line))
    return _WORD.sub(lambda found: _latin(found[0], plain), plain)


def is_disguised(line: str) -> bool:
    """Whether unseen characters split a word, or look-alike letters stand in one."""
    if line.isascii():
        return False
    return bool(_IN_A_WORD.search(line)) or any(_latin(word, line) != word for word in _WORD.findall(line))


def _latin(word: str, line: str) -> str:
    """A word of look-alikes in Latin letters: one that mixes alphabets, or one that is of look-alikes alone in a Latin line."""
    if word.isascii():
        return word
    changed = word.translate(_ALIKE)
    if changed == word:
        return word
    if _LATIN.search(word):
        return changed
    alone = len(word) > 2 and changed.isascii() and len(_LATIN.findall(line)) > 2 * len(word)
    return changed if alone else word


@cache
def _plain(letter: str) -> str:
    """Wide forms and mathematical letters as plain ones; marks that medicine uses stay."""
    if letter.isascii() or letter in _KEPT or unicodedata.category(letter) in ("No", "Zs", "Sk"):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and plain.isascii() else letter
