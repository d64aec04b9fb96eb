"""Prior treatment: which groups of treatments the file shows as tried, and which as failed."""

from __future__ import annotations

from openimr.case import (
    OF_THE_PATIENT,
    Allergy,
    Answer,
    Assertion,
    ConservativeCare,
    Fact,
    Medication,
    Procedure,
    TreatmentCourse,
    all_of,
    any_of,
    at_least,
    truth,
)

from .evidence import Situation, fits, says
from .reading import Reading, silent
from .vocabulary import PriorTreatmentLeaf

_NO_GAIN = ("no benefit", "no relief", "failed", "plateau", "unchanged")


def read_prior_treatment(leaf: PriorTreatmentLeaf, situation: Situation) -> Reading:
    """MET when enough groups qualify. A group nobody mentions is unknown; one that helped or was never given fails."""
    facts = tuple(
        fact for group in leaf.treatments for fact in situation.chart.facts if _about(leaf, group, fact, situation)
    )
    if not facts:
        return silent(leaf)
    answers = [_group(leaf, group, situation) for group in leaf.treatments]
    answer = at_least(leaf.need, answers)
    if answer is Answer.NOT_DOCUMENTED and leaf.silence == "not_met":
        answer = Answer.NOT_MET
    weeks = [fact.duration_weeks for fact in facts if isinstance(fact, ConservativeCare) and fact.duration_weeks]
    named = ", ".join(sorted({_name(fact) for fact in facts}))
    verb = {
        Answer.MET: "The file shows it",
        Answer.NOT_MET: "The file shows the contrary",
        Answer.NOT_DOCUMENTED: "The file names treatment but leaves the outcome or the length open",
    }[answer]
    return Reading(
        answer=answer,
        explain=f"{verb}: {leaf.name} ({named}).",
        facts=facts,
        limit=leaf.least_weeks,
        value=max(weeks) if weeks else None,
        unit="weeks" if weeks or leaf.least_weeks else None,
    )


def _about(leaf: PriorTreatmentLeaf, group: tuple[str, ...], fact: Fact, situation: Situation) -> bool:
    known = fact.assertion in OF_THE_PATIENT or fact.assertion is Assertion.NEGATED
    return known and says(group, _name(fact)) and fits(leaf, fact, situation.item)


def _name(fact: Fact) -> str:
    match fact:
        case ConservativeCare(modality=name) | TreatmentCourse(service=name):
            return name
        case Medication(name=name) | Procedure(name=name) | Allergy(name=name):
            return name
    return ""


def _group(leaf: PriorTreatmentLeaf, group: tuple[str, ...], situation: Situation) -> Answer:
    answers = [_qualifies(leaf, fact) for fact in situation.chart.facts if _about(leaf, group, fact, situation)]
    return any_of(answers) if answers else Answer.NOT_DOCUMENTED


def _qualifies(leaf: PriorTreatmentLeaf, fact: Fact) -> Answer:
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
