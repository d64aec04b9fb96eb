"""The values of a row's CQL parameters for one case: the same evidence that the evaluator weighs, nothing weighed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from openimr.case import Answer, OpenImrError

from .amounts import candidates, requested
from .components import ingredient_row
from .corroboration import read_corroboration
from .cql import RIVALS, UNREAD
from .leaf_kinds import (
    ComponentLeaf,
    CorroborationLeaf,
    FindingLeaf,
    JudgementLeaf,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    TimingLeaf,
)
from .leaves import counted_statements, said_of, stated_amounts
from .loading import Edition
from .situation import Candidate, Situation
from .staged import course_of
from .timing import DAYS_IN, events
from .treatments import group_facts, groups_in_order, qualifies
from .vocabulary import Staged

Value = bool | float | None
_TRUTH = {Answer.MET: True, Answer.NOT_MET: False, Answer.NOT_DOCUMENTED: None}


class TooManyRivals(OpenImrError):
    """More rival values than a CQL library takes."""


def parameters_of(edition: Edition, situation: Situation) -> dict[str, Value]:
    """By parameter name; a parameter left out is null."""
    given: dict[str, Value] = {UNREAD: bool(situation.shelf.unreadable)}
    for node in edition.nodes:
        read = _readers().get(type(node))
        if read is not None:
            given.update(read(node, situation))
    return given


def _finding(leaf: FindingLeaf, situation: Situation) -> dict[str, Value]:
    said = {one.present for one in counted_statements(leaf, situation)}
    return {f"{leaf.id} present": True in said, f"{leaf.id} absent": False in said}


def _quantity(leaf: QuantityLeaf, situation: Situation) -> dict[str, Value]:
    if leaf.measure != "cumulative":
        return _rivals(leaf.id, (one.value for one in candidates(leaf, situation)))
    prior: tuple[Candidate, ...] = candidates(leaf.model_copy(update={"measure": "prior"}), situation)
    named = _rivals(f"{leaf.id} prior", (one.value for one in prior))
    return named | {f"{leaf.id} requested": requested(situation)}


def _timing(leaf: TimingLeaf, situation: Situation) -> dict[str, Value]:
    return _rivals(leaf.id, (one.value / DAYS_IN[leaf.unit] for one in events(leaf, situation)))


def _prior_treatment(leaf: PriorTreatmentLeaf, situation: Situation) -> dict[str, Value]:
    groups = [group_facts(leaf, words, situation) for words in leaf.treatments]
    given: dict[str, Value] = {f"{leaf.id} told": any(groups)}
    for place, group in enumerate(groups, start=1):
        answers = {qualifies(leaf, fact) for fact in group}
        met, unknown = Answer.MET in answers, Answer.NOT_DOCUMENTED in answers or not answers
        given[f"{leaf.id} group {place}"] = True if met else None if unknown else False
    if leaf.ordered:
        given[f"{leaf.id} in order"] = _TRUTH[groups_in_order(groups)]
    return given


def _prior_response(leaf: PriorResponseLeaf, situation: Situation) -> dict[str, Value]:
    relief = stated_amounts(leaf.relief_concept, situation)
    weeks = stated_amounts(leaf.duration_concept, situation) if leaf.duration_concept else []
    told = any(said_of(one, situation) for one in (leaf.relief_concept, leaf.duration_concept) if one)
    return _rivals(f"{leaf.id} relief", relief) | _rivals(f"{leaf.id} weeks", weeks) | {f"{leaf.id} told": told}


def _corroboration(leaf: CorroborationLeaf, situation: Situation) -> dict[str, Value]:
    reading = read_corroboration(leaf, situation)
    words = {Answer.MET: "shown", Answer.NOT_MET: "contrary", Answer.NOT_DOCUMENTED: "open"}
    return {f"{leaf.id} {words[reading.answer]}": True} if reading.facts else {}


def _component(leaf: ComponentLeaf, situation: Situation) -> dict[str, Value]:
    parts = situation.item.components
    found = {part: ingredient_row(leaf, part) for part in parts}
    given: dict[str, Value] = {f"{leaf.id} named": bool(parts), f"{leaf.id} unlisted": None in found.values()}
    for one in leaf.ingredients:
        given[f"{leaf.id} {one.names[0]}"] = one in found.values()
    return given


def _judgement(leaf: JudgementLeaf, situation: Situation) -> dict[str, Value]:
    settled = situation.settled(leaf.id)
    return {f"{leaf.id} answer": _TRUTH[settled.answer] if settled and settled.answer else None}


def _staged(node: Staged, situation: Situation) -> dict[str, Value]:
    course = course_of(node, situation)
    asked = {f"{node.id} requested {place}": value for place, value in enumerate(_padded(course.asked, 2), start=1)}
    return _rivals(f"{node.id} done", (one.value for one in course.done)) | asked


def _rivals(name: str, values: Iterable[float]) -> dict[str, Value]:
    """Up to RIVALS distinct values; a missing one repeats the first, which changes nothing."""
    return {f"{name} {place}": value for place, value in enumerate(_padded(values, RIVALS), start=1)}


def _padded(values: Iterable[float], count: int) -> list[float | None]:
    distinct: list[float | None] = [*dict.fromkeys(values)]
    if len(distinct) > count:
        raise TooManyRivals(f"{len(distinct)} rival values, and a CQL library takes {count}; settle some of them first")
    return distinct + [distinct[0] if distinct else None] * (count - len(distinct))


@cache
def _readers() -> dict[type, Callable[..., dict[str, Value]]]:
    return {
        FindingLeaf: _finding,
        QuantityLeaf: _quantity,
        TimingLeaf: _timing,
        PriorTreatmentLeaf: _prior_treatment,
        PriorResponseLeaf: _prior_response,
        CorroborationLeaf: _corroboration,
        ComponentLeaf: _component,
        JudgementLeaf: _judgement,
        Staged: _staged,
    }
