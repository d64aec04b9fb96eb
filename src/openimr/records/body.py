"""Regions, sides and spinal levels, as words name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .lexicon import Hit, Lexicon, read_rows, terms_of

SPINE = frozenset({"cervical spine", "thoracic spine", "lumbar spine"})


@dataclass(frozen=True, slots=True)
class Side:
    """text[start:end] names a side: left | right | bilateral."""

    start: int
    end: int
    side: str


@cache
def _regions() -> Lexicon[str]:
    return Lexicon((term, str(row["region"])) for row in read_rows("body_regions") for term in terms_of(row))


def regions(text: str) -> tuple[Hit[str], ...]:
    """Every region that a text names, in the closed vocabulary, in order."""
    return _regions().find(text)


def region_near(text: str, at: int) -> str | None:
    """The region named nearest to an offset; of two equally near the earlier."""
    hits = regions(text)
    return min(hits, key=lambda hit: _distance(hit.start, hit.end, at)).row if hits else None


_SIDE = re.compile(
    r"\b(?:(?P<b>bilat(?:eral(?:ly)?)?|b/l|both(?= (?:sides|knees|wrists|hands|shoulders|legs|feet|ankles|hips|elbows|arms"
    r"|upper|lower|calves|thumbs)))"
    r"|(?P<r>right|rt|R)|(?P<l>left|lt|L))\b(?![-.]spine|/S\b|[1-5]\b|-?\d| ?spine| ?Sp\b|/[LR]E|\s?&)",
    re.IGNORECASE,
)
_ONE_LETTER = frozenset("rl")
_BOTH = re.compile(
    r"\b(?:R\s?[/&+]\s?L|L\s?[/&+]\s?R|(?:right|left) and (?:right|left)|on (?:both|each) sides?|both sides)\b", re.I
)


def sides(text: str) -> tuple[Side, ...]:
    """Every side that a text names, in order. A single small r or l is none."""
    found = [Side(match.start(), match.end(), "bilateral") for match in _BOTH.finditer(text)]
    for match in _SIDE.finditer(text):
        if match[0] in _ONE_LETTER or any(one.start <= match.start() < one.end for one in found):
            continue
        side = {"b": "bilateral", "r": "right", "l": "left"}[match.lastgroup or "b"]
        found.append(Side(match.start(), match.end(), side))
    return tuple(sorted(found, key=lambda one: one.start))


def side_near(text: str, start: int, end: int) -> str | None:
    """The side nearest to text[start:end], one before it preferred; both sides named in one breath: bilateral."""
    found = sides(text)
    if not found:
        return None
    return min(found, key=lambda one: _reach(one, start, end)).side


def _reach(one: Side, start: int, end: int) -> tuple[int, int]:
    if one.end <= start:
        return (start - one.end, 0)
    return (max(0, one.start - end) + 8, 1) if one.start >= end else (0, 0)


def _distance(start: int, end: int, at: int) -> int:
    return 0 if start <= at < end else min(abs(at - start), abs(at - end))


_LEVEL = re.compile(
    r"\b(?P<a>[CTL])\s?(?P<n>1[0-2]|[1-9])(?!\d)(?:\s?(?:-|/|–|to)\s?(?P<b>[CTLS]?)\s?(?P<m>1[0-2]|[1-9]|l\b|I\b))?(?![\d])"
    r"|\b(?P<ocr>[L1l][S5]\s?-\s?S[1lI])\b"
    r"|\b(?P<s>S1|[Ss][lIi](?=\s+(?:root|nerve|radic|transfor|dermat|epidural|TFE|select|level|distrib)))\b"
)


@dataclass(frozen=True, slots=True)
class Level:
    """text[start:end] names a spinal level, written as "L4-5", "L5-S1", "C5-7", "S1"."""

    start: int
    end: int
    level: str


def levels(text: str) -> tuple[Level, ...]:
    """Every level, in order; "L4-L5", "L4/5" and "L4-5" are one."""
    found: list[Level] = []
    for match in _LEVEL.finditer(text):
        if match["ocr"]:  # "LS-S1" is how L5-S1 comes out of a scan
            found.append(Level(match.start(), match.end(), "L5-S1"))
            continue
        if match["s"]:
            found.append(Level(match.start(), match.end(), "S1"))
            continue
        first, second = f"{match['a']}{match['n']}", match["m"]
        if not second:
            found.append(Level(match.start(), match.end(), first))
            continue
        second = "1" if second in "lI" else second
        letter = match["b"] if match["b"] and match["b"] != match["a"] else ""
        if not letter and int(second) <= int(match["n"]):
            continue
        found.append(Level(match.start(), match.end(), f"{first}-{letter}{second}"))
    return tuple(found)


def join_levels(names: tuple[str, ...]) -> str | None:
    """Adjacent segments as one ("C5-6" and "C6-7": "C5-7"), others side by side; None for no level."""
    unique = tuple(dict.fromkeys(names))
    parts = [_ends(name) for name in unique]
    if len(parts) > 1 and all(one[1] == two[0] for one, two in pairwise(parts)):
        head, tail = parts[0][0], parts[-1][1]
        return f"{head}-{tail if tail[0] != head[0] else tail[1:]}"
    return ", ".join(unique) or None


def _ends(name: str) -> tuple[str, str]:
    head, _, tail = name.partition("-")
    if not tail:
        return head, head
    return head, tail if tail[0].isalpha() else head[0] + tail


def region_of_level(level: str) -> str:
    """The region of the spine that a level belongs to."""
    return {"C": "cervical spine", "T": "thoracic spine"}.get(level[0], "lumbar spine")
