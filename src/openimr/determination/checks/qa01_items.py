"""QA01: every disputed item has exactly one decision, and nothing else has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft

from .pairing import pair

RULE = CheckRule(
    code="QA01",
    severity="block",
    ground="Labor Code 4610.6(e), (h)(1): each disputed service is decided, and no other",
    remedy="Decide the item, or take out what was not in dispute.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    drafted = Counter(one.item.n for one in draft.items)
    disputed = {item.n for item in draft.case.items}
    for n in sorted({*drafted, *disputed}):
        if drafted[n] != 1 or n not in disputed:
            state = "is in dispute" if n in disputed else "is not in dispute"
            yield RULE.finding(f"Item {n} {state} and has {drafted[n]} drafts.", item=n)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    pairs = pair(letter, file.case)
    for asked in file.case.items:
        if all(other.n != asked.n for _, other in pairs):
            yield RULE.finding(f"In dispute by the file, and not decided: {asked.request}.", quotes=(asked.request,))
    for item in letter.items:
        if file.case.items and all(mine.n != item.n for mine, _ in pairs):
            yield RULE.finding("The file does not have this item in dispute.", item=item.n, quotes=(item.text,))
