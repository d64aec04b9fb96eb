"""Whole numbers in figures and words."""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"dozen": 12, "half-dozen": 6, "once": 1, "twice": 2, "single": 1, "a": 1, "an": 1, "both": 2, "couple": 2}
)


def read_number(words: str) -> int | None:
    """What figures or number words say ("12", "six (6)", "twenty-four", "a dozen"), None for other words."""
    head = words.lower().split("(")[0].strip().replace(",", "")
    if head.isdigit():
        return int(head)
    if head in _WORDS:
        return _WORDS[head]
    tens, _, ones = head.replace(" ", "-").partition("-")
    if tens in ("a", "one") and ones in ("dozen", "couple"):
        return _WORDS[ones]
    if tens in _TENS and ones in _ONES[1:10]:
        return _WORDS[tens] + _WORDS[ones]
    return None
