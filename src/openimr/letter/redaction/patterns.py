"""Identifiers with a form of their own: numbers, addresses, e-mail, dates of birth. The rows are in `lexicons/identifiers.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .identifier import Kind, Mark


@dataclass(frozen=True, slots=True)
class Recognizer:
    kind: Kind
    pattern: re.Pattern[str]
    least: int
    grouped: bool


@dataclass(frozen=True, slots=True)
class Recognizers:
    rows: tuple[Recognizer, ...]
    kept: re.Pattern[str]
    kept_names: re.Pattern[str]
    date: str


@cache
def recognizers() -> Recognizers:
    table = yaml.load(
        files("openimr_packs").joinpath("lexicons", "identifiers.yaml").read_text(encoding="utf-8"),
        Loader=yaml.CSafeLoader,
    )
    macros = table["macros"]
    names = (name.strip() for name in table["kept_names"].split(","))
    return Recognizers(
        rows=tuple(_row(row, macros) for row in table["rows"]),
        kept=re.compile("|".join(table["kept"])),
        kept_names=re.compile(
            r"\b(?:" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names) + ")", re.I
        ),
        date=_fill(macros["date"], macros),
    )


def _row(row: dict[str, object], macros: dict[str, str]) -> Recognizer:
    pattern = _fill(str(row["pattern"]), macros)
    flags = re.IGNORECASE if row.get("case") is False else 0
    return Recognizer(Kind[str(row["kind"])], re.compile(pattern, flags), int(str(row.get("least", 0))), "(?P<value>" in pattern)  # fmt: skip


def _fill(pattern: str, macros: dict[str, str]) -> str:
    for _ in range(2):
        pattern = re.sub(r"<(d|dc|date|street|unit|city|state)>", lambda found: macros[found[1]], pattern)
    return pattern


def find_patterns(text: str) -> Iterator[Mark]:
    """Every identifier that its form or its label gives away."""
    known = recognizers()
    kept = [match.span() for match in known.kept.finditer(text)]
    for row in known.rows:
        for match in row.pattern.finditer(text):
            start, end = match.span("value") if row.grouped else match.span()
            if row.least and sum(map(str.isdigit, text[start:end])) < row.least:
                continue
            if not any(a < end and start < b for a, b in kept):
                yield Mark(start=start, end=end, kind=row.kind, by="pattern")
