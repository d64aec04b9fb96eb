"""REASONS_MISSING: an item is decided and no reasons are given for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, straighten

RULE = CheckRule(
    code="REASONS_MISSING",
    severity="block",
    ground="Labor Code 4610.6(e): the determination cites the relevant findings; 8 CCR 9792.10.6(d): clinical reasons",
    remedy="Have the reviewer write the reasons for this item.",
)
FEW = 12
"""Words below which reasons are none."""
CREDENTIALS = re.compile(
    r"reviewer\s+found\s+(?:that\s+)?(?:the\s+review\s+)?I\s+am\s+board\s+certified", re.IGNORECASE
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    pasted = CREDENTIALS.search(letter.text)
    if pasted:
        says = "The reviewer's credentials stand where the findings should be."
        yield RULE.finding(says, quotes=(letter.text[pasted.start() : pasted.end() + 60],))
    if letter.truncated or letter.program != "CA-DWC-IMR":
        return
    for item in letter.items:
        words = sum(len(one.split()) for one in reasons_of(item))
        if item.decision is not None and words < FEW:
            yield RULE.finding("The item is decided without reasons.", item=item.n, quotes=(straighten(item.text),))
