"""QA13: no protected class as a reason. Age and sex in the summary are not reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.sentences import reasons_of

RULE = CheckRule(
    code="QA13",
    severity="block",
    ground="Labor Code 4610.6(h)(4): bias on a protected class is a ground for appeal",
    remedy="Give the clinical reason, or take the sentence out.",
)
WORDS = re.compile(
    r"\b(race|racial|ethnic\w*|national origin|immigrant|religio\w+|sexual orientation|gender identity|skin color"
    r"|because of (?:his|her|the patient's) (?:age|sex|disability))\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for sentence in (*one.rationale.sentences, one.rationale.conclusion):
            if WORDS.search(re.sub(r'"[^"]*"', '""', sentence.text)):
                yield RULE.finding("A protected class is no reason.", item=one.item.n, where=sentence.text)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for item in letter.items:
        for sentence in reasons_of(item):
            if WORDS.search(re.sub(r'"[^"]*"', '""', sentence)):
                yield RULE.finding("A protected class is no reason.", item=item.n, quotes=(sentence,))
