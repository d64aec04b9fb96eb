"""Levels of the spine as letters write them: L4-5, L4/5, L4-L5, L5 nerve root, L3 to S1."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDER = (
    [f"C{n}" for n in range(1, 8)] + [f"T{n}" for n in range(1, 13)] + [f"L{n}" for n in range(1, 6)] + ["S1", "S2"]
)
_PLACE = {name: at for at, name in enumerate(_ORDER)}
_SPAN = re.compile(
    r"\b(?P<a>[CTLS])\s?(?P<n>\d{1,2})\s?(?:-|/|to|through|thru)\s?(?P<b>[CTLS])?\s?(?P<m>\d{1,2})(?![\d%/]|\.\d|\s?(?:mg|visits|weeks))"
    r"(?:\s?(?:-|/)\s?(?P<c>[CTLS])?(?P<k>\d)(?![\d%/]))?"
    r"|\b(?P<one>[CTLS])(?P<only>\d{1,2})\b(?!\s?%|/\d)",
    re.IGNORECASE,
)
_MEDIAL = re.compile(r"\bmedial\s+branch|\bMBB|\bfacet|\bradiofrequency|\brhizotom|\bneurotom", re.IGNORECASE)
_REGIONS = {
    "cervical": re.compile(r"\bcervical\b|\bneck\b", re.IGNORECASE),
    "thoracic": re.compile(r"\bthoracic\b|\bmid(?:dle)?[ -]back\b", re.IGNORECASE),
    "lumbar": re.compile(r"\blumbar\b|\blow(?:er)? back\b|\blumbosacral\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """said: segments and single vertebrae in order. covered: every vertebra within them. words: as one reads them."""

    said: tuple[str, ...]
    covered: frozenset[str]
    nerves: bool
    words: str

    @property
    def empty(self) -> bool:
        return not self.said

    def holds(self, one: str) -> bool:
        """Whether a segment or vertebra lies within these. The nerves of a joint leave one above it and at it."""
        ends = one.split("-")
        if len(ends) == 1 or self.nerves:
            near = self.covered | (_beside(self.covered) if self.nerves else frozenset())
            return all(end in near for end in ends) or (len(ends) == 1 and _root_of(ends[0], self.covered))
        if one in self.said:
            return True
        return any(_within(ends, other.split("-")) for other in self.said if "-" in other) or (
            all(end in self.said for end in ends)
        )


_SIEVE = re.compile(r"\b[CTLS]\s?\d", re.IGNORECASE)
NOWHERE = Levels(said=(), covered=frozenset(), nerves=False, words="")


def levels_in(text: str) -> Levels:
    if not _SIEVE.search(text):
        return NOWHERE
    said: list[str] = []
    covered: set[str] = set()
    for found in _SPAN.finditer(text):
        if found["one"]:
            name = f"{found['one']}{found['only']}".upper()
            if name in _PLACE:
                said.append(name)
                covered.add(name)
            continue
        first = f"{found['a']}{found['n']}".upper()
        last = _name(found["b"], found["m"], first)
        if found["k"]:
            last = _name(found["c"], found["k"], last)
        if first in _PLACE and last in _PLACE and _PLACE[first] < _PLACE[last]:
            said.append(f"{first}-{last}")
            covered.update(_ORDER[_PLACE[first] : _PLACE[last] + 1])
    unique = tuple(dict.fromkeys(said))
    return Levels(said=unique, covered=frozenset(covered), nerves=bool(_MEDIAL.search(text)), words=", ".join(unique))


def region_of_level(one: str) -> str:
    return {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "lumbar"}[one[0]]


def regions_named(text: str) -> frozenset[str]:
    return frozenset(name for name, says in _REGIONS.items() if says.search(text))


def _name(letter: str | None, number: str, after: str) -> str:
    """L4-5 is L4-L5; L5-1 is L5-S1; C7-1 is C7-T1."""
    if letter:
        return f"{letter}{number}".upper()
    same = f"{after[:1]}{number}"
    if same in _PLACE and after in _PLACE and _PLACE[same] > _PLACE[after]:
        return same
    return {"L": f"S{number}", "C": f"T{number}", "T": f"L{number}"}.get(after[:1], same)


def _within(inner: list[str], outer: list[str]) -> bool:
    low, high = _PLACE[outer[0]], _PLACE[outer[-1]]
    return all(low <= _PLACE[end] <= high for end in inner)


def _root_of(level: str, covered: frozenset[str]) -> bool:
    return level in covered


def _beside(covered: frozenset[str]) -> frozenset[str]:
    """The vertebrae above and below: a joint is supplied by the nerve above it and its own."""
    last = len(_ORDER) - 1
    return frozenset(_ORDER[min(last, max(0, _PLACE[level] + step))] for level in covered for step in (-1, 1))
