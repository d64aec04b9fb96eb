"""The printed lines of a page without what fax machines wrote above them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from openimr.case import Page

_BLANKS = re.compile(r"\s+")
_SCRATCH = re.compile(r"^[\W_a-z]{0,3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Lines of one page from the top, white space folded, fax headers and specks left out."""

    lines: tuple[str, ...]

    def first(self, count: int) -> str:
        return "\n".join(self.lines[:count])

    def last(self, count: int) -> str:
        return "\n".join(self.lines[-count:])

    def all(self) -> str:
        return "\n".join(self.lines)


def read_lexicon(name: str) -> Mapping[str, object]:
    """One lexicon of the packs as plain values."""
    text = (resources.files("openimr_packs") / "lexicons" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: object = yaml.load(text, Loader=yaml.CSafeLoader)
    if not isinstance(loaded, dict):
        raise ValueError(f"lexicon {name}.yaml is no mapping")
    return loaded


@cache
def _fax_lines() -> re.Pattern[str]:
    given = read_lexicon("document_starts")["fax_lines"]
    if not isinstance(given, list):
        raise ValueError("document_starts.yaml: fax_lines is no list")
    return re.compile("|".join(f"(?:{pattern})" for pattern in given), re.IGNORECASE)


def head_of(page: Page) -> Head:
    """The page's lines. A fax header is looked for in the first six lines only."""
    lines: list[str] = []
    fax = _fax_lines()
    for raw in page.text.splitlines():
        line = _BLANKS.sub(" ", raw).strip()
        if not line or (_SCRATCH.match(line) and not line[-1].isdigit()):
            continue
        if len(lines) < 6 and fax.search(line):
            continue
        lines.append(line)
    return Head(lines=tuple(lines))
