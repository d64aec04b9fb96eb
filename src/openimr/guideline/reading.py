"""The answer to one leaf, before it is a criterion result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.case import Answer, CriterionResult, Fact, Medication, Span, truth

from .evidence import ingredient, spans_of
from .leaf_kinds import FindingLeaf, Leaf, QuantityLeaf, TimingLeaf
from .situation import Candidate, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """explain: gives one sentence, worded only when asked for; facts: those it rests on."""

    answer: Answer
    explain: Callable[[], str]
    facts: tuple[Fact, ...] = ()
    limit: float | None = None
    prior: float | None = None
    requested: float | None = None
    value: float | None = None
    unit: str | None = None
    conflict: bool = False


def silent(leaf: Leaf, situation: Situation) -> Reading:
    """What a silent file means for the leaf. While a page could not be read, silence means nothing (guideline-engine B2)."""
    if leaf.silence == "not_documented" or situation.shelf.unreadable:
        return Reading(
            answer=Answer.NOT_DOCUMENTED, explain=lambda: f"No readable page says anything of it: {leaf.name}."
        )
    if leaf.silence == "presumed_absent":
        return Reading(
            answer=Answer.MET,
            explain=lambda: f"Every readable page was searched and none speaks against it: {leaf.name}.",
        )
    return Reading(
        answer=Answer.NOT_MET, explain=lambda: f"The file shows no sign of it on any readable page: {leaf.name}."
    )


def over_worlds(answers: Sequence[Answer]) -> tuple[Answer, bool]:
    """The result over all candidate values, and whether their disagreement decides."""
    first = answers[0]
    for answer in answers:
        if answer is not first:
            return Answer.NOT_DOCUMENTED, True
    return first, False


def within(value: float, least: float | None, most: float | None) -> Answer:
    return truth((least is None or value >= least) and (most is None or value <= most))


def limits(least: float | None, most: float | None) -> str:
    if least is None:
        return f"at most {most:g}"
    return f"at least {least:g}" if most is None else f"{least:g} to {most:g}"


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
        explain=reading.explain(),
        spans=(spans_of(reading.facts) if reading.facts else ()) + _premises(leaf, reading, situation),
        limit=reading.limit,
        prior=reading.prior,
        requested=reading.requested,
        value=reading.value,
        unit=reading.unit,
        conflict=reading.conflict,
        only_in_ur=bool(reading.facts) and all(fact.only_in_ur for fact in reading.facts),
        informative=leaf.informative,
        searched=situation.shelf.searched if unknown else (),
    )


def _premises(leaf: Leaf, reading: Reading, situation: Situation) -> tuple[Span, ...]:
    """The words that a computation starts from: the request for an amount, the filed dates for an age or a time."""
    if type(leaf) is QuantityLeaf:
        return _filed("date_of_birth", situation) if leaf.measure == "age" else situation.item.spans
    if type(leaf) is TimingLeaf:
        if leaf.since == "injury":
            return _filed("date_of_injury", situation)
        return () if reading.facts else situation.item.spans
    if type(leaf) is FindingLeaf and "drug" in leaf.match and not reading.facts:
        return _naming_the_drug(situation)
    return ()


MENTIONS = 6
"""So many places that name the drug, and say nothing of the criterion, are shown."""


def _naming_the_drug(situation: Situation) -> tuple[Span, ...]:
    drug = ingredient(situation.item.drug or "")
    return spans_of(fact for fact in situation.shelf.of(Medication) if ingredient(fact.name) == drug)[:MENTIONS]


def _filed(field: str, situation: Situation) -> tuple[Span, ...]:
    return tuple(source.span for source in situation.case.sources if source.field == field)
