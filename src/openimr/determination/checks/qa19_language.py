"""QA19: words that a layperson can follow: bearable sentences, abbreviations explained, a plain part that is plain."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.abbreviations import find_unexplained
from openimr.determination.draft import CheckFinding, CheckRule, Draft, ItemDossier
from openimr.determination.plain_words import tell_plainly
from openimr.determination.reading_level import MOST_GRADE, grade

RULE = CheckRule(
    code="QA19",
    severity="warn",
    ground="Labor Code 4610.6(d)(1); 8 CCR 9792.10.6(b)(1): written in layperson's terms to the maximum extent practicable",
    remedy="Shorten the sentence, write the abbreviation out, or use an everyday word.",
)
MOST_WORDS = 110
"""Of one sentence, quotations of the file not counted."""


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for says in _faults(one):
            yield RULE.finding(says, item=one.item.n)
    text = " ".join(tell_plainly(draft.items))
    if grade(text) > MOST_GRADE:
        yield RULE.finding(f"The part in plain language reads at grade {grade(text):g}, above {MOST_GRADE:g}.")


def _faults(one: ItemDossier) -> Iterator[str]:
    sentences = one.rationale.sentences
    unknown = sorted({word for sentence in sentences for word in find_unexplained(sentence.text)})
    if unknown:
        yield f"Not explained: {', '.join(unknown)}."
    for sentence in sentences:
        words = sum(len(part.split()) for part in sentence.text.split('"')[::2])
        if words > MOST_WORDS:
            yield f"A sentence of {words} words: {sentence.text[:80]} ..."
