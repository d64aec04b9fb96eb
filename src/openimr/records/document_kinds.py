"""What kind of document it is: a weighted vote of titles, headings and typical words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from openimr.case import DocumentKind

from .document_heads import Head, read_lexicon

HEAD_LINES, TOP_LINES = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    kind: DocumentKind
    where: str
    weight: float
    says: re.Pattern[str]


@cache
def _lexicon() -> tuple[float, tuple[_Rule, ...]]:
    given = read_lexicon("document_kinds")
    kinds = given["kinds"]
    if not isinstance(kinds, dict):
        raise ValueError("document_kinds.yaml: kinds is no mapping")
    rules = tuple(
        _Rule(
            kind=DocumentKind(kind),
            where=rule["where"],
            weight=float(rule["weight"]),
            says=re.compile(rule["says"], re.IGNORECASE | re.MULTILINE),
        )
        for kind, listed in kinds.items()
        for rule in listed
    )
    return float(str(given["least"])), rules


def score_kinds(heads: tuple[Head, ...]) -> dict[DocumentKind, float]:
    """The sum of weights of each kind for a document of these pages."""
    texts = {
        "head": heads[0].first(HEAD_LINES),
        "top": heads[0].first(TOP_LINES),
        "body": "\n".join(head.all() for head in heads),
    }
    scores = dict.fromkeys(DocumentKind, 0.0)
    for rule in _lexicon()[1]:
        if rule.says.search(texts[rule.where]):
            scores[rule.kind] += rule.weight
    return scores


def name_kind(heads: tuple[Head, ...]) -> DocumentKind:
    """The kind with the greatest sum; OTHER when nothing speaks clearly for any."""
    scores = score_kinds(heads)
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= _lexicon()[0] else DocumentKind.OTHER
