"""QA14: no reasoning on liability or billing (Labor Code 4610.6(a))."""

from __future__ import annotations

import re

from openimr.determination.draft import CheckFinding, Draft

WORDS = re.compile(
    r"\b(compensab\w+|liabilit\w+|apportion\w+|billing|overcharg\w+|fee schedule|cost to the)\b", re.IGNORECASE
)


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(code="QA14", severity="block", says="Liability or billing is no ground here.", where=sentence.text)
        for one in draft.items
        for sentence in (*one.rationale.sentences, one.rationale.conclusion)
        if WORDS.search(sentence.text)
    )
