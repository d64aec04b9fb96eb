"""Sentences of a letter, and which of its words belong to the patient of today."""

from __future__ import annotations

import re
from functools import lru_cache

from openimr.corpus import Determination, LetterItem
from openimr.corpus.wording import NUMBER_WORDS, number_of

NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|\b(?:{NUMBER_WORDS})\b)"
"""A number in figures or in words, as a pattern without groups."""
_STOP = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bvs)(?<!\bNo)(?<!\bSt)(?<!\bpg)(?<!\b[A-Z])(?<!\betc)(?<!\bi\.e)(?<!\be\.g)"
    r"[.!?][\"')]?(?:\s+(?=[\"'(]?[A-Z0-9])|(?=[A-Z][a-z]+ [a-z]))"
)
_NECESSARY = re.compile(r"medically\s*(?:necessary|appropriate|indicated)", re.IGNORECASE)
_CONCESSION = re.compile(r"\b(?:although|though|but|however|even if)\b|;")
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_NO_QUANTITY = re.compile(
    r"\b\d/\d{1,2}\b(?!\s?mg|/)|\b10/10\b|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\b\d{1,2}[/-]\d{2,4}\b|\b(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\s+\d{1,2}(?:,\s*\d{4})?|\b(?:19|20)\d\d\b|\b[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?\b",
    re.IGNORECASE,
)


def straighten(text: str) -> str:
    """Curly quotation marks and dashes as keyboards have them."""
    if text.isascii():
        return text
    for odd, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-"), ("—", "-"), ("\u2011", "-")):
        text = text.replace(odd, plain)
    return text


@lru_cache(maxsize=256)
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, white space folded."""
    folded = " ".join(straighten(text).split())
    said, at = [], 0
    for stop in _STOP.finditer(folded):
        said.append(folded[at : stop.end()].strip())
        at = stop.end()
    said.append(folded[at:].strip())
    return tuple(one for one in said if one)


def reasons_of(item: LetterItem) -> tuple[str, ...]:
    """The sentences of the reasons; none where the letter gives none."""
    return split_sentences(item.rationale.text) if item.rationale else ()


def summary_of(letter: Determination) -> tuple[str, ...]:
    return split_sentences(letter.summary.text) if letter.summary else ()


def conclusions_of(item: LetterItem) -> tuple[str, ...]:
    """The sentences that conclude: the last ones with `medically necessary`, cut before `although` and `but`."""
    return _conclusions(item.rationale.text) if item.rationale else ()


@lru_cache(maxsize=256)
def _conclusions(text: str) -> tuple[str, ...]:
    said = [one for one in split_sentences(text) if _NECESSARY.search(one)]
    return tuple(_CONCESSION.split(one)[0] for one in said[-1:])


@lru_cache(maxsize=2048)
def numbers_in(text: str) -> tuple[float, ...]:
    """Quantities named, in figures or words, without dates and spinal levels."""
    bare = _NO_QUANTITY.sub(" ", straighten(text))
    found = (to_number(one) for one in _NUMBER.findall(bare))
    return tuple(one for one in found if one is not None)


def to_number(words: str) -> float | None:
    said = words.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return float(said)
    whole = number_of(said)
    return None if whole is None else float(whole)


def shorten(text: str, most: int = 220) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[:most].rpartition(" ")[0] + " ..."
