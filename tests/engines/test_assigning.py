"""The flow solver against trying everything, and the bound it reports."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.engines.assigning.flow import FlowSolver
from openimr.panel.assignment import Plan, Transport


def transport(worth: list[list[int]], room: list[int], seats: list[int], level: list[int]) -> Transport:
    return Transport(
        worth=np.array(worth, dtype=np.int32).reshape(len(seats), len(room)),
        seats=np.array(seats, dtype=np.int32),
        level=np.array(level, dtype=np.int32),
        room=np.array(room, dtype=np.int32),
    )


def filled_by_level(given_: Transport, counts: tuple[int, ...]) -> tuple[int, ...]:
    first, second = given_.seat_levels()
    filled = [0] * (int(second.max(initial=0)) + 1)
    for case, count in enumerate(counts):
        filled[first[case]] += count > 0
        filled[second[case]] += count > 1
    return tuple(filled)


def best_by_trying(given_: Transport) -> tuple[tuple[int, ...], int]:
    """Seats filled by level, compared from the most urgent on, then points: over every plan there is."""
    choices = []
    for case, seats in enumerate(given_.seats.tolist()):
        able = np.flatnonzero(given_.worth[case] >= 0).tolist()
        choices.append([some for size in range(seats + 1) for some in combinations(able, size)])
    found = []
    for plan in product(*choices):
        used = [reviewer for some in plan for reviewer in some]
        if all(used.count(reviewer) <= room for reviewer, room in enumerate(given_.room.tolist())):
            points = sum(int(given_.worth[case, reviewer]) for case, some in enumerate(plan) for reviewer in some)
            found.append((filled_by_level(given_, tuple(map(len, plan))), points))
    return max(found)


def outcome(given_: Transport, plan: Plan) -> tuple[tuple[int, ...], int]:
    assert (given_.worth[plan.case, plan.reviewer] >= 0).all()
    assert (np.bincount(plan.reviewer, minlength=len(given_.room)) <= given_.room).all()
    assert len(set(zip(plan.case.tolist(), plan.reviewer.tolist(), strict=True))) == len(plan.case)
    return filled_by_level(given_, tuple(plan.seats(len(given_.seats)).tolist())), plan.total


@st.composite
def small(draw: st.DrawFn) -> Transport:
    cases, reviewers = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    worth = [[draw(st.sampled_from((-1, -1, 0, 1, 2, 5, 9))) for _ in range(reviewers)] for _ in range(cases)]
    room = [draw(st.integers(0, 2)) for _ in range(reviewers)]
    seats = [draw(st.sampled_from((1, 1, 2))) for _ in range(cases)]
    return transport(worth, room, seats, [draw(st.integers(0, 2)) for _ in range(cases)])


@settings(max_examples=150, deadline=None)
@given(small())
def test_it_is_the_best_of_all_plans_and_proves_it(given_: Transport) -> None:
    plan = FlowSolver().solve(given_)
    assert (outcome(given_, plan), plan.bound) == (best_by_trying(given_), plan.total)


def drawn(cases: int, reviewers: int, seed: int, slack: float) -> Transport:
    chance = np.random.default_rng(seed)
    worth = chance.integers(0, 50, (cases, reviewers), dtype=np.int32) * 100
    worth[chance.random((cases, reviewers)) < 0.3] = -1
    seats = chance.integers(1, 3, cases).astype(np.int32)
    room = np.full(reviewers, max(1, int(slack * seats.sum() / reviewers)), dtype=np.int32)
    return Transport(worth=worth, seats=seats, level=chance.integers(0, 4, cases).astype(np.int32), room=room)


@pytest.mark.parametrize(("seed", "slack"), [(1, 1.2), (2, 1.0), (3, 0.7)])
def test_growing_from_few_pairs_ends_where_all_pairs_do(seed: int, slack: float) -> None:
    given_ = drawn(150, 40, seed, slack)
    few, every = FlowSolver(near=4, more=2).solve(given_), FlowSolver(near=40).solve(given_)
    assert (outcome(given_, few), few.bound) == (outcome(given_, every), every.total)


def test_stopped_early_the_bound_still_holds() -> None:
    given_ = drawn(150, 40, 4, 1.0)
    early, best = FlowSolver(near=2, more=1, rounds=1).solve(given_), FlowSolver().solve(given_)
    assert early.total <= best.total <= early.bound
    assert (best.gap, early.gap > 0) == (0.0, True)


def test_the_same_input_gives_the_same_plan() -> None:
    first, second = (FlowSolver(near=6).solve(drawn(100, 30, 5, 1.0)) for _ in range(2))
    assert (first.case.tolist(), first.reviewer.tolist()) == (second.case.tolist(), second.reviewer.tolist())
