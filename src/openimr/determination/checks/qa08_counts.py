"""QA08: visits given, asked for and allowed add up, and where the file counts differently both counts are told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import OF_THE_PATIENT, Answer, Chart, CriterionResult, TreatmentCourse
from openimr.corpus import Determination
from openimr.determination.counts import COUNTED
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft, ItemDossier
from openimr.determination.letter_checks.sentences import NUMBER, reasons_of, to_number

from .pairing import pair

RULE = CheckRule(
    code="QA08",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact that is a matter of ordinary knowledge",
    remedy="Count again from the records, and say why one count is followed where they differ.",
)
FIGURE = r"(\d[\d,]*(?:\.\d+)?)"
SUM = re.compile(rf"{FIGURE} \+ {FIGURE} = {FIGURE}")
DONE = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:(?:prior|previous|completed|attended)\s+)?(?:\w+\s+){{0,3}}?(?:visits?|sessions?|treatments?)\s+(?:of \w+(?: \w+)? )?"
    rf"(?:were |was |have been |had been )?(?:completed|attended|given|received|done)\b"
    rf"|\b(?:completed|attended|received|had|finished)\s+(?P<m>{NUMBER})\s+(?:\w+\s+){{0,3}}?(?:visits?|sessions?|treatments?)",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for says in (*_sums(one), *_counts(one), *_untold(one, draft.chart)):
            yield RULE.finding(says, item=one.item.n)


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


def _untold(one: ItemDossier, chart: Chart) -> Iterator[str]:
    """Two counts of attended visits in the records, of which the reasons tell only one."""
    limited = any(leaf.kind in COUNTED and leaf.limit for rule in one.findings.primary for leaf in rule.criteria)
    counts = sorted(set(_attended(chart, one.item.service)))
    if limited and len(counts) == 2:
        told = [n for n in counts if re.search(rf"(?<![\d.]){n}(?![\d.])", one.rationale.text)]
        if len(told) == 1:
            other = next(n for n in counts if n not in told)
            yield f"The records count {counts[0]} and {counts[1]} visits; the reasons do not speak of {other}."


def _attended(chart: Chart, service: str) -> list[int]:
    return [
        fact.completed
        for fact in chart.facts
        if isinstance(fact, TreatmentCourse)
        and fact.service == service
        and fact.completed
        and fact.assertion in OF_THE_PATIENT
        and not fact.only_in_ur
    ]


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for mine, asked in pair(letter, file.case):
        own = set(_attended(file.chart, asked.service))
        for sentence in reasons_of(mine):
            for found in DONE.finditer(sentence):
                said = to_number(found["n"] or found["m"])
                if own and said is not None and said not in own:
                    counted = " or ".join(str(n) for n in sorted(own))
                    says = f"The letter counts {said:g} visits, the records {counted}."
                    yield RULE.finding(says, item=mine.n, quotes=(sentence,))
