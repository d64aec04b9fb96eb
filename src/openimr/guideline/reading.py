"""The answer to one leaf, before it is a criterion result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case import Answer, CriterionResult, Fact, Medication, Span

from .evidence import Candidate, Situation, ingredient, spans_of
from .vocabulary import FindingLeaf, Leaf, QuantityLeaf, TimingLeaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """explain: one sentence without the full stop's burden of pages; facts: those it rests on."""

    answer: Answer
    explain: str
    facts: tuple[Fact, ...] = ()
    limit: float | None = None
    prior: float | None = None
    requested: float | None = None
    value: float | None = None
    unit: str | None = None
    conflict: bool = False


def silent(leaf: Leaf) -> Reading:
    """What a fully read, silent file means for the leaf."""
    if leaf.silence == "presumed_absent":
        return Reading(
            answer=Answer.MET, explain=f"Every readable page was searched and none speaks against it: {leaf.name}."
        )
    if leaf.silence == "not_met":
        return Reading(
            answer=Answer.NOT_MET, explain=f"The file shows no sign of it on any readable page: {leaf.name}."
        )
    return Reading(answer=Answer.NOT_DOCUMENTED, explain=f"No readable page says anything of it: {leaf.name}.")


def over_worlds(answers: Sequence[Answer]) -> tuple[Answer, bool]:
    """The result over all candidate values, and whether their disagreement decides."""
    if len(set(answers)) == 1:
        return answers[0], False
    return Answer.NOT_DOCUMENTED, True


def numbers(candidates: Sequence[Candidate]) -> str:
    """`4 or 9`, for a sentence."""
    return " or ".join(f"{candidate.value:g}" for candidate in candidates)


def to_result(leaf: Leaf, reading: Reading, situation: Situation) -> CriterionResult:
    """The published form. Pages searched are given where the file is silent."""
    unknown = reading.answer is Answer.NOT_DOCUMENTED
    return CriterionResult(
        id=leaf.id,
        kind=leaf.reports,
        name=leaf.name,
        answer=reading.answer,
        explain=reading.explain,
        spans=spans_of(reading.facts) + _premises(leaf, reading, situation),
        limit=reading.limit,
        prior=reading.prior,
        requested=reading.requested,
        value=reading.value,
        unit=reading.unit,
        conflict=reading.conflict,
        only_in_ur=bool(reading.facts) and all(fact.only_in_ur for fact in reading.facts),
        informative=leaf.informative,
        searched=situation.chart.searched() if unknown else (),
    )


def _premises(leaf: Leaf, reading: Reading, situation: Situation) -> tuple[Span, ...]:
    """The words that a computation starts from: the request for an amount, the filed dates for an age or a time."""
    match leaf:
        case QuantityLeaf(measure="age"):
            return _filed("date_of_birth", situation)
        case QuantityLeaf():
            return situation.item.spans
        case TimingLeaf(since="injury"):
            return _filed("date_of_injury", situation)
        case TimingLeaf() if not reading.facts:
            return situation.item.spans
        case FindingLeaf() if "drug" in leaf.match and not reading.facts:
            return _naming_the_drug(situation)
    return ()


MENTIONS = 6
"""So many places that name the drug, and say nothing of the criterion, are shown."""


def _naming_the_drug(situation: Situation) -> tuple[Span, ...]:
    drug = ingredient(situation.item.drug or "")
    named = (fact for fact in situation.chart.facts if isinstance(fact, Medication) and ingredient(fact.name) == drug)
    return spans_of(named)[:MENTIONS]


def _filed(field: str, situation: Situation) -> tuple[Span, ...]:
    return tuple(source.span for source in situation.case.sources if source.field == field)
