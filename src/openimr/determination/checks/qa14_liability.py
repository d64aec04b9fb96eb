"""QA14: no reasoning on liability or billing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.sentences import reasons_of

RULE = CheckRule(
    code="QA14",
    severity="block",
    ground="Labor Code 4610.6(a): medical necessity only",
    remedy="Leave liability and billing to the parties and the board.",
)
WORDS = re.compile(
    r"\b(compensab\w+|liabilit\w+|apportion\w+|billing|overcharg\w+|fee schedule|cost to the)\b", re.IGNORECASE
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for sentence in (*one.rationale.sentences, one.rationale.conclusion):
            if WORDS.search(re.sub(r'"[^"]*"', '""', sentence.text)):
                yield RULE.finding("Liability or billing is no ground here.", item=one.item.n, where=sentence.text)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for item in letter.items:
        for sentence in reasons_of(item):
            if WORDS.search(re.sub(r'"[^"]*"', '""', sentence)):
                yield RULE.finding("Liability or billing is no ground here.", item=item.n, quotes=(sentence,))
