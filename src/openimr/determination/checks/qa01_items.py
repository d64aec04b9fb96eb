"""QA01: every disputed item has exactly one draft, and nothing else has (Labor Code 4610.6(h)(1))."""

from __future__ import annotations

from collections import Counter

from openimr.determination.draft import CheckFinding, Draft


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    drafted = Counter(one.item.n for one in draft.items)
    disputed = {item.n for item in draft.case.items}
    wrong = sorted(n for n in {*drafted, *disputed} if drafted[n] != 1 or n not in disputed)
    return tuple(
        CheckFinding(
            code="QA01", severity="block", says=f"disputed: {n in disputed}; drafts: {drafted[n]}", where=f"item {n}"
        )
        for n in wrong
    )
