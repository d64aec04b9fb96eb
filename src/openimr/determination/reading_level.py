"""How hard a text is to read: the grade of school that it takes (Flesch and Kincaid, 1975)."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeioutdy]ed|[^laeiouy]e)$")
MOST_GRADE = 8.0
"""Grade that words for the worker should not be above (Labor Code 4610.6(d)(1): layperson's terms)."""


def grade(text: str) -> float:
    """Names in quotation marks, page marks and statutes in brackets are not counted.

    0.39 words a sentence + 11.8 syllables a word - 15.59, rounded to a tenth; 0 for a text without words.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas, 1975.
    """
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\([^)]*\d[^)]*\)', "it", text)
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", bare)))
    words = _WORD.findall(bare)
    if not words:
        return 0.0
    syllables = sum(count_syllables(word) for word in words)
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


def count_syllables(word: str) -> int:
    """Groups of vowels that are spoken; one at least."""
    low = word.lower()
    groups = len(_VOWELS.findall(low))
    if _SILENT.search(low) and groups > 1:
        groups -= 1
    return max(1, groups)
