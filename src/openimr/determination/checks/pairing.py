"""Which item of a determination is which item of the dispute."""

from __future__ import annotations

from openimr.case import Case, DisputedItem
from openimr.corpus import Determination, LetterItem
from openimr.determination.letter_checks.item_words import likeness


def pair(letter: Determination, case: Case) -> tuple[tuple[LetterItem, DisputedItem], ...]:
    """Pairs that name the same service, the likeliest first; each item once."""
    ranked = sorted(
        (-likeness(mine.text, asked.request), mine.n != asked.n, mine.n, asked.n)
        for mine in letter.items
        for asked in case.items
    )
    mine_by, asked_by = {item.n: item for item in letter.items}, {item.n: item for item in case.items}
    pairs: list[tuple[LetterItem, DisputedItem]] = []
    for minus, _, mine, asked in ranked:
        free = all(one.n != mine and other.n != asked for one, other in pairs)
        if free and minus < 0:
            pairs.append((mine_by[mine], asked_by[asked]))
    return tuple(sorted(pairs, key=lambda one: one[0].n))
