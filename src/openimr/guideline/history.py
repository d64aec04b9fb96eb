"""Earlier visits: how many, by every source that counts them, in the time that the rule speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openimr.case import OF_THE_PATIENT, Assertion, Fact, TreatmentCourse

from .leaf_kinds import Scope
from .situation import Candidate, Situation

MOST_VISITS = 150
"""A larger number is an authorization or claim number that was read as a count."""
PAUSE = timedelta(days=183)
"""Courses this far apart belong to different episodes of care."""
_MONTH = 30.44


def visits(
    services: tuple[str, ...], situation: Situation, window_months: float | None = None, scope: Scope = "injury"
) -> tuple[Candidate, ...]:
    """Candidate numbers of visits attended. Dated courses add up; an undated total stands beside the sum.

    Authorized visits count only where nobody counted attendance (guideline-engine B6); what only the UR decision says,
    only where the records say nothing. A count below a third of the largest is of one block of visits.
    """
    courses = _courses(services, situation, window_months, scope)
    if not courses:
        never = _never(services, situation)
        return (Candidate(value=0, facts=never),) if never else ()
    counted = _counted(courses)
    found = [Candidate(value=one.completed or 0, facts=(one,)) for one in counted if one.start is None]
    dated = {(one.start, one.end): one for one in counted if one.start is not None}
    if dated:
        found.append(Candidate(value=sum(one.completed or 0 for one in dated.values()), facts=tuple(dated.values())))
    if not counted:
        found = [Candidate(value=one.authorized, facts=(one,)) for one in courses if one.authorized is not None]
    if not found and (never := _never(services, situation)):
        return (Candidate(value=0, facts=never),)
    if len(found) == 1:
        return (found[0],)
    unique = {candidate.value: candidate for candidate in reversed(found)}
    values = sorted(unique)
    least = values[-1] / 3 if values else 0
    return tuple(unique[value] for value in values if value >= least or not value)


def _counted(courses: Iterable[TreatmentCourse]) -> list[TreatmentCourse]:
    """Courses with a count of visits attended."""
    counted = [one for one in courses if one.completed is not None]
    unused = [one for one in counted if one.completed == 0]
    if unused:  # said outright: a number without days beside it is of visits planned or allowed
        return unused + [one for one in counted if one.completed and (one.start or one.end)]
    return counted


def _courses(
    services: tuple[str, ...], situation: Situation, window_months: float | None, scope: Scope
) -> list[TreatmentCourse]:
    """The courses that count: of the service and the time, of a possible size, from the records rather than from UR."""
    since = None if scope == "lifetime" else situation.case.date_of_injury
    if window_months is not None:
        opened = situation.at - timedelta(days=window_months * _MONTH)
        since = opened if since is None else max(since, opened)
    fitting = [
        fact
        for fact in situation.shelf.of(TreatmentCourse)
        if fact.service in services and fact.assertion in OF_THE_PATIENT and _possible(fact) and _since(fact, since)
    ]
    if scope == "episode":
        fitting = _present_episode(fitting, situation.at)
    own = [one for one in fitting if not one.only_in_ur]
    return own or [one for one in fitting if one.completed is not None]


def _possible(course: TreatmentCourse) -> bool:
    return (course.completed or 0) <= MOST_VISITS and (course.authorized or 0) <= MOST_VISITS


def _since(course: TreatmentCourse, since: date | None) -> bool:
    """Visits for an earlier injury, or before the window, do not count; an undated course does."""
    when = course.end or course.start
    return since is None or when is None or when.latest() >= since


def _present_episode(courses: list[TreatmentCourse], at: date) -> list[TreatmentCourse]:
    """Dated courses back to the last long pause, and the undated ones."""
    kept = [one for one in courses if not (one.end or one.start)]
    begins = at
    for one in sorted((one for one in courses if one.end or one.start), key=_ends, reverse=True):
        if begins - _ends(one) > PAUSE:
            break
        begins = min(begins, _begins(one))
        kept.append(one)
    return kept


def _ends(course: TreatmentCourse) -> date:
    when = course.end or course.start
    assert when is not None, "only dated courses are asked"
    return when.latest()


def _begins(course: TreatmentCourse) -> date:
    when = course.start or course.end
    assert when is not None, "only dated courses are asked"
    return when.earliest()


def _never(services: tuple[str, ...], situation: Situation) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in situation.shelf.of(TreatmentCourse)
        if fact.service in services and fact.assertion is Assertion.NEGATED
    )
