"""One leaf before the evidence: a reading with its answer, its facts and one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case import (
    OF_THE_PATIENT,
    Answer,
    Assertion,
    Fact,
    Finding,
    Imaging,
    PartialDate,
    Polarity,
    Procedure,
    TreatmentCourse,
    at_least,
    truth,
)

from .amounts import candidates, requested
from .evidence import Candidate, Situation, Statement, fits, says, spans_of, statements
from .reading import Reading, numbers, over_worlds, silent
from .treatments import read_prior_treatment
from .vocabulary import (
    AnyLeaf,
    ComponentLeaf,
    CorroborationLeaf,
    FindingLeaf,
    JudgementLeaf,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    TimingLeaf,
)

_DAYS_IN = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}


def read_leaf(leaf: AnyLeaf, situation: Situation) -> Reading:  # noqa: PLR0911 - one return for each leaf kind
    """The answer of any leaf but a component (which gives one result a part)."""
    match leaf:
        case FindingLeaf():
            return _finding(leaf, situation)
        case QuantityLeaf():
            return _quantity(leaf, situation)
        case TimingLeaf():
            return _timing(leaf, situation)
        case PriorTreatmentLeaf():
            return read_prior_treatment(leaf, situation)
        case PriorResponseLeaf():
            return _response(leaf, situation)
        case CorroborationLeaf():
            return _corroboration(leaf, situation)
        case JudgementLeaf():
            return Reading(answer=Answer.NOT_DOCUMENTED, explain=f"The reviewer answers: {leaf.question}")
        case ComponentLeaf():
            raise TypeError("component leaves are read part by part; call read_components")


def _finding(leaf: FindingLeaf, situation: Situation) -> Reading:
    found = statements(leaf, situation)
    if not found:
        return silent(leaf)
    latest = _latest(found)
    if "functional_improvement" in leaf.concepts:
        latest = _weighed(latest)
    answers = [truth(one.present == (leaf.want == "present")) for one in latest]
    answer, conflict = over_worlds(answers)
    facts = tuple(one.fact for one in latest)
    if conflict:
        return Reading(answer=answer, explain=f"The records disagree on this: {leaf.name}.", facts=facts, conflict=True)
    quote = spans_of(facts)[0].quote if spans_of(facts) else ""
    verb = "The records establish it" if answer is Answer.MET else "The records establish the contrary"
    return Reading(answer=answer, explain=f'{verb}: {leaf.name} ("{quote}").', facts=facts)


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
    given = candidates(leaf, situation)
    asked = requested(situation)
    if not given and leaf.measure == "cumulative" and asked is not None and leaf.most is not None and asked > leaf.most:
        says_so = f"The request alone, {asked:g} {leaf.unit}, exceeds {leaf.most:g}."
        return Reading(
            answer=Answer.NOT_MET, explain=says_so, limit=leaf.most, requested=asked, value=asked, unit=leaf.unit
        )
    if not given:
        return silent(leaf)
    answer, conflict = over_worlds([_within(one.value, leaf.least, leaf.most) for one in given])
    relation = {Answer.MET: "within", Answer.NOT_MET: "outside", Answer.NOT_DOCUMENTED: "on both sides of"}[answer]
    cumulative = leaf.measure in ("cumulative", "prior")
    highest = given[-1].value
    return Reading(
        answer=answer,
        explain=f"{leaf.name}: {numbers(given)} {leaf.unit}, {relation} the limit of {_limits(leaf.least, leaf.most)}.",
        facts=tuple(fact for one in given for fact in one.facts),
        limit=leaf.most if leaf.most is not None else leaf.least,
        prior=highest - (asked or 0) if leaf.measure == "cumulative" else highest if cumulative else None,
        requested=asked,
        value=highest,
        unit=leaf.unit,
        conflict=conflict,
    )


def _within(value: float, least: float | None, most: float | None) -> Answer:
    return truth((least is None or value >= least) and (most is None or value <= most))


def _limits(least: float | None, most: float | None) -> str:
    if least is None:
        return f"at most {most:g}"
    return f"at least {least:g}" if most is None else f"{least:g} to {most:g}"


def _timing(leaf: TimingLeaf, situation: Situation) -> Reading:
    """A date known only to the month or year is an interval: its two ends are two worlds."""
    events = _events(leaf, situation)
    if not events:
        return silent(leaf)
    per = _DAYS_IN[leaf.unit]
    answer, conflict = over_worlds([_within(one.value / per, leaf.least, leaf.most) for one in events])
    value = min(one.value for one in events) / per
    return Reading(
        answer=answer,
        explain=f"{leaf.name}: {value:.1f} {leaf.unit}, the limit being {_limits(leaf.least, leaf.most)}.",
        facts=tuple(fact for one in events for fact in one.facts),
        limit=leaf.most if leaf.most is not None else leaf.least,
        value=round(value, 1),
        unit=leaf.unit,
        conflict=conflict,
    )


def _events(leaf: TimingLeaf, situation: Situation) -> tuple[Candidate, ...]:
    """Days from the latest fitting event to the selection date."""
    at, case = situation.at, situation.case
    if leaf.since == "injury":
        day = case.date_of_injury
        return () if day is None else (Candidate(value=(at - day).days),)
    dated: list[tuple[PartialDate, Fact]] = []
    for fact in situation.chart.facts:
        if fact.assertion not in OF_THE_PATIENT or not fits(leaf, fact, situation.item):
            continue
        match fact:
            case Procedure(name=name, date=when) if leaf.since in ("surgery", "procedure") and when:
                dated += [(when, fact)] if not leaf.names or says(leaf.names, name) else []
            case Imaging(modality=name, date=when) if leaf.since == "study" and when:
                dated += [(when, fact)] if says(leaf.names, name) else []
            case TreatmentCourse(service=name, start=when) if leaf.since == "treatment_start" and when:
                dated += [(when, fact)] if name in (leaf.names or (situation.item.service,)) else []
    past = [(when, fact) for when, fact in dated if when.earliest() <= at]
    if not past:
        return ()
    when, fact = max(past, key=lambda one: one[0].latest())
    return tuple(Candidate(value=(at - day).days, facts=(fact,)) for day in sorted({when.earliest(), when.latest()}))


def _response(leaf: PriorResponseLeaf, situation: Situation) -> Reading:
    relief = _valued(leaf.relief_concept, situation)
    lasted = _valued(leaf.duration_concept, situation) if leaf.duration_concept else ()
    if not relief and not lasted:
        return silent(leaf)
    wanted = [(relief, leaf.least_percent)] + ([(lasted, leaf.least_weeks)] if leaf.duration_concept else [])
    answers = [truth(_enough(facts, least)) for facts, least in wanted]
    return Reading(
        answer=at_least(None, answers),
        explain=f"{leaf.name}: relief {_said(relief, 'percent')}, lasting {_said(lasted, 'weeks')}.",
        facts=relief + lasted,
        limit=leaf.least_percent,
        value=relief[0].value if relief else None,
        unit=None,
    )


def _valued(concept: str, situation: Situation) -> tuple[Finding, ...]:
    return tuple(
        fact
        for fact in situation.chart.facts
        if isinstance(fact, Finding) and fact.concept == concept and fact.assertion in OF_THE_PATIENT
    )


def _enough(facts: tuple[Finding, ...], least: float | None) -> bool | None:
    verdicts = {
        fact.polarity is Polarity.PRESENT and (least is None or fact.value >= least)
        for fact in facts
        if fact.value is not None
    } | {False for fact in facts if fact.polarity is Polarity.ABSENT}
    return verdicts.pop() if len(verdicts) == 1 else None


def _said(facts: tuple[Finding, ...], unit: str) -> str:
    values = sorted({fact.value for fact in facts if fact.value is not None})
    return " or ".join(f"{value:g}" for value in values) + f" {unit}" if values else "not stated"


def _corroboration(leaf: CorroborationLeaf, situation: Situation) -> Reading:
    """A study on another side or region is the contrary only when no fitting one shows it."""
    studies = [
        fact
        for fact in situation.chart.facts
        if isinstance(fact, Imaging) and fact.assertion in OF_THE_PATIENT and says(leaf.modalities, fact.modality)
    ]
    here = [fact for fact in studies if fits(leaf, fact, situation.item)]
    shown = tuple(fact for fact in here if says(leaf.words, fact.finding))
    stated = tuple(
        fact
        for fact in situation.chart.facts
        if isinstance(fact, Finding) and fact.concept in leaf.concepts and fact.assertion is not Assertion.PLANNED
    )
    if shown or any(fact.polarity is Polarity.PRESENT for fact in stated):
        return Reading(answer=Answer.MET, explain=f"A study shows it: {leaf.name}.", facts=shown or stated)
    told = tuple(fact for fact in here if fact.finding) + stated
    if told:
        return Reading(
            answer=Answer.NOT_MET, explain=f"The studies in the file do not show it: {leaf.name}.", facts=told
        )
    if studies and not here:
        where = f"The studies in the file are of another side or region: {leaf.name}."
        return Reading(answer=Answer.NOT_MET, explain=where, facts=tuple(studies))
    return silent(leaf)
