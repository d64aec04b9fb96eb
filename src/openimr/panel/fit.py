"""Who fits best: specialty, condition and treatment first, a California licence preferred, then load."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.case import Case

from .conflict import Conflict, find
from .qualification import is_qualified, qualify, valid_boards, valid_licenses
from .roster import Reviewer
from .specialty import alike, fitting

FIVE_YEARS = 5
FULL_HOURS = 24
"""Contract standards that letters state: more than five years of practice, at least 24 hours a week."""


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


def rank(roster: tuple[Reviewer, ...], case: Case, *, on: date) -> Panel:
    """Weighs every reviewer for the case on the day `on`; deterministic."""
    specialties = fitting(case.items)
    weighed = [_weigh(reviewer, case, specialties, on) for reviewer in roster]
    weighed.sort(key=lambda one: (not one.assignable, -one.fit, one.reviewer_id))
    return Panel(specialties=specialties, candidates=tuple(weighed))


def _weigh(reviewer: Reviewer, case: Case, specialties: tuple[str, ...], on: date) -> Candidate:
    board, place = _best_board(reviewer, specialties, on)
    states = tuple(one.state for one in valid_licenses(reviewer, on=on))
    state = "CA" if "CA" in states else (states[0] if states else None)
    conflicts = find(reviewer, case.parties)
    obstacles = [one.says for one in qualify(reviewer, on=on) if not one.holds]
    obstacles += [f"{one.code}: {one.says}" for one in conflicts if one.sure]
    if place is None:
        obstacles.append("no board or degree that evaluates or treats what is in dispute")
    if reviewer.load >= reviewer.capacity:
        obstacles.append(f"no capacity: {reviewer.load} of {reviewer.capacity} cases open")
    fit = _score(place, len(specialties), state, reviewer)
    return Candidate(
        reviewer_id=reviewer.id,
        fit=fit,
        assignable=is_qualified(reviewer, on=on) and not obstacles,
        reasons=_reasons(board, place, state, reviewer),
        obstacles=tuple(obstacles),
        conflicts=conflicts,
        board=board,
        state=state,
        over_five_years=(reviewer.years or 0) > FIVE_YEARS,
        full_hours=(reviewer.hours or 0) >= FULL_HOURS,
    )


def _best_board(reviewer: Reviewer, specialties: tuple[str, ...], on: date) -> tuple[str | None, int | None]:
    held = [(board.specialty, alike(board.specialty)) for board in valid_boards(reviewer, on=on)]
    for place, wanted in enumerate(specialties):
        for name, names in held:
            if names & alike(wanted):
                return name, place
    return (held[0][0] if held else None), None


def _score(place: int | None, count: int, state: str | None, reviewer: Reviewer) -> float:
    """0.7 for the specialty, 0.15 for a California license, 0.1 for free capacity, 0.05 for the practice standards."""
    specialty = 0.0 if place is None else 1 - place / max(count, 1)
    room = 1 - min(reviewer.load / reviewer.capacity, 1) if reviewer.capacity else 0.0
    practice = (reviewer.years or 0) > FIVE_YEARS and (reviewer.hours or 0) >= FULL_HOURS
    return round(0.7 * specialty + 0.15 * (state == "CA") + 0.1 * room + 0.05 * practice, 4)


def _reasons(board: str | None, place: int | None, state: str | None, reviewer: Reviewer) -> tuple[str, ...]:
    reasons = []
    if place is not None:
        reasons.append(f"{board} is specialty no. {place + 1} for the disputed items")
    if state:
        preferred = ", preferred (Labor Code 139.5(d)(4)(A))" if state == "CA" else ""
        reasons.append(f"licensed in {state}{preferred}")
    if reviewer.years is not None and reviewer.hours is not None:
        reasons.append(f"{reviewer.years:g} years in practice, {reviewer.hours:g} hours a week")
    reasons.append(f"{reviewer.load} of {reviewer.capacity} cases open")
    return tuple(reasons)
