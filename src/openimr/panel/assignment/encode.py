"""Open cases and a roster as numbers for a solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from openimr.case import DisputedItem, OpenImrError

from ..conflict import Conflict, index_of
from ..fit import Wanted, fits, standing, topical, wanted_of
from ..qualification import is_qualified, valid_boards
from ..reviewer import Reviewer
from .openings import OpenCase
from .transport import FORBIDDEN, Transport, Whole


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Encoded:
    """The numbers, and what their rows and columns stand for. ties: by row, place in the roster and the tie."""

    transport: Transport
    cases: tuple[OpenCase, ...]
    roster: tuple[Reviewer, ...]
    wanted: tuple[Wanted, ...]
    ties: tuple[tuple[tuple[int, Conflict], ...], ...]


def encode(
    cases: Iterable[OpenCase],
    roster: Iterable[Reviewer],
    *,
    on: date,
    previous: frozenset[tuple[str, str]] = frozenset(),
    stay: int = 0,
) -> Encoded:
    """Rows by case id, columns by reviewer id, so that the order given does not matter.

    previous, stay: pairs of an earlier plan and the points they gain, so that little moves for little.
    """
    rows = tuple(sorted(cases, key=lambda one: one.id))
    columns = tuple(sorted(roster, key=lambda one: one.id))
    _require_distinct([one.id for one in rows], "case")
    _require_distinct([one.id for one in columns], "reviewer")
    known: dict[tuple[DisputedItem, ...], Wanted] = {}
    wanted = tuple(known.setdefault(one.items, wanted_of(one.items)) for one in rows)
    index = index_of(columns)
    ties = tuple(index.find(one.parties) for one in rows)
    worth = _worth(wanted, columns, on)
    for row, (case, found) in enumerate(zip(rows, ties, strict=True)):
        barred = [place for place, tie in found if tie.sure or columns[place].id not in case.cleared]
        barred += [place for place, one in enumerate(columns) if one.id in case.earlier] if case.earlier else []
        worth[row, barred] = FORBIDDEN
    transport = Transport(
        worth=_with_stay(worth, rows, columns, previous, stay),
        seats=np.array([one.seats for one in rows], dtype=np.int32),
        level=_levels(rows),
        room=np.array([max(one.capacity - one.load, 0) for one in columns], dtype=np.int32),
    )
    return Encoded(transport=transport, cases=rows, roster=columns, wanted=wanted, ties=ties)


def _require_distinct(ids: list[str], what: str) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
    if twice:
        raise OpenImrError(f"The {what} {twice[0]} is listed twice; list each {what} once.")


def _worth(wanted: tuple[Wanted, ...], roster: tuple[Reviewer, ...], on: date) -> Whole:
    """Points of every pair, FORBIDDEN where the reviewer is not qualified or practices another field.

    Reviewers with the same certificates and the same knowledge are alike to a dispute: each such profile is weighed once.
    """
    able = np.array([is_qualified(one, on=on) for one in roster], dtype=bool)
    profiles: dict[tuple[object, ...], int] = {}
    first: list[Reviewer] = []
    of = np.empty(len(roster), dtype=np.int64)
    for place, one in enumerate(roster):
        held = tuple(board.specialty for board in valid_boards(one, on=on))
        key = (one.degree, held, one.conditions, one.treatments)
        if key not in profiles:
            first.append(one)
        of[place] = profiles.setdefault(key, len(profiles))
    same = np.array([standing(one, on) for one in roster], dtype=np.int32)
    worth = np.full((len(wanted), len(roster)), FORBIDDEN, dtype=np.int32)
    rows: dict[Wanted, Whole] = {}
    for row, one_wanted in enumerate(wanted):
        if one_wanted not in rows:
            share = [topical(one, one_wanted, on) if fits(one, one_wanted, on) else FORBIDDEN for one in first]
            points = np.array(share, dtype=np.int32)[of]
            rows[one_wanted] = np.where(able & (points >= 0), points + same, FORBIDDEN).astype(np.int32)
        worth[row] = rows[one_wanted]
    return worth


def _with_stay(
    worth: Whole,
    rows: tuple[OpenCase, ...],
    columns: tuple[Reviewer, ...],
    previous: frozenset[tuple[str, str]],
    stay: int,
) -> Whole:
    row_of = {one.id: place for place, one in enumerate(rows)}
    column_of = {one.id: place for place, one in enumerate(columns)}
    for case_id, reviewer_id in sorted(previous):
        row, column = row_of.get(case_id), column_of.get(reviewer_id)
        if row is not None and column is not None and worth[row, column] >= 0:
            worth[row, column] += stay
    return worth


def _levels(rows: tuple[OpenCase, ...]) -> Whole:
    """The earlier due, the more urgent; without a day, last."""
    days = [one.due or date.max for one in rows]
    rank = {day: level for level, day in enumerate(sorted(set(days)))}
    return np.array([rank[day] for day in days], dtype=np.int32)
