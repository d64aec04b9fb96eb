"""QA19: words that a layperson can follow: sentences of bearable length, abbreviations explained (4610.6(d)(1))."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.determination.abbreviations import find_unexplained
from openimr.determination.draft import CheckFinding, Draft, ItemDossier

MOST_WORDS = 110
"""Of one sentence, quotations of the file not counted."""


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(code="QA19", severity="warn", says=says, where=f"item {one.item.n}")
        for one in draft.items
        for says in _faults(one)
    )


def _faults(one: ItemDossier) -> Iterator[str]:
    sentences = one.rationale.sentences
    unknown = sorted({word for sentence in sentences for word in find_unexplained(sentence.text)})
    if unknown:
        yield f"Not explained: {', '.join(unknown)}."
    for sentence in sentences:
        words = sum(len(part.split()) for part in sentence.text.split('"')[::2])
        if words > MOST_WORDS:
            yield f"A sentence of {words} words: {sentence.text[:80]} ..."
