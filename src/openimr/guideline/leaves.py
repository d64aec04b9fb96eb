"""One leaf before the evidence: a reading with its answer, its facts and one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from openimr.case import OF_THE_PATIENT, Answer, Fact, Finding, Polarity, all_of, truth

from .amounts import candidates, requested
from .corroboration import read_corroboration
from .evidence import IMPROVEMENT, spans_of, statements
from .leaf_kinds import (
    CorroborationLeaf,
    FindingLeaf,
    JudgementLeaf,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    TimingLeaf,
)
from .reading import Reading, limits, numbers, over_worlds, silent, within
from .situation import Candidate, Situation, Statement
from .timing import read_timing
from .treatments import read_prior_treatment
from .vocabulary import AnyLeaf


def read_leaf(leaf: AnyLeaf, situation: Situation) -> Reading:
    """The answer of any leaf but a component (which gives one result a part)."""
    return _READ[type(leaf)](leaf, situation)


def _judgement(leaf: JudgementLeaf, _: Situation) -> Reading:
    return Reading(answer=Answer.NOT_DOCUMENTED, explain=lambda: f"The reviewer answers: {leaf.question}")


def _finding(leaf: FindingLeaf, situation: Situation) -> Reading:
    latest = counted_statements(leaf, situation)
    if not latest:
        return silent(leaf, situation)
    answers = [truth(one.present == (leaf.want == "present")) for one in latest]
    answer, conflict = over_worlds(answers)
    facts = tuple(one.fact for one in latest)
    if conflict:
        return Reading(
            answer=answer, explain=lambda: f"The records disagree on this: {leaf.name}.", facts=facts, conflict=True
        )
    return Reading(answer=answer, explain=lambda: _established(leaf, answer, facts), facts=facts)


def counted_statements(leaf: FindingLeaf, situation: Situation) -> tuple[Statement, ...]:
    """The statements that count: the latest ones where days tell, and of gains those that outweigh."""
    found = statements(leaf, situation)
    latest = _latest(found) if found else ()
    return _weighed(latest) if IMPROVEMENT in leaf.concepts else latest


def _established(leaf: FindingLeaf, answer: Answer, facts: tuple[Fact, ...]) -> str:
    spans = spans_of(facts)
    quote = spans[0].quote if spans else ""
    verb = "The records establish it" if answer is Answer.MET else "The records establish the contrary"
    return f'{verb}: {leaf.name} ("{quote}").'


def _latest(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """All statements where they agree; else those of the last day spoken of, if every one is dated."""
    if len({one.present for one in found}) == 1 or any(one.date is None for one in found):
        return tuple(found)
    last = max(one.date.latest() for one in found if one.date)
    return tuple(one for one in found if one.date and one.date.latest() == last)


def _weighed(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """One part gained is a gain though another part is unchanged (8 CCR 9792.20(e)): absence must clearly outweigh."""
    gained = tuple(one for one in found if one.present)
    lacking = tuple(one for one in found if not one.present)
    if not gained or not lacking:
        return tuple(found)
    if len(gained) >= len(lacking):
        return gained
    return lacking if len(lacking) > 2 * len(gained) else tuple(found)


def _quantity(leaf: QuantityLeaf, situation: Situation) -> Reading:
    chosen = situation.chosen(leaf.id) if situation.recorded else None
    given = candidates(leaf, situation) if chosen is None else (Candidate(value=chosen),)
    asked = requested(situation)
    if not given and leaf.measure == "cumulative" and asked is not None and leaf.most is not None and asked > leaf.most:
        return Reading(
            answer=Answer.NOT_MET,
            explain=lambda: f"The request alone, {asked:g} {leaf.unit}, exceeds {leaf.most:g}.",
            limit=leaf.most,
            requested=asked,
            value=asked,
            unit=leaf.unit,
        )
    if not given:
        return silent(leaf, situation)
    answer, conflict = over_worlds([within(one.value, leaf.least, leaf.most) for one in given])
    highest = given[-1].value
    prior = {"cumulative": highest - (asked or 0), "prior": highest}.get(leaf.measure)
    return Reading(
        answer=answer,
        explain=lambda: _measured(leaf, situation, given, answer),
        facts=tuple(fact for one in given for fact in one.facts),
        limit=leaf.most if leaf.most is not None else leaf.least,
        prior=prior,
        requested=asked,
        value=highest,
        unit=leaf.unit,
        conflict=conflict,
    )


_RELATIONS = {Answer.MET: "within", Answer.NOT_MET: "outside", Answer.NOT_DOCUMENTED: "on both sides of"}


def _measured(leaf: QuantityLeaf, situation: Situation, given: Sequence[Candidate], answer: Answer) -> str:
    limit = f"{_RELATIONS[answer]} the limit of {limits(leaf.least, leaf.most)}"
    by = ""
    if leaf.measure == "morphine_equivalents_per_day" and situation.table:
        by = f" (conversion factors of {situation.table})"
    return f"{leaf.name}: {numbers(given)} {leaf.unit}{by}, {limit}."


def _response(leaf: PriorResponseLeaf, situation: Situation) -> Reading:
    relief = said_of(leaf.relief_concept, situation)
    lasted = said_of(leaf.duration_concept, situation) if leaf.duration_concept else ()
    if not relief and not lasted:
        return silent(leaf, situation)
    answers = [truth(_enough(relief, leaf.least_percent))]
    if leaf.duration_concept:
        answers.append(truth(_enough(lasted, leaf.least_weeks)))
    return Reading(
        answer=all_of(answers),
        explain=lambda: f"{leaf.name}: relief {_said(relief, 'percent')}, lasting {_said(lasted, 'weeks')}.",
        facts=relief + lasted,
        limit=leaf.least_percent,
        value=_amount(relief[0]) if relief else None,
        unit=None,
    )


_SCORES = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:/\s*10)?\s*(?:to|down to|->|→)\s*(\d+(?:\.\d+)?)(?:\s*/\s*10)?\b(?!\s*(?:%|percent|weeks|months|hours|days))"
)


_SPELT = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(weeks|wks|months)\b", re.IGNORECASE
)
_WORDS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WEEKS_IN = {"weeks": 1.0, "wks": 1.0, "months": 4.345}


def _amount(fact: Finding) -> float | None:
    """The number that the fact gives, a time in words too; of pain scores before and after, the share that went."""
    if fact.value is not None:
        return fact.value
    for span in fact.spans:
        if fact.concept.endswith("_weeks"):
            if spelt := _SPELT.search(span.quote):
                return round(_WORDS.index(spelt[1].lower()) * _WEEKS_IN[spelt[2].lower()], 1)
            continue
        if scores := _SCORES.search(span.quote):
            before, after = float(scores[1]), float(scores[2])
            if 0 < before <= 10 and after <= before:
                return round(100 * (before - after) / before, 1)
    return None


def said_of(concept: str, situation: Situation) -> tuple[Finding, ...]:
    return tuple(fact for fact in situation.shelf.about((concept,)) if fact.assertion in OF_THE_PATIENT)


def _enough(facts: tuple[Finding, ...], least: float | None) -> bool | None:
    verdicts = {amount > 0 if least is None else amount >= least for amount in _amounts(facts)}
    return verdicts.pop() if len(verdicts) == 1 else None


def stated_amounts(concept: str, situation: Situation) -> list[float]:
    """What is said of an earlier response; a stated absence is 0."""
    return _amounts(said_of(concept, situation))


def _amounts(facts: tuple[Finding, ...]) -> list[float]:
    stated = [0.0 if fact.polarity is Polarity.ABSENT else _amount(fact) for fact in facts]
    return [amount for amount in stated if amount is not None]


def _said(facts: tuple[Finding, ...], unit: str) -> str:
    values = sorted({amount for fact in facts if (amount := _amount(fact)) is not None})
    return " or ".join(f"{value:g}" for value in values) + f" {unit}" if values else "not stated"


_READ: dict[type, Callable[..., Reading]] = {
    FindingLeaf: _finding,
    QuantityLeaf: _quantity,
    TimingLeaf: read_timing,
    PriorTreatmentLeaf: read_prior_treatment,
    PriorResponseLeaf: _response,
    CorroborationLeaf: read_corroboration,
    JudgementLeaf: _judgement,
}
