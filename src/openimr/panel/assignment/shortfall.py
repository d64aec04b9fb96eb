"""Why nobody can take a case, and the cheapest thing that would change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from ..fit import Wanted, fits
from ..qualification import FIELDS, PHYSICIANS, valid_boards, valid_licenses
from ..reviewer import BOARD_CERTIFIED_DEGREES, Reviewer
from ..specialty import alike
from .encode import Encoded
from .openings import Shortfall, Want


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """One thing in the way of one reviewer. cost: rough effort to remove it, None = it cannot be. want, remedy: how."""

    kind: str
    cost: int | None
    want: Want
    remedy: str


def explain_shortfall(encoded: Encoded, row: int, open_seats: int, held: frozenset[int], on: date) -> Shortfall:
    """held: places in the roster of those who have another seat of the case already."""
    case = encoded.cases[row]
    worth = encoded.transport.worth[row]
    able = [int(place) for place in np.flatnonzero(worth >= 0) if int(place) not in held]
    if able:
        best = min(able, key=lambda place: (-int(worth[place]), encoded.roster[place].id))
        who = encoded.roster[best]
        says = f"All {len(able)} reviewers who may take it are full with cases as urgent or more."
        remedy = f"{who.id} takes one case more ({who.capacity} are agreed)"
        return Shortfall(case_id=case.id, open_seats=open_seats, want=Want.ROOM, says=says, remedy=remedy)
    others = [place for place in range(len(encoded.roster)) if place not in held]
    return _hindered(encoded, row, open_seats, others, on)


def _hindered(encoded: Encoded, row: int, open_seats: int, others: list[int], on: date) -> Shortfall:
    case, wanted = encoded.cases[row], encoded.wanted[row]
    fitting = [place for place in others if _ever_fitted(encoded.roster[place], wanted)]
    in_the_way = {place: _hindrances(encoded, row, place, on) for place in fitting}
    says = _reason(wanted, in_the_way)
    removable = [place for place in fitting if all(one.cost is not None for one in in_the_way[place])]
    if removable:
        best = min(removable, key=lambda at: (sum(one.cost or 0 for one in in_the_way[at]), encoded.roster[at].id))
        hindrances = in_the_way[best]
        remedy = " and ".join(dict.fromkeys(one.remedy for one in hindrances))
        want = max(hindrances, key=lambda one: one.cost or 0).want if hindrances else Want.ROOM
        return Shortfall(case_id=case.id, open_seats=open_seats, want=want, says=says, remedy=remedy)
    remedy = _recruit(encoded, row, fitting)
    return Shortfall(case_id=case.id, open_seats=open_seats, want=Want.REVIEWER, says=says, remedy=remedy)


def _ever_fitted(reviewer: Reviewer, wanted: Wanted) -> bool:
    """Practices a field that fits, be the certificate in force or lapsed."""
    names = set().union(*(alike(one) for one in wanted.specialties)) if wanted.specialties else set()
    held = [board.specialty for board in reviewer.boards]
    held += [FIELDS[reviewer.degree]] if reviewer.degree in FIELDS else []
    return reviewer.degree in PHYSICIANS and any(alike(one) & names for one in held)


def _hindrances(encoded: Encoded, row: int, place: int, on: date) -> tuple[Hindrance, ...]:
    reviewer, case = encoded.roster[place], encoded.cases[row]
    ties = [tie for at, tie in encoded.ties[row] if at == place]
    found = list(_credentials(reviewer, encoded.wanted[row], on))
    found += [
        Hindrance(kind="tied", cost=None, want=Want.REVIEWER, remedy="")
        if tie.sure
        else Hindrance(kind="near miss", cost=1, want=Want.CLEARANCE, remedy=f"the near miss looked at: {tie.says}")
        for tie in ties
        if tie.sure or reviewer.id not in case.cleared
    ]
    if reviewer.id in case.earlier:
        found.append(Hindrance(kind="reviewed it before", cost=None, want=Want.REVIEWER, remedy=""))
    if reviewer.load >= reviewer.capacity:
        remedy = f"{reviewer.id} takes one case more ({reviewer.capacity} are agreed)"
        found.append(Hindrance(kind="full", cost=1, want=Want.ROOM, remedy=remedy))
    return tuple(found)


def _credentials(reviewer: Reviewer, wanted: Wanted, on: date) -> list[Hindrance]:
    found = []
    if not valid_licenses(reviewer, on=on):
        found.append(_license(reviewer, on))
    uncertified = reviewer.degree in BOARD_CERTIFIED_DEGREES and not valid_boards(reviewer, on=on)
    if uncertified or not fits(reviewer, wanted, on):
        found.append(_certificate(reviewer, wanted, on))
    if reviewer.disciplined is None:
        remedy = f"{reviewer.id} attests that there is no discipline"
        found.append(Hindrance(kind="unattested", cost=2, want=Want.RENEWAL, remedy=remedy))
    if reviewer.disciplined:
        found.append(Hindrance(kind="disciplined", cost=None, want=Want.REVIEWER, remedy=""))
    if reviewer.qualified_medical_evaluator is not False and on >= date(2014, 1, 1):
        held = reviewer.qualified_medical_evaluator
        remedy = (
            f"{reviewer.id} gives up the QME appointment"
            if held
            else f"{reviewer.id} attests to hold no QME appointment"
        )
        found.append(Hindrance(kind="QME", cost=6 if held else 2, want=Want.RENEWAL, remedy=remedy))
    return found


def _license(reviewer: Reviewer, on: date) -> Hindrance:
    lapsed = [one for one in reviewer.licenses if one.expires < on and not one.restricted]
    if not lapsed:
        return Hindrance(kind="license restricted", cost=None, want=Want.REVIEWER, remedy="")
    last = max(lapsed, key=lambda one: (one.state == "CA", one.expires, one.state))
    remedy = f"the {last.state} license of {reviewer.id} renewed (expired on {last.expires.isoformat()})"
    return Hindrance(kind="license lapsed", cost=3, want=Want.RENEWAL, remedy=remedy)


def _certificate(reviewer: Reviewer, wanted: Wanted, on: date) -> Hindrance:
    names = set().union(*(alike(one) for one in wanted.specialties))
    lapsed = [one for one in reviewer.boards if one.expires and one.expires < on and alike(one.specialty) & names]
    if not lapsed:
        return Hindrance(kind="another field", cost=None, want=Want.REVIEWER, remedy="")
    last = max(lapsed, key=lambda one: (one.expires or date.min, one.specialty))
    expired = last.expires.isoformat() if last.expires else ""
    remedy = f"the certificate in {last.specialty} of {reviewer.id} renewed (expired on {expired})"
    return Hindrance(kind="certificate lapsed", cost=3, want=Want.RENEWAL, remedy=remedy)


def _reason(wanted: Wanted, in_the_way: dict[int, tuple[Hindrance, ...]]) -> str:
    field = " or ".join(wanted.specialties) or "any field"
    if not in_the_way:
        return f"No reviewer practices {field}."
    counts = Counter(kind for found in in_the_way.values() for kind in {one.kind for one in found})
    named = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    return f"Of {len(in_the_way)} reviewers in {field} none can take it: {named}."


def _recruit(encoded: Encoded, row: int, fitting: list[int]) -> str:
    """ "One reviewer with board X and no tie to Y": Y as far as it bars those on the roster who would fit."""
    case, wanted = encoded.cases[row], encoded.wanted[row]
    named = [tie.party for at, tie in encoded.ties[row] if at in set(fitting)]
    best = wanted.specialties[0] if wanted.specialties else "a fitting field"
    who = f"one reviewer licensed in {best}" if _is_degree_field(best) else f"one reviewer with board {best}"
    tie = f" and no tie to {' or '.join(dict.fromkeys(named))}" if named else ""
    again = " who did not review it before" if case.earlier else ""
    return who + tie + again


def _is_degree_field(specialty: str) -> bool:
    """Whether a degree of its own, and no board, stands for the field (chiropractic, acupuncture, psychology)."""
    return any(alike(field) & alike(specialty) for field in FIELDS.values())
