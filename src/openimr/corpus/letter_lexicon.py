"""The words of published determinations, read from the lexicons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceWords:
    service: str
    says: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    source: str
    specialties: tuple[str, ...]
    states: tuple[str, ...]
    services: tuple[ServiceWords, ...] = ()


@cache
def letter_words() -> LetterWords:
    return TypeAdapter(LetterWords).validate_python(load("letter_words.yaml"))


@cache
def service_rows() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """(service, weight, pattern) of every row of the house's service vocabulary; drugs have weight -1."""
    table = load("services.yaml")
    rows = TypeAdapter(tuple[ServiceWords, ...]).validate_python(table["services"])
    drugs = TypeAdapter(tuple[ServiceWords, ...]).validate_python(table["drugs"])
    compiled = [(row.service, row.weight, _pattern(row.says)) for row in rows]
    compiled += [(row.service, -1, _pattern(row.says)) for row in drugs]
    return tuple(compiled)


@cache
def coverage_rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(service, pattern) of the services of health coverage that the house's vocabulary does not name, in their order."""
    return tuple((row.service, _pattern(row.says)) for row in letter_words().services)


def load(name: str) -> Mapping[str, object]:
    """A lexicon as it stands in its file."""
    text = (files("openimr_packs") / "lexicons" / name).read_text(encoding="utf-8")
    table: Mapping[str, object] = yaml.load(text, Loader=yaml.CSafeLoader)
    return table


def _pattern(says: tuple[str, ...]) -> re.Pattern[str]:
    """The words as whole words, case ignored; a space may be a line end or lost."""
    words = "|".join(f"(?:{one})" for one in says).replace(" ", r"\s*")
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", re.IGNORECASE)
