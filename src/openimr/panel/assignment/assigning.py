"""All open cases at once: as many as can be, the most urgent first, with the best total fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np

from ..fit import POINTS, reasons_for
from ..reviewer import Reviewer
from .encode import Encoded, encode
from .openings import Board, OpenCase, Placement, Shortfall
from .shortfall import explain_shortfall
from .transport import Plan, Solver, Whole

STAY = 200
"""Points (ten thousandths of fit) by which a change must be better, before a case moves to another reviewer."""


def assign(
    cases: Iterable[OpenCase],
    roster: Iterable[Reviewer],
    *,
    solver: Solver,
    on: date,
    previous: Iterable[tuple[str, str]] = (),
    stay: int = STAY,
) -> Board:
    """Every open case to a reviewer who is qualified on the day `on`, fits, has room and no tie, near misses included.

    Deadlines first: no plan fills more seats of the most urgent day, then of the next, and so on; second seats of the
    double-review sample after all first ones. Among such plans the total fit is best (`Board.bound` proves it).
    A case that nobody may take is set apart before the rest is solved, so it changes nothing for the others.
    previous: pairs (case id, reviewer id) of the plan before.
    """
    before = frozenset(previous)
    encoded = encode(cases, roster, on=on, previous=before, stay=stay)
    takeable = np.flatnonzero((encoded.transport.worth >= 0).any(axis=1)).astype(np.int32)
    plan = _solve(encoded, takeable, solver)
    pairs = [(int(row), int(column)) for row, column in zip(plan.case, plan.reviewer, strict=True)]
    return Board(
        placements=tuple(_placement(encoded, row, column, before, stay, on) for row, column in pairs),
        shortfalls=_shortfalls(encoded, pairs, on),
        points=plan.total,
        bound=plan.bound,
        moved=_moved(encoded, pairs, before),
    )


def _solve(encoded: Encoded, takeable: Whole, solver: Solver) -> Plan:
    if not len(takeable):
        nobody = np.zeros(0, dtype=np.int32)
        return Plan(case=nobody, reviewer=nobody, total=0, bound=0)
    whole = encoded.transport
    part = replace(whole, worth=whole.worth[takeable], seats=whole.seats[takeable], level=whole.level[takeable])
    plan = solver.solve(part)
    return replace(plan, case=takeable[plan.case])


def _placement(
    encoded: Encoded, row: int, column: int, before: frozenset[tuple[str, str]], stay: int, on: date
) -> Placement:
    case, reviewer = encoded.cases[row], encoded.roster[column]
    kept = (case.id, reviewer.id) in before
    points = int(encoded.transport.worth[row, column]) - (stay if kept else 0)
    reasons = reasons_for(reviewer, encoded.wanted[row], on)
    return Placement(
        case_id=case.id,
        reviewer_id=reviewer.id,
        fit=points / POINTS,
        reasons=(*reasons, "kept from the plan before") if kept else reasons,
    )


def _shortfalls(encoded: Encoded, pairs: list[tuple[int, int]], on: date) -> tuple[Shortfall, ...]:
    held: dict[int, set[int]] = {}
    for row, column in pairs:
        held.setdefault(row, set()).add(column)
    missing = [(row, case.seats - len(held.get(row, ()))) for row, case in enumerate(encoded.cases)]
    return tuple(
        explain_shortfall(encoded, row, count, frozenset(held.get(row, ())), on) for row, count in missing if count > 0
    )


def _moved(encoded: Encoded, pairs: list[tuple[int, int]], before: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Cases of the plan before that lost a reviewer who had them."""
    now = {(encoded.cases[row].id, encoded.roster[column].id) for row, column in pairs}
    here = {case.id for case in encoded.cases}
    return tuple(sorted({case_id for case_id, reviewer_id in before - now if case_id in here}))
