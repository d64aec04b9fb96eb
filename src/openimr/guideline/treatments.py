"""Prior treatment: which groups of treatments the file shows as tried, and which as failed."""

from __future__ import annotations

from itertools import pairwise

from openimr.case import (
    OF_THE_PATIENT,
    Allergy,
    Answer,
    Assertion,
    ConservativeCare,
    Fact,
    Medication,
    PartialDate,
    Procedure,
    TreatmentCourse,
    all_of,
    any_of,
    at_least,
    truth,
)

from .evidence import fits, says
from .leaf_kinds import PriorTreatmentLeaf
from .reading import Reading, silent
from .situation import Situation

_NO_GAIN = ("no benefit", "no relief", "failed", "plateau", "unchanged")


_TREATMENTS = (ConservativeCare, TreatmentCourse, Medication, Procedure, Allergy)


def read_prior_treatment(leaf: PriorTreatmentLeaf, situation: Situation) -> Reading:
    """MET when enough groups qualify. A group nobody mentions is unknown; one that helped or was never given fails.

    ordered: each group must have begun no later than the next (step therapy); a missing day leaves the order open.
    """
    groups = [group_facts(leaf, words, situation) for words in leaf.treatments]
    facts = tuple(fact for group in groups for fact in group)
    if not facts:
        return silent(leaf, situation)
    answers = [any_of(qualifies(leaf, fact) for fact in group) if group else Answer.NOT_DOCUMENTED for group in groups]
    answer = at_least(leaf.need, answers)
    if leaf.ordered:
        answer = all_of((answer, groups_in_order(groups)))
    if answer is Answer.NOT_DOCUMENTED and leaf.silence == "not_met" and not situation.shelf.unreadable:
        answer = Answer.NOT_MET
    weeks = [fact.duration_weeks for fact in facts if isinstance(fact, ConservativeCare) and fact.duration_weeks]
    return Reading(
        answer=answer,
        explain=lambda: f"{_VERBS[answer]}: {leaf.name} ({', '.join(sorted({_name(fact) for fact in facts}))}).",
        facts=facts,
        limit=leaf.least_weeks,
        value=max(weeks) if weeks else None,
        unit="weeks" if weeks or leaf.least_weeks else None,
    )


_VERBS = {
    Answer.MET: "The file shows it",
    Answer.NOT_MET: "The file shows the contrary",
    Answer.NOT_DOCUMENTED: "The file names treatment but leaves the outcome or the length open",
}


def group_facts(leaf: PriorTreatmentLeaf, words: tuple[str, ...], situation: Situation) -> list[Fact]:
    """The facts about one group of treatments, the denied ones among them."""
    return [
        fact
        for kind in _TREATMENTS
        for fact in situation.shelf.of(kind)
        if (fact.assertion in OF_THE_PATIENT or fact.assertion is Assertion.NEGATED)
        and says(words, _name(fact))
        and fits(leaf, fact, situation)
    ]


def groups_in_order(groups: list[list[Fact]]) -> Answer:
    begun = [min((day for fact in group if (day := _begun(fact))), default=None) for group in groups]
    return all_of(
        truth(None if earlier is None or later is None else earlier.earliest() <= later.latest())
        for earlier, later in pairwise(begun)
    )


def _begun(fact: Fact) -> PartialDate | None:
    return fact.start if isinstance(fact, TreatmentCourse) else getattr(fact, "date", None)


def _name(fact: Fact) -> str:
    match fact:
        case ConservativeCare(modality=name) | TreatmentCourse(service=name):
            return name
        case Medication(name=name) | Procedure(name=name) | Allergy(name=name):
            return name
    return ""


def qualifies(leaf: PriorTreatmentLeaf, fact: Fact) -> Answer:
    if fact.assertion is Assertion.NEGATED:
        return Answer.NOT_MET
    match fact:
        case Allergy():
            return Answer.MET
        case ConservativeCare():
            return all_of((_long_enough(leaf, fact), _outcome(leaf, fact.failed)))
        case TreatmentCourse(completed=0):
            return Answer.NOT_MET
        case TreatmentCourse(response=response) if says(_NO_GAIN, response):
            failed: bool | None = True
        case _:
            failed = None
    return Answer.NOT_DOCUMENTED if leaf.least_weeks is not None else _outcome(leaf, failed)


def _outcome(leaf: PriorTreatmentLeaf, failed: bool | None) -> Answer:
    return Answer.MET if leaf.outcome == "tried" else truth(failed)


def _long_enough(leaf: PriorTreatmentLeaf, fact: ConservativeCare) -> Answer:
    if leaf.least_weeks is None:
        return Answer.MET
    return truth(None if fact.duration_weeks is None else fact.duration_weeks >= leaf.least_weeks)
