"""DRUG_NAME: a brand name stands beside the generic name of another drug."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule
from openimr.records.facts.drugs import drugs_in

from .sentences import reasons_of, straighten, summary_of

RULE = CheckRule(
    code="DRUG_NAME",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact",
    remedy="Check which drug was requested and name that one.",
)
_PAIR = re.compile(r"\b([A-Za-z][A-Za-z-]{3,})\s*\(([A-Za-z][A-Za-z/ -]{3,40})\)")


def check(letter: Determination) -> Iterator[CheckFinding]:
    told = [(None, summary_of(letter))]
    told += [(item.n, (straighten(item.text), *reasons_of(item))) for item in letter.items]  # type: ignore[misc]
    for n, sentences in told:
        for sentence in sentences:
            for found in _PAIR.finditer(sentence):
                first, second = _names(found[1]), _names(found[2])
                if first and second and not _same(first, second):
                    says = f"{found[0]}: {found[1]} is {'/'.join(sorted(first))}."
                    yield RULE.finding(says, item=n, quotes=(sentence,))


def _names(words: str) -> frozenset[str]:
    return frozenset(hit.term for hit in drugs_in(words))


def _same(first: frozenset[str], second: frozenset[str]) -> bool:
    """One ingredient in common is enough: names of combinations are shortened."""
    parts = [{part for name in names for part in re.split(r"[/ ]", name)} for names in (first, second)]
    return bool(parts[0] & parts[1])
