"""QA13: no protected class as a reason (Labor Code 4610.6(h)(4)). Age and sex in the summary are not reasons."""

from __future__ import annotations

import re

from openimr.determination.draft import CheckFinding, Draft

WORDS = re.compile(
    r"\b(race|racial|ethnic\w*|national origin|immigrant|religio\w+|sexual orientation|gender identity|skin color"
    r"|because of (?:his|her|the patient's) (?:age|sex|disability))\b",
    re.IGNORECASE,
)


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(code="QA13", severity="block", says="A protected class is no reason.", where=sentence.text)
        for one in draft.items
        for sentence in (*one.rationale.sentences, one.rationale.conclusion)
        if WORDS.search(sentence.text)
    )
