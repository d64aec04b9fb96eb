"""Time from an event to the selection date or to the request."""

from __future__ import annotations

from datetime import date

from openimr.case import OF_THE_PATIENT, Assertion, Fact, Imaging, PartialDate, Procedure, TreatmentCourse

from .evidence import fits, says
from .leaf_kinds import TimingLeaf
from .reading import Reading, limits, over_worlds, silent, within
from .situation import Candidate, Situation

DAYS_IN = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}


def read_timing(leaf: TimingLeaf, situation: Situation) -> Reading:
    """A date known only to the month or year is an interval: its two ends are two worlds. No date: not documented, with
    no other date taken instead (guideline-engine B6)."""
    found = events(leaf, situation)
    if not found:
        return silent(leaf, situation)
    per = DAYS_IN[leaf.unit]
    answer, conflict = over_worlds([within(one.value / per, leaf.least, leaf.most) for one in found])
    value = min(one.value for one in found) / per
    return Reading(
        answer=answer,
        explain=lambda: f"{leaf.name}: {value:.1f} {leaf.unit}, the limit being {limits(leaf.least, leaf.most)}.",
        facts=tuple(fact for one in found for fact in one.facts),
        limit=leaf.most if leaf.most is not None else leaf.least,
        value=round(value, 1),
        unit=leaf.unit,
        conflict=conflict,
    )


def events(leaf: TimingLeaf, situation: Situation) -> tuple[Candidate, ...]:
    """Days from the fitting event to the day counted to: the latest one before it, or the nearest where a row has a
    limit on both sides of the event (surgery being day zero)."""
    until = situation.at if leaf.until == "selection" else situation.case.rfa_date
    if until is None:
        return ()
    if leaf.since == "injury":
        day = situation.case.date_of_injury
        return () if day is None or day > until else (Candidate(value=(until - day).days),)
    both_sides = leaf.least is not None and leaf.least < 0
    known = OF_THE_PATIENT | {Assertion.PLANNED} if both_sides else OF_THE_PATIENT
    dated = [
        (when, fact)
        for when, fact in _dated(leaf, situation)
        if fact.assertion in known and (both_sides or when.earliest() <= until) and fits(leaf, fact, situation)
    ]
    if not dated:
        return ()
    nearest = min(dated, key=lambda one: abs((until - one[0].latest()).days)) if both_sides else None
    when, fact = nearest or max(dated, key=lambda one: one[0].latest())
    return tuple(Candidate(value=(until - day).days, facts=(fact,)) for day in _ends(when))


def _ends(when: PartialDate) -> list[date]:
    return sorted({when.earliest(), when.latest()})


def _dated(leaf: TimingLeaf, situation: Situation) -> list[tuple[PartialDate, Fact]]:
    shelf, names = situation.shelf, leaf.names
    match leaf.since:
        case "surgery" | "procedure":
            done = shelf.of(Procedure)
            return [(one.date, one) for one in done if one.date and (not names or says(names, one.name))]
        case "study":
            return [(one.date, one) for one in shelf.of(Imaging) if one.date and says(names, one.modality)]
        case _:
            services = names or (situation.item.service,)
            return [(one.start, one) for one in shelf.of(TreatmentCourse) if one.start and one.service in services]
