"""Who fits best: specialty, condition and treatment first, a California license preferred, then load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.case import Case, DisputedItem, Document

from .conflict import Conflict, barred, in_order, index_of, involved
from .qualification import FIELDS, qualify, valid_boards, valid_licenses
from .reviewer import BOARD_CERTIFIED_DEGREES, Reviewer
from .specialty import alike, fitting

FIVE_YEARS = 5
FULL_HOURS = 24
"""Contract standards that letters state: more than five years of practice, at least 24 hours a week."""
POINTS = 10_000
"""Points of a perfect fit."""
SPECIALTY, KNOWN, LICENSE, ROOM, PRACTICE = 6000, 500, 1500, 1000, 500
"""Shares of the fit in points; KNOWN twice: for the condition, and for the treatment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reviewer weighed for one case. fit: 0..1. reasons, obstacles: sentences. The letter prints only what is held.

    board, state: what the letter may state. over_five_years, full_hours: attested.
    """

    reviewer_id: str
    fit: float
    assignable: bool
    reasons: tuple[str, ...]
    obstacles: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    board: str | None
    state: str | None
    over_five_years: bool
    full_hours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """specialties: those that would fit, best first. candidates: assignable ones first, best first."""

    specialties: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a dispute asks of its reviewer: specialties, best first; conditions and treatments in dispute."""

    specialties: tuple[str, ...]
    conditions: frozenset[str]
    treatments: frozenset[str]


def rank(
    roster: tuple[Reviewer, ...],
    case: Case,
    *,
    on: date,
    documents: tuple[Document, ...] = (),
    earlier: tuple[str, ...] = (),
) -> Panel:
    """Weighs every reviewer for the case on the day `on`; deterministic.

    documents: of the records, whose authors count as involved. earlier: reviewers who decided this dispute before.
    """
    wanted = wanted_of(case.items)
    parties = involved(case, documents)
    ties: list[list[Conflict]] = [[barred(one)] if one.id in earlier else [] for one in roster]
    for place, tie in index_of(roster).find(parties):
        ties[place].append(tie)
    weighed = [weigh(one, wanted, in_order(found), on) for one, found in zip(roster, ties, strict=True)]
    weighed.sort(key=lambda one: (not one.assignable, -one.fit, one.reviewer_id))
    return Panel(specialties=wanted.specialties, candidates=tuple(weighed))


def wanted_of(items: tuple[DisputedItem, ...]) -> Wanted:
    return Wanted(
        specialties=fitting(items),
        conditions=frozenset(item.body_region for item in items if item.body_region),
        treatments=frozenset(item.service for item in items),
    )


def weigh(reviewer: Reviewer, wanted: Wanted, conflicts: tuple[Conflict, ...], on: date) -> Candidate:
    """One reviewer for one dispute, with the reasons for the fit and every obstacle."""
    board, place = _best_board(reviewer, wanted.specialties, on)
    states = tuple(one.state for one in valid_licenses(reviewer, on=on))
    state = "CA" if "CA" in states else (states[0] if states else None)
    obstacles = [one.says for one in qualify(reviewer, on=on) if not one.holds]
    obstacles += [f"{one.code}: {one.says}" for one in conflicts if one.sure]
    if place is None:
        obstacles.append("no board or degree that evaluates or treats what is in dispute")
    if reviewer.load >= reviewer.capacity:
        obstacles.append(f"no capacity: {reviewer.load} of {reviewer.capacity} cases open")
    return Candidate(
        reviewer_id=reviewer.id,
        fit=(topical(reviewer, wanted, on) + standing(reviewer, on)) / POINTS,
        assignable=not obstacles,
        reasons=reasons_for(reviewer, wanted, on),
        obstacles=tuple(obstacles),
        conflicts=conflicts,
        board=board,
        state=state,
        over_five_years=(reviewer.years or 0) > FIVE_YEARS,
        full_hours=(reviewer.hours or 0) >= FULL_HOURS,
    )


def topical(reviewer: Reviewer, wanted: Wanted, on: date) -> int:
    """Points for the part of the fit that depends on the dispute: specialty, condition, treatment."""
    _, place = _best_board(reviewer, wanted.specialties, on)
    specialty = 0.0 if place is None else 1 - place / max(len(wanted.specialties), 1)
    known = bool(wanted.conditions & set(reviewer.conditions)) + bool(wanted.treatments & set(reviewer.treatments))
    return round(SPECIALTY * specialty) + KNOWN * known


def standing(reviewer: Reviewer, on: date) -> int:
    """Points for the part that does not: a California license, free capacity, the practice standards."""
    room = 1 - min(reviewer.load / reviewer.capacity, 1) if reviewer.capacity else 0.0
    practice = (reviewer.years or 0) > FIVE_YEARS and (reviewer.hours or 0) >= FULL_HOURS
    california = any(one.state == "CA" for one in valid_licenses(reviewer, on=on))
    return LICENSE * california + round(ROOM * room) + PRACTICE * practice


def fits(reviewer: Reviewer, wanted: Wanted, on: date) -> bool:
    """Whether a certificate in force, or the field of the degree, is one that fits."""
    return _best_board(reviewer, wanted.specialties, on)[1] is not None


def _best_board(reviewer: Reviewer, specialties: tuple[str, ...], on: date) -> tuple[str | None, int | None]:
    """The certificate to name, and the place of the specialty met; a degree's own field needs no certificate."""
    held = [(board.specialty, alike(board.specialty)) for board in valid_boards(reviewer, on=on)]
    first = held[0][0] if held else None
    field = FIELDS.get(reviewer.degree) if reviewer.degree not in BOARD_CERTIFIED_DEGREES else None
    for place, wanted in enumerate(specialties):
        for name, names in held:
            if names & alike(wanted):
                return name, place
        if field and alike(field) & alike(wanted):
            return first, place
    return first, None


def reasons_for(reviewer: Reviewer, wanted: Wanted, on: date) -> tuple[str, ...]:
    """Why the fit is what it is, in sentences."""
    board, place = _best_board(reviewer, wanted.specialties, on)
    states = [one.state for one in valid_licenses(reviewer, on=on)]
    reasons = []
    if place is not None:
        reasons.append(f"{board or FIELDS.get(reviewer.degree)} is specialty no. {place + 1} for the disputed items")
    reasons += [f"knows the condition: {one}" for one in sorted(wanted.conditions & set(reviewer.conditions))]
    reasons += [f"knows the treatment: {one}" for one in sorted(wanted.treatments & set(reviewer.treatments))]
    if states:
        state = "CA" if "CA" in states else states[0]
        preferred = ", preferred (Labor Code 139.5(d)(4)(A))" if state == "CA" else ""
        reasons.append(f"licensed in {state}{preferred}")
    if reviewer.years is not None and reviewer.hours is not None:
        reasons.append(f"{reviewer.years:g} years in practice, {reviewer.hours:g} hours a week")
    reasons.append(f"{reviewer.load} of {reviewer.capacity} cases open")
    return tuple(reasons)
