"""Trial, then continuation: evaluated once for every count of earlier visits that a source gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case import Answer, CriterionResult, all_of, any_of, truth

from .amounts import requested
from .evidence import Candidate, Situation, spans_of, visits
from .reading import numbers, over_worlds
from .vocabulary import Staged


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Candidate counts of visits done, and the amount asked for."""

    id: str
    done: tuple[Candidate, ...]
    asked: float | None

    def worlds(self) -> tuple[float | None, ...]:
        return tuple(one.value for one in self.done) or (None,)


def world_answer(
    staged: Staged, course: Course, done: float | None, entered: Answer, assumed: frozenset[str] = frozenset()
) -> Answer:
    """Of one count of visits done. The trial counts as done at its low end and is capped at its `most`."""
    trial, total = staged.stages
    after = None if done is None or course.asked is None else done + course.asked
    free = staged.id + ".total" in assumed
    alone = Answer.MET if free else _at_most(course.asked, total.most)
    within_total = Answer.MET if free else _at_most(after, total.most)
    trial_done = Answer.MET if staged.id + ".trial" in assumed else _trial_done(staged, done)
    return all_of((alone, any_of((_at_most(after, trial.most), all_of((trial_done, within_total, entered))))))


def supported(staged: Staged, course: Course) -> float | None:
    """The most visits that every count leaves room for, improvement being documented; advice only."""
    if not course.done:
        return None
    trial, total = staged.stages
    most = max(one.value for one in course.done)
    return max(0.0, (total.most if most >= trial.range[0] else trial.most) - most)


def read_staged(staged: Staged, situation: Situation) -> tuple[Course, tuple[CriterionResult, ...]]:
    """The counts, and the two criteria shown: the trial and the total."""
    services = staged.services or (situation.item.service,)
    done = visits(services, situation)
    if not done and staged.silent_history == "none_given" and not situation.chart.unreadable():
        done = (Candidate(value=0),)
    course = Course(id=staged.id, done=done, asked=requested(situation))
    return course, (_shown_trial(staged, course, situation), _shown_total(staged, course, situation))


def _shown_trial(staged: Staged, course: Course, situation: Situation) -> CriterionResult:
    trial = staged.stages[0]
    answer, conflict = over_worlds(
        [
            any_of((_at_most(_sum(done, course.asked), trial.most), _trial_done(staged, done)))
            for done in course.worlds()
        ]
    )
    low, high = trial.range
    name = f"initial trial of {low}-{high} {staged.unit}" + (f" over {trial.weeks:g} weeks" if trial.weeks else "")
    return _shown(staged, course, situation, ("trial", "visit_trial", name, trial.most), (answer, conflict))


def _shown_total(staged: Staged, course: Course, situation: Situation) -> CriterionResult:
    total = staged.stages[1]
    answer, conflict = over_worlds(
        [
            all_of((_at_most(course.asked, total.most), _at_most(_sum(done, course.asked), total.most)))
            for done in course.worlds()
        ]
    )
    name = f"total of up to {total.most} {staged.unit}" + (f" over {total.weeks:g} weeks" if total.weeks else "")
    return _shown(staged, course, situation, ("total", "cumulative_cap", name, total.most), (answer, conflict))


def _shown(
    staged: Staged,
    course: Course,
    situation: Situation,
    what: tuple[str, str, str, int],
    verdict: tuple[Answer, bool],
) -> CriterionResult:
    key, kind, name, most = what
    facts = tuple(fact for one in course.done for fact in one.facts)
    highest = course.done[-1].value if course.done else None
    unknown = verdict[0] is Answer.NOT_DOCUMENTED
    return CriterionResult(
        id=f"{staged.id}.{key}",
        kind=kind,
        name=name,
        answer=verdict[0],
        explain=_sentence(course, name, staged.unit),
        spans=spans_of(facts) + situation.item.spans,
        limit=most,
        prior=highest,
        requested=course.asked,
        value=_sum(highest, course.asked),
        unit=staged.unit,
        conflict=verdict[1],
        only_in_ur=bool(facts) and all(fact.only_in_ur for fact in facts),
        searched=situation.chart.searched() if unknown else (),
    )


def _sentence(course: Course, name: str, unit: str) -> str:
    prior = f"{numbers(course.done)} {unit} given" if course.done else f"no count of {unit} given"
    if course.asked is None:
        return f"{name}: {prior}, and the request names no number."
    sums: Sequence[str] = [f"{one.value + course.asked:g}" for one in course.done]
    return f"{name}: {prior}, {course.asked:g} requested" + (f", {' or '.join(sums)} in all." if sums else ".")


def _sum(done: float | None, asked: float | None) -> float | None:
    return None if done is None or asked is None else done + asked


def _at_most(value: float | None, limit: float) -> Answer:
    return truth(None if value is None else value <= limit)


def _trial_done(staged: Staged, done: float | None) -> Answer:
    return truth(None if done is None else done >= staged.stages[0].range[0])
