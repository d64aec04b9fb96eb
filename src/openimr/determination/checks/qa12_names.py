"""QA12: no reviewer is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA12",
    severity="block",
    ground="Labor Code 4610.6(f): the reviewer's name is confidential; Zuniga (2018)",
    remedy="Take the name out; describe the qualifications only.",
)
NAME = r"(?:(?:Dr\.?|Doctor)\s+)?(?:[A-Z][a-z]+|[A-Z]\.)(?:\s+(?:[A-Z][a-z'-]+|[A-Z]\.)){1,3}"
DEGREE = r"(?:M\.?D|D\.?O|Ph\.?D|Psy\.?D|D\.?C|L\.?Ac)"
TITLED = r"Dr\.?\s+[A-Z][a-z]+"
NAMED = re.compile(
    rf"(?:expert|IMR|medical) reviewer(?:'s name)?(?:,| is| was|:)?\s+(?:{TITLED}|{NAME},?\s+{DEGREE})"
    rf"|\bI,\s+{NAME}|(?:[Rr]eviewed|[Ss]igned|[Dd]etermined) by:?\s+(?:{TITLED}|{NAME},?\s+{DEGREE})"
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    said = (
        *draft.summary,
        *(one for item in draft.items for one in (*item.rationale.sentences, item.rationale.conclusion)),
    )
    for sentence in said:
        if NAMED.search(re.sub(r'"[^"]*"', '""', sentence.text)):
            yield RULE.finding("A reviewer is named.", where=sentence.text)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    found = NAMED.search(re.sub(r'"[^"]*"', '""', letter.text))
    if found and letter.program == "CA-DWC-IMR":
        yield RULE.finding("A reviewer is named.", quotes=(letter.text[max(0, found.start() - 40) : found.end() + 20],))
