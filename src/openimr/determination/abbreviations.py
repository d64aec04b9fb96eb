"""Abbreviations of letters and records, with their meaning, from a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

WORD = re.compile(r"\b[A-Z][A-Za-z]?[A-Z][A-Z/]{0,5}s?\b")
PLACE = re.compile(r"\b(?:[CTLS]\d{1,2}(?:-[CTLS]?\d{1,2})?)\b")


@cache
def _table() -> dict[str, str]:
    text = files("openimr_packs").joinpath("lexicons/abbreviations.yaml").read_text(encoding="utf-8")
    rows: dict[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)["abbreviations"]
    return rows


def list_abbreviations(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(abbreviation, meaning) of those used in the texts, in alphabetical order."""
    used = {_single(word) for text in texts for word in WORD.findall(text)}
    return tuple((word, _table()[word]) for word in sorted(used & _table().keys()))


def find_unexplained(text: str) -> tuple[str, ...]:
    """Abbreviations outside quotation marks that the table does not have."""
    own = " ".join(text.split('"')[::2])
    own = re.sub(r"\([^)]*\)", lambda found: found.group() if len(found.group()) > 14 else " ", PLACE.sub(" ", own))
    return tuple(sorted({_single(word) for word in WORD.findall(own)} - _table().keys()))


def _single(word: str) -> str:
    return word.removesuffix("s") if word[-1:] == "s" else word
