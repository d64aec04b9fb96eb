"""What kind of document it is: a weighted vote of titles, headings and typical words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from openimr.case import DocumentKind

from .document_heads import Head, compile_words, read_lexicon
from .sieve import Sieve

_NAME_BREAKS = re.compile(r"[\W_]+")
HEAD_LINES, TOP_LINES = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    where: str
    weight: float
    says: Sieve


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """The rules of one kind; `most` is what those that look at the whole text can add."""

    kind: DocumentKind
    headings: tuple[_Rule, ...]
    against: tuple[_Rule, ...]
    words: tuple[_Rule, ...]
    most: float


@cache
def _lexicon() -> tuple[float, tuple[_Kind, ...]]:
    given = read_lexicon("document_kinds")
    kinds = given["kinds"]
    if not isinstance(kinds, dict):
        raise ValueError("document_kinds.yaml: kinds is no mapping")
    return float(str(given["least"])), tuple(_kind(name, listed) for name, listed in kinds.items())


def _kind(name: str, listed: list[dict[str, str]]) -> _Kind:
    rules = [_Rule(where=row["where"], weight=float(row["weight"]), says=compile_words(row["says"])) for row in listed]
    words = tuple(rule for rule in rules if rule.where == "body")
    return _Kind(
        kind=DocumentKind(name),
        headings=tuple(rule for rule in rules if rule.where != "body" and rule.weight > 0),
        against=tuple(rule for rule in rules if rule.where != "body" and rule.weight < 0),
        words=words,
        most=sum(rule.weight for rule in words if rule.weight > 0),
    )


def name_kind(heads: tuple[Head, ...], file: str = "") -> DocumentKind:
    """The kind with the greatest sum, the first listed among equals; OTHER when nothing speaks clearly for any.

    Kinds are tried from the best headings down, and only while they can still win.
    """
    least, kinds = _lexicon()
    texts = {"head": heads[0].titles(HEAD_LINES).lower(), "top": heads[0].top(TOP_LINES).lower()}
    texts["file"] = _NAME_BREAKS.sub(" ", file.lower())
    headings = [(_sum(kind.headings, texts), order, kind) for order, kind in enumerate(kinds)]
    texts["body"] = "\n".join(head.all() for head in heads).lower()
    best, winner = least, DocumentKind.OTHER
    place = len(kinds)
    for score, order, kind in sorted(headings, key=lambda item: (-item[0] - item[2].most, item[1])):
        if score + kind.most < best:
            break
        total = score + _sum(kind.against, texts)
        if total + kind.most >= best:
            total += _sum(kind.words, texts)
            if total > best or (total == best and order < place):
                best, winner, place = total, kind.kind, order
    return winner


def _sum(rules: tuple[_Rule, ...], texts: Mapping[str, str]) -> float:
    return sum(rule.weight for rule in rules if rule.says.search(texts[rule.where]))
