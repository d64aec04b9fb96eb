"""HISTORY_AS_REASONS: the history is pasted again where the reasons should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, summary_of

RULE = CheckRule(
    code="HISTORY_AS_REASONS",
    severity="block",
    ground="8 CCR 9792.10.6(d): clinical reasons; Labor Code 4610.6(c): the employee's specific medical needs",
    remedy="Have the reviewer say what follows from the history under the guideline.",
)
RUN = 6
"""Words in a row that count as copied."""
MOST = 0.6
"""Share of the reasons that may be copied."""


def check(letter: Determination) -> Iterator[CheckFinding]:
    told = _runs(" ".join(summary_of(letter)))
    for item in letter.items:
        text = " ".join(reasons_of(item))
        own = _runs(text)
        if len(own) >= 30 and told and len(own & told) / len(own) > MOST:
            share = len(own & told) / len(own)
            yield RULE.finding(f"{share:.0%} of the reasons is the summary again.", item=item.n, quotes=(text[:200],))


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
