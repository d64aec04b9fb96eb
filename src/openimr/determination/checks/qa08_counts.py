"""QA08: visits given, asked for and allowed add up (Labor Code 4610.6(h)(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Answer, CriterionResult
from openimr.determination.draft import CheckFinding, Draft, ItemDossier

NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
SUM = re.compile(rf"{NUMBER} \+ {NUMBER} = {NUMBER}")


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(code="QA08", severity="block", says=says, where=f"item {one.item.n}")
        for one in draft.items
        for says in (*_sums(one), *_counts(one))
    )


def _sums(one: ItemDossier) -> Iterator[str]:
    for sentence in one.rationale.sentences:
        for found in SUM.finditer(sentence.text):
            first, second, total = (float(number.replace(",", "")) for number in found.groups())
            if first + second != total:
                yield f"This does not add up: {found.group()}."


def _counts(one: ItemDossier) -> Iterator[str]:
    for rule in one.findings.primary:
        for leaf in rule.criteria:
            if leaf.kind == "cumulative_cap" and not leaf.informative:
                yield from _of_cap(leaf)


def _of_cap(leaf: CriterionResult) -> Iterator[str]:
    counted = leaf.prior is not None and leaf.requested is not None and leaf.value is not None
    if counted and (leaf.prior or 0) + (leaf.requested or 0) != leaf.value:
        yield f"{leaf.prior:g} given and {leaf.requested:g} requested are not {leaf.value:g}."
    over = leaf.value is not None and leaf.limit is not None and leaf.value > leaf.limit
    if over and leaf.answer is Answer.MET:
        yield f"{leaf.value:g} is over the limit of {leaf.limit:g}, and the criterion is called met."
