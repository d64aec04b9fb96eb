"""Phrases found in text that lost spaces, ligatures and hyphens on the way out of a PDF."""

from __future__ import annotations

import re
from functools import cache

_BROKEN = (
    ("ffi", r"(?:f?f?i|ff|\s)?"),
    ("ffl", r"(?:f?f?l|ff|\s)?"),
    ("ff", r"f{0,2}"),
    ("fi", r"(?:fi|f|i|\s)?"),
    ("fl", r"(?:fl|f|l|\s)?"),
    ("rn", r"(?:rn|m)"),
    ("m", r"(?:m|rn)"),
)


@cache
def loose(phrase: str) -> str:
    """A regular expression for the phrase as PDF text or OCR may have it: any space may be missing, be a line end or stand
    inside a word; a ligature may be lost; an apostrophe may be of any kind or gone; rn and m may be taken for one another.
    Case is the pattern's business.
    """
    return r"\s*".join(_loose_word(word) for word in phrase.split())


def anchor(phrase: str) -> str:
    """Like `loose`, case ignored, for a pattern that is compiled without IGNORECASE: its first letter stands alone, so that the
    pattern engine skips at once to the places where the phrase can begin.
    """
    rest = rf"(?i: ?{loose(phrase[1:])})"
    return f"{phrase[0].upper()}{rest}|{phrase[0].lower()}{rest}"


def _loose_word(word: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(word):
        broken = next(((have, want) for have, want in _BROKEN if word.startswith(have, at)), None)
        have, want = broken or (word[at], _one(word[at]))
        out.append(want)
        at += len(have)
    return " ?".join(out)


def _one(letter: str) -> str:
    if letter in "'’":
        return "['’‘´`]?"
    if letter == "/":
        return r"\s?/\s?"
    return re.escape(letter)


def fold(text: str) -> str:
    """White space folded to single spaces."""
    return " ".join(text.split())


_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
NUMBER_WORDS = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]?(?:{'|'.join(list(_NUMBERS)[1:10])}))?|{'|'.join(reversed(_NUMBERS))}|hundred)"
)


def number_of(words: str) -> int | None:
    """The number that digits or words say: "sixty-one" -> 61; None for no number."""
    said = words.strip().lower().replace(",", "")
    if said.isdigit():
        return int(said)
    if said == "hundred":
        return 100
    if said in _NUMBERS:
        return _NUMBERS[said]
    match = re.fullmatch(rf"({'|'.join(_TENS)})[\s-]?(\w+)?", said)
    if match is None:
        return None
    if match[2] is None:
        return _TENS[match[1]]
    return _TENS[match[1]] + _NUMBERS[match[2]] if match[2] in _NUMBERS else None
