"""Trial, then continuation: evaluated once for every count of earlier visits and every amount that a source gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product

from openimr.case import Answer, CriterionResult, PageRef, Span, all_of, any_of

from .amounts import asked_for
from .evidence import spans_of
from .history import visits
from .reading import numbers, over_worlds
from .situation import Candidate, Situation
from .vocabulary import Staged

World = tuple[float | None, float | None]
"""Visits done, and visits asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Candidate counts of visits done, rising, and the amounts asked for: two for a range."""

    done: tuple[Candidate, ...]
    asked: tuple[float, ...]
    worlds: tuple[World, ...]

    @property
    def most_asked(self) -> float | None:
        return self.asked[-1] if self.asked else None


def course_of(staged: Staged, situation: Situation) -> Course:
    """What the file and the request say of the visits."""
    done = visits(staged.services or (situation.item.service,), situation, scope=staged.scope)
    if not done and staged.silent_history == "none_given" and not situation.shelf.unreadable:
        done = (Candidate(value=0),)
    if situation.recorded and (chosen := situation.chosen(staged.id)) is not None:
        done = (Candidate(value=chosen),)
    asked = asked_for(situation)
    return Course(
        done=done, asked=asked, worlds=tuple(product([one.value for one in done] or (None,), asked or (None,)))
    )


def staged_answer(
    staged: Staged, course: Course, entered: Callable[[], Answer], assumed: frozenset[str] = frozenset()
) -> Answer:
    """Over all worlds. entered: whether what continuation asks holds; not asked where it does not matter."""
    return over_worlds([_world_answer(staged, world, entered, assumed) for world in course.worlds])[0]


def _world_answer(staged: Staged, world: World, entered: Callable[[], Answer], assumed: frozenset[str]) -> Answer:
    """In one world. The trial counts as done at its low end and is capped at its `most`; a request above the total
    fails by itself, whatever was done before (guideline-engine B4)."""
    done, asked = world
    trial, total = staged.stages
    after = None if done is None or asked is None else done + asked
    free = bool(assumed) and staged.id + ".total" in assumed
    alone = Answer.MET if free else _at_most(asked, total.most)
    if alone is Answer.NOT_MET:
        return alone
    within_trial = _at_most(after, trial.most)
    if within_trial is Answer.MET:
        return alone
    within_total = Answer.MET if free else _at_most(after, total.most)
    trial_done = Answer.MET if assumed and staged.id + ".trial" in assumed else _trial_done(staged, done)
    if within_total is Answer.NOT_MET or trial_done is Answer.NOT_MET:
        return all_of((alone, within_trial))
    return all_of((alone, any_of((within_trial, all_of((trial_done, within_total, entered()))))))


def supported(staged: Staged, course: Course) -> float | None:
    """The most visits that every count leaves room for, improvement being documented; advice only."""
    if not course.done:
        return None
    trial, total = staged.stages
    most = course.done[-1].value
    return max(0.0, (total.most if most >= trial.range[0] else trial.most) - most)


def show_staged(staged: Staged, course: Course, situation: Situation) -> tuple[CriterionResult, CriterionResult]:
    """The two criteria shown: the trial and the total."""
    trial, total = staged.stages
    tried = over_worlds([_tried(staged, world) for world in course.worlds])
    summed = over_worlds([_summed(total.most, world) for world in course.worlds])
    facts = tuple(fact for one in course.done for fact in one.facts)
    shown = _Shown(
        spans=spans_of(facts) + situation.item.spans,
        only_in_ur=bool(facts) and all(fact.only_in_ur for fact in facts),
        searched=situation.shelf.searched,
        counted=_counted(course, staged.unit),
    )
    names = _names(*trial.range, staged.unit, trial.weeks, (total.most, total.weeks))
    return (
        shown.result(staged, course, ("trial", "visit_trial", names[0], trial.most), tried),
        shown.result(staged, course, ("total", "cumulative_cap", names[1], total.most), summed),
    )


def _tried(staged: Staged, world: World) -> Answer:
    """Within the trial, or the trial done."""
    within = _at_most(_sum(world), staged.stages[0].most)
    return within if within is Answer.MET else any_of((within, _trial_done(staged, world[0])))


def _summed(most: int, world: World) -> Answer:
    """The request alone and the sum within the total."""
    alone = _at_most(world[1], most)
    return alone if alone is Answer.NOT_MET else all_of((alone, _at_most(_sum(world), most)))


@cache
def _names(low: int, high: int, unit: str, weeks: float | None, total: tuple[int, float | None]) -> tuple[str, str]:
    count = f"{low}-{high}" if low < high else f"{high}"
    trial = f"initial trial of {count} {unit}" + (f" over {weeks:g} weeks" if weeks else "")
    return trial, f"total of up to {total[0]} {unit}" + (f" over {total[1]:g} weeks" if total[1] else "")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What both criteria have in common."""

    spans: tuple[Span, ...]
    only_in_ur: bool
    searched: tuple[PageRef, ...]
    counted: str

    def result(
        self, staged: Staged, course: Course, what: tuple[str, str, str, int], verdict: tuple[Answer, bool]
    ) -> CriterionResult:
        key, kind, name, most = what
        highest, asked = course.done[-1].value if course.done else None, course.most_asked
        return CriterionResult(
            id=f"{staged.id}.{key}",
            kind=kind,
            name=name,
            answer=verdict[0],
            explain=f"{name}: {self.counted}",
            spans=self.spans,
            limit=most,
            prior=highest,
            requested=asked,
            value=_sum((highest, asked)),
            unit=staged.unit,
            conflict=verdict[1],
            only_in_ur=self.only_in_ur,
            searched=self.searched if verdict[0] is Answer.NOT_DOCUMENTED else (),
        )


def _counted(course: Course, unit: str) -> str:
    """What was given, what is asked for, and what that makes."""
    prior = f"{numbers(course.done)} {unit} given" if course.done else f"no count of {unit} given"
    if not course.asked:
        return f"{prior}, and the request names no number."
    asked = " to ".join(f"{amount:g}" for amount in course.asked)
    sums = [f"{one.value + course.asked[-1]:g}" for one in course.done]
    return f"{prior}, {asked} requested" + (f", {' or '.join(sums)} in all." if sums else ".")


def _sum(world: World) -> float | None:
    done, asked = world
    return None if done is None or asked is None else done + asked


def _at_most(value: float | None, limit: float) -> Answer:
    if value is None:
        return Answer.NOT_DOCUMENTED
    return Answer.MET if value <= limit else Answer.NOT_MET


def _trial_done(staged: Staged, done: float | None) -> Answer:
    if done is None:
        return Answer.NOT_DOCUMENTED
    return Answer.MET if done >= staged.stages[0].range[0] else Answer.NOT_MET
