"""Criteria trees: read every leaf once, then combine the answers; what-if answers come from the same tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from openimr.case import Answer, CriterionResult, all_of, any_of, at_least

from .components import read_components
from .evidence import Situation
from .leaves import read_leaf
from .reading import over_worlds, to_result
from .staged import Course, read_staged, world_answer
from .vocabulary import All, Any, AtLeast, Blanket, ComponentLeaf, Criterion, Not, Staged

_BLANKET = ".row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All criterion results of a row and the visit counts behind its staged criteria."""

    criteria: tuple[CriterionResult, ...]
    courses: tuple[Course, ...] = ()
    answers: dict[str, Answer] = field(default_factory=dict)


def read_tree(criterion: Criterion, situation: Situation) -> Results:
    """Reads every leaf below a criterion."""
    criteria: list[CriterionResult] = []
    courses: list[Course] = []
    for node in walk(criterion):
        match node:
            case Staged():
                course, shown = read_staged(node, situation)
                courses.append(course)
                criteria += shown
            case Blanket():
                criteria.append(_blanket(node))
            case ComponentLeaf():
                criteria += read_components(node, situation)
            case All() | Any() | AtLeast() | Not():
                continue
            case _:
                criteria.append(to_result(node, read_leaf(node, situation), situation))
    answers = {one.id: one.answer for one in criteria}
    moot = _moot(criterion, courses)
    return Results(
        criteria=tuple(one for one in criteria if one.id not in moot), courses=tuple(courses), answers=answers
    )


def _moot(criterion: Criterion, courses: list[Course]) -> frozenset[str]:
    """Before the trial is done its result cannot exist, so what continuation asks is not shown as missing."""
    by_id = {course.id: course for course in courses}
    return frozenset(
        str(getattr(below, "id", ""))
        for node in walk(criterion)
        if isinstance(node, Staged) and (entry := node.stages[1].requires) is not None
        if by_id[node.id].done and by_id[node.id].done[-1].value < node.stages[0].range[0]
        for below in walk(entry)
    )


def walk(criterion: Criterion) -> Iterator[Criterion]:
    """The criterion and everything below it, in reading order."""
    yield criterion
    match criterion:
        case All(of=below) | Any(of=below) | AtLeast(of=below) | Blanket(exceptions=below):
            for one in below:
                yield from walk(one)
        case Not(of=one):
            yield from walk(one)
        case Staged(stages=stages):
            for stage in stages:
                if stage.requires is not None:
                    yield from walk(stage.requires)
        case _:
            return


def combine(criterion: Criterion, results: Results, assumed: frozenset[str] = frozenset()) -> Answer:  # noqa: PLR0911
    """The tree's answer; the ids `assumed` count as MET."""
    match criterion:
        case All(of=below):
            return all_of(combine(one, results, assumed) for one in _deciding(below))
        case Any(of=below):
            return any_of(combine(one, results, assumed) for one in _deciding(below))
        case AtLeast(count=count, of=below):
            return at_least(count, (combine(one, results, assumed) for one in _deciding(below)))
        case Not(of=one):
            return ~combine(one, results, assumed)
        case Blanket(id=row_id, exceptions=below):
            excepted = any_of(combine(one, results, assumed) for one in below)
            free = excepted is Answer.MET or row_id + _BLANKET in assumed
            return Answer.MET if free else Answer.NOT_MET
        case Staged():
            return _staged(criterion, results, assumed)
        case ComponentLeaf(id=leaf_id):
            parts = [one.id for one in results.criteria if one.id.startswith(leaf_id + ".")]
            return all_of(_answer(part, results, assumed) for part in parts)
        case _:
            return _answer(criterion.id, results, assumed)


def _deciding(below: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Informative leaves are shown and never decide."""
    return tuple(one for one in below if not getattr(one, "informative", False))


def _answer(leaf_id: str, results: Results, assumed: frozenset[str]) -> Answer:
    return Answer.MET if leaf_id in assumed else results.answers[leaf_id]


def _staged(criterion: Staged, results: Results, assumed: frozenset[str]) -> Answer:
    course = next(one for one in results.courses if one.id == criterion.id)
    entry = criterion.stages[1].requires
    entered = Answer.MET if entry is None else combine(entry, results, assumed)
    return over_worlds([world_answer(criterion, course, done, entered, assumed) for done in course.worlds()])[0]


def _blanket(node: Blanket) -> CriterionResult:
    return CriterionResult(
        id=node.id + _BLANKET,
        kind=node.reports,
        name=node.name,
        answer=Answer.NOT_MET,
        explain=f"The guideline does not recommend it: {node.name}.",
    )
