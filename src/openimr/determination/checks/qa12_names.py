"""QA12: no reviewer is named (Labor Code 4610.6(f))."""

from __future__ import annotations

import re

from openimr.determination.draft import CheckFinding, Draft

NAME = r"(?:(?:Dr\.?|Doctor)\s+)?(?:[A-Z][a-z]+|[A-Z]\.)(?:\s+(?:[A-Z][a-z'-]+|[A-Z]\.)){1,3}"
DEGREE = r"(?:M\.?D|D\.?O|Ph\.?D|Psy\.?D|D\.?C|L\.?Ac)"
TITLED = r"Dr\.?\s+[A-Z][a-z]+"
NAMED = re.compile(
    rf"(?:expert|IMR|medical) reviewer(?:'s name)?(?:,| is| was|:)?\s+(?:{TITLED}|{NAME},?\s+{DEGREE})"
    rf"|\bI,\s+{NAME}|(?:[Rr]eviewed|[Ss]igned|[Dd]etermined) by:?\s+(?:{TITLED}|{NAME},?\s+{DEGREE})"
)


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    said = (
        *draft.summary,
        *(one for item in draft.items for one in (*item.rationale.sentences, item.rationale.conclusion)),
    )
    return tuple(
        CheckFinding(code="QA12", severity="block", says="A reviewer is named.", where=sentence.text)
        for sentence in said
        if NAMED.search(re.sub(r'"[^"]*"', '""', sentence.text))
    )
