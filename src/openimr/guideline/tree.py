"""Criteria trees: one rule of combination over two sources of answers.

`Results` has read every leaf, with its sentence; what-if answers come from it. `Live` reads a leaf when the combination
needs its answer and words nothing: for re-evaluating many cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from openimr.case import Answer, CriterionResult, all_of, any_of, at_least

from .components import read_components
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
from .leaves import read_leaf
from .reading import Reading, to_result
from .situation import Situation
from .staged import Course, course_of, show_staged, staged_answer
from .vocabulary import All, Any, AnyLeaf, AtLeast, Blanket, Criterion, Not, Staged, walk

_BLANKET = ".row"
_NOTHING = frozenset[str]()
_READ_WHOLE: frozenset[type] = frozenset(
    {
        FindingLeaf,
        QuantityLeaf,
        TimingLeaf,
        PriorTreatmentLeaf,
        PriorResponseLeaf,
        CorroborationLeaf,
        JudgementLeaf,
    }
)
"""Leaves that give one result."""
_LEAVES = _READ_WHOLE | {ComponentLeaf}


class Answers(Protocol):
    """Where the answers of leaves come from."""

    def leaf(self, leaf: AnyLeaf) -> Answer: ...

    def course(self, staged: Staged) -> Course: ...

    def parts(self, leaf: ComponentLeaf) -> Iterable[tuple[str, Answer]]: ...


@dataclass(frozen=True, slots=True)
class Live:
    """Reads only what is asked for."""

    situation: Situation

    def leaf(self, leaf: AnyLeaf) -> Answer:
        return read(leaf, self.situation).answer

    def course(self, staged: Staged) -> Course:
        return course_of(staged, self.situation)

    def parts(self, leaf: ComponentLeaf) -> Iterable[tuple[str, Answer]]:
        return ((one.id, one.answer) for one in read_components(leaf, self.situation))


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All criterion results of a row, and the visit counts behind its staged criteria by id."""

    criteria: tuple[CriterionResult, ...]
    courses: dict[str, Course]
    answers: dict[str, Answer]

    def leaf(self, leaf: AnyLeaf) -> Answer:
        return self.answers[leaf.id]

    def course(self, staged: Staged) -> Course:
        return self.courses[staged.id]

    def parts(self, leaf: ComponentLeaf) -> Iterable[tuple[str, Answer]]:
        return ((key, answer) for key, answer in self.answers.items() if key.startswith(leaf.id + "."))


def read(leaf: AnyLeaf, situation: Situation) -> Reading:
    """The leaf's reading, or what the reviewer settled of it."""
    if situation.recorded and (settled := situation.settled(leaf.id)) and settled.answer is not None:
        return Reading(answer=settled.answer, explain=lambda: f"Answered by {settled.by}: {leaf.name}.")
    return read_leaf(leaf, situation)


def read_tree(nodes: Iterable[Criterion], situation: Situation) -> Results:
    """Reads every leaf among the nodes of a tree (see `walk`)."""
    criteria: list[CriterionResult] = []
    courses: dict[str, Course] = {}
    moot = set[str]()
    for node in nodes:
        if type(node) is Staged:
            courses[node.id] = course = course_of(node, situation)
            criteria += show_staged(node, course, situation)
            moot |= _moot(node, course)
        elif type(node) is Blanket:
            criteria.append(_blanket(node))
        elif type(node) is ComponentLeaf:
            criteria += read_components(node, situation)
        elif type(node) in _READ_WHOLE:
            leaf = cast(AnyLeaf, node)
            criteria.append(to_result(leaf, read(leaf, situation), situation))
    answers = {one.id: one.answer for one in criteria}
    shown = tuple(one for one in criteria if one.id not in moot) if moot else tuple(criteria)
    return Results(criteria=shown, courses=courses, answers=answers)


def _moot(staged: Staged, course: Course) -> frozenset[str]:
    """Before the trial is done its result cannot exist, so what continuation asks is not shown as missing."""
    entry = staged.stages[1].requires
    if entry is None or not course.done or course.done[-1].value >= staged.stages[0].range[0]:
        return _NOTHING
    return frozenset(str(getattr(below, "id", "")) for below in walk(entry))


def combine(criterion: Criterion, answers: Answers, assumed: frozenset[str] = _NOTHING) -> Answer:
    """The tree's answer; the ids `assumed` count as MET."""
    return _COMBINE[type(criterion)](criterion, answers, assumed)


def _each(below: tuple[Criterion, ...], answers: Answers, assumed: frozenset[str]) -> Iterator[Answer]:
    """Answers of what decides, read one by one; informative leaves are shown and never decide."""
    for one in below:
        if type(one) not in _LEAVES or not cast(AnyLeaf, one).informative:
            yield _COMBINE[type(one)](one, answers, assumed)


def _all(node: All, answers: Answers, assumed: frozenset[str]) -> Answer:
    return all_of(_each(node.of, answers, assumed))


def _any(node: Any, answers: Answers, assumed: frozenset[str]) -> Answer:
    return any_of(_each(node.of, answers, assumed))


def _at_least(node: AtLeast, answers: Answers, assumed: frozenset[str]) -> Answer:
    return at_least(node.count, _each(node.of, answers, assumed))


def _not(node: Not, answers: Answers, assumed: frozenset[str]) -> Answer:
    return ~combine(node.of, answers, assumed)


def _unless(node: Blanket, answers: Answers, assumed: frozenset[str]) -> Answer:
    if node.id + _BLANKET in assumed or any_of(_each(node.exceptions, answers, assumed)) is Answer.MET:
        return Answer.MET
    return Answer.NOT_MET


def _staged(node: Staged, answers: Answers, assumed: frozenset[str]) -> Answer:
    entry = node.stages[1].requires
    return staged_answer(
        node,
        answers.course(node),
        lambda: Answer.MET if entry is None else combine(entry, answers, assumed),
        assumed,
    )


def _parts(node: ComponentLeaf, answers: Answers, assumed: frozenset[str]) -> Answer:
    each = (Answer.MET if key in assumed else answer for key, answer in answers.parts(node))
    return all_of(each) if node.need == "every" else any_of(each)


def _leaf(node: AnyLeaf, answers: Answers, assumed: frozenset[str]) -> Answer:
    return Answer.MET if node.id in assumed else answers.leaf(node)


# By exact type: a table is several times faster than class patterns on pydantic models.
_COMBINE: dict[type, Callable[..., Answer]] = {
    All: _all,
    Any: _any,
    AtLeast: _at_least,
    Not: _not,
    Blanket: _unless,
    Staged: _staged,
    ComponentLeaf: _parts,
    **dict.fromkeys(_READ_WHOLE, _leaf),
}


def _blanket(node: Blanket) -> CriterionResult:
    return CriterionResult(
        id=node.id + _BLANKET,
        kind=node.reports,
        name=node.name,
        answer=Answer.NOT_MET,
        explain=f"The guideline does not recommend it: {node.name}.",
    )
