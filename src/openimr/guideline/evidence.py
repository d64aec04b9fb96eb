"""What the file offers on a question: the facts that count, and the candidate values they give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from openimr.case import (
    OF_THE_PATIENT,
    Allergy,
    Assertion,
    Case,
    Chart,
    Comorbidity,
    Diagnosis,
    DisputedItem,
    ExamFinding,
    Fact,
    Finding,
    FunctionalImprovement,
    Imaging,
    Medication,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)

from .vocabulary import Also, FindingLeaf, Leaf

_SAME_CARE = {
    "physical therapy": ("postoperative physical therapy",),
    "postoperative physical therapy": ("physical therapy",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One item before one chart on the selection date. equivalents: morphine factors by drug."""

    item: DisputedItem
    case: Case
    chart: Chart
    at: date
    equivalents: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact as an answer to a question: the concept is there, or its contrary."""

    present: bool
    fact: Fact
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A value that some source gives."""

    value: float
    facts: tuple[Fact, ...] = ()


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as whole words, plurals included, any case."""
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")(?:s|es)?\b", re.IGNORECASE)


def says(words: tuple[str, ...], text: str | None) -> bool:
    return bool(words) and text is not None and pattern(words).search(text) is not None


def ingredient(drug: str) -> str:
    """The first ingredient of a combination, without what is said of its release or salt."""
    words = drug.removeprefix("acetaminophen/").split("/")[0].split()
    return words[0] if words else ""


def spans_of(facts: Iterable[Fact]) -> tuple[Span, ...]:
    """The spans of facts, each once, in page order."""
    return tuple(sorted({span for fact in facts for span in fact.spans}))


def fits(leaf: Leaf, fact: Fact, item: DisputedItem) -> bool:
    """Whether a fact is about the item's region, side and level, as far as the leaf asks and both say."""
    for key in leaf.match:
        wanted, given = getattr(item, key, None), getattr(fact, key, None)
        if key == "drug" and wanted and given and says((ingredient(given),), f"{wanted} {item.request}"):
            continue
        if wanted and given and wanted != given and "bilateral" not in (wanted, given):
            return False
    return True


def statements(leaf: FindingLeaf, situation: Situation) -> tuple[Statement, ...]:
    """Every fact that speaks of one of the leaf's concepts."""
    found = []
    for fact in situation.chart.facts:
        spoken = _spoken(leaf, fact, situation.item, situation.case.date_of_injury)
        if spoken is not None and fits(leaf, fact, situation.item) and _recent(leaf, spoken.date, situation.at):
            found.append(spoken)
    if leaf.prefer is not None:
        there = leaf.prefer == "present"
        found = [one for one in found if one.present == there] or found
    if "functional_improvement" in leaf.concepts:
        own = [one for one in found if getattr(one.fact, "service", None) == situation.item.service]
        return tuple(own or found) or (_derived(leaf, situation) if situation.item.unit in _VISITS else ())
    return tuple(found)


_VISITS = ("visits", "sessions")
_GAINS = ("adl_improved", "restrictions_reduced", "dependency_reduced")
_DERIVED = (*_GAINS, "no_functional_gain")


def _derived(leaf: FindingLeaf, situation: Situation) -> tuple[Statement, ...]:
    """Where no statement names functional improvement: its parts, and stated absence of gain (8 CCR 9792.20(e))."""
    return tuple(
        Statement(present=(fact.polarity is Polarity.PRESENT) == (fact.concept in _GAINS), fact=fact, date=fact.date)
        for fact in situation.chart.facts
        if isinstance(fact, Finding)
        and fact.concept in _DERIVED
        and leaf.part is None
        and fact.assertion in OF_THE_PATIENT
        and (fact.concept in _GAINS or fact.polarity is Polarity.PRESENT)
    )


def _spoken(leaf: FindingLeaf, fact: Fact, item: DisputedItem, injured: date | None) -> Statement | None:
    if fact.assertion not in OF_THE_PATIENT and fact.assertion is not Assertion.NEGATED:
        return None
    if isinstance(fact, FunctionalImprovement):
        if injured is not None and fact.date is not None and fact.date.latest() < injured:
            return None
        about = "functional_improvement" in leaf.concepts and _of_service(fact.service, item.service)
        spoken = about and leaf.part in (None, fact.part)
    else:
        spoken = (isinstance(fact, Finding) and fact.concept in leaf.concepts) or _named(leaf.also, fact)
    if not spoken:
        return None
    stated = getattr(fact, "polarity", Polarity.PRESENT) is Polarity.PRESENT
    present = stated != (fact.assertion is Assertion.NEGATED)
    return Statement(present=present, fact=fact, date=getattr(fact, "date", None))


def _of_service(given: str | None, wanted: str) -> bool:
    return given is None or given == wanted or given in _SAME_CARE.get(wanted, ())


def _named(also: Also, fact: Fact) -> bool:
    words, text = _words(also, fact)
    return says(words, text) and not (isinstance(fact, Medication) and fact.current is False)


def _words(also: Also, fact: Fact) -> tuple[tuple[str, ...], str | None]:
    """The words that count for a fact of its type, and the text to look in."""
    by_type: tuple[tuple[type[Fact], tuple[str, ...], str], ...] = (
        (Diagnosis, also.diagnosis, "name"),
        (ExamFinding, also.exam, "name"),
        (Comorbidity, also.comorbidity, "name"),
        (Medication, also.medication, "name"),
        (Procedure, also.procedure, "name"),
        (Allergy, also.allergy, "name"),
        (Imaging, also.imaging, "finding"),
        (WorkStatus, also.work_status, "status"),
    )
    found = next(((words, field) for kind, words, field in by_type if isinstance(fact, kind)), None)
    return ((), None) if found is None else (found[0], getattr(fact, found[1]))


def _recent(leaf: FindingLeaf, when: PartialDate | None, at: date) -> bool:
    return leaf.within_months is None or when is None or (at - when.latest()).days <= leaf.within_months * 30.44


MOST_VISITS = 150
"""A larger number is an authorization or claim number that was read as a count."""


def visits(
    services: tuple[str, ...], situation: Situation, window_months: float | None = None
) -> tuple[Candidate, ...]:
    """Candidate numbers of visits attended. Dated courses add up; an undated total stands beside the sum.

    Authorized visits count only where nobody counted attendance (guideline-engine B6); what only the UR decision says,
    only where the records say nothing. A count below a third of the largest is of one block of visits.
    """
    courses = _courses(services, situation, window_months)
    counted = [one for one in courses if one.completed is not None]
    unused = [one for one in counted if one.completed == 0]
    if unused:  # said outright: a number without days beside it is of visits planned or allowed
        counted = unused + [one for one in counted if one.completed and (one.start or one.end)]
    dated = {(str(one.start), str(one.end)): one for one in counted if one.start}
    found = [Candidate(value=one.completed or 0, facts=(one,)) for one in counted if not one.start]
    if dated:
        found.append(Candidate(value=sum(one.completed or 0 for one in dated.values()), facts=tuple(dated.values())))
    if not counted:
        found = [Candidate(value=one.authorized or 0, facts=(one,)) for one in courses if one.authorized is not None]
    if not found and (never := _never(services, situation)):
        return (Candidate(value=0, facts=never),)
    unique = {candidate.value: candidate for candidate in reversed(found)}
    least = max(unique, default=0) / 3
    return tuple(unique[value] for value in sorted(unique) if value >= least or not value)


def _courses(
    services: tuple[str, ...], situation: Situation, window_months: float | None
) -> tuple[TreatmentCourse, ...]:
    """The courses that count: of the service and the time, of a possible size, from the records rather than from UR."""
    fitting = tuple(
        fact
        for fact in situation.chart.facts
        if isinstance(fact, TreatmentCourse)
        and fact.service in services
        and fact.assertion in OF_THE_PATIENT
        and max(fact.completed or 0, fact.authorized or 0) <= MOST_VISITS
        and _in_window(fact, situation.at, window_months)
        and not _before_injury(fact, situation.case.date_of_injury)
    )
    return tuple(one for one in fitting if not one.only_in_ur) or tuple(
        one for one in fitting if one.completed is not None
    )


def _never(services: tuple[str, ...], situation: Situation) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in situation.chart.facts
        if isinstance(fact, TreatmentCourse) and fact.service in services and fact.assertion is Assertion.NEGATED
    )


def _in_window(course: TreatmentCourse, at: date, months: float | None) -> bool:
    when = course.end or course.start
    return months is None or when is None or (at - when.latest()).days <= months * 30.44


def _before_injury(course: TreatmentCourse, injury: date | None) -> bool:
    """Visits for an earlier injury do not count against this one."""
    when = course.end or course.start
    return injury is not None and when is not None and when.latest() < injury
