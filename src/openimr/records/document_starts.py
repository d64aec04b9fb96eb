"""Where documents begin: a weighted vote of page numbers, headings, letterheads and header blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .document_heads import Head, compile_words, read_lexicon
from .sieve import Sieve, sift


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    where: str
    weight: float
    says: Sieve
    case: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Starts:
    threshold: float
    longest_running_head: int
    rules: tuple[_Rule, ...]


@cache
def _lexicon() -> _Starts:
    given = read_lexicon("document_starts")
    rules = given["rules"]
    if not isinstance(rules, list):
        raise ValueError("document_starts.yaml: rules is no list")
    return _Starts(
        threshold=float(str(given["threshold"])),
        longest_running_head=int(str(given["longest_running_head"])),
        rules=tuple(
            _Rule(
                where=rule["where"],
                weight=float(rule["weight"]),
                says=sift(rule["says"], re.MULTILINE) if rule.get("case") else compile_words(rule["says"]),
                case=bool(rule.get("case")),
            )
            for rule in rules
        ),
    )


def score_start(head: Head, before: Head | None) -> float:
    """How strongly a page looks like the first of a document; `before` is the page before it in the file."""
    lexicon = _lexicon()
    running = "\n".join(line for line in head.lines[:2] if len(line) <= lexicon.longest_running_head)
    texts = {
        "first": head.first(1),
        "running": running,
        "head": head.first(4),
        "title": head.titles(4),
        "top": head.top(12),
        "before": before.last(2) if before is not None else "",
    }
    lowered = {where: text.lower() for where, text in texts.items()}
    return sum(
        rule.weight
        for rule in lexicon.rules
        if texts[rule.where] and rule.says.search((texts if rule.case else lowered)[rule.where])
    )


def starts_document(head: Head, before: Head | None) -> bool:
    """Whether a page begins a document. The first page of a file always does (`before` None)."""
    return before is None or score_start(head, before) >= _lexicon().threshold
