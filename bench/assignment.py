"""Assignment: time, memory, the total and its bound; against scipy; one case more; one case that nobody can take.

Seconds are of the clock, in brackets of the processor: on a busy machine the two differ.

python bench/assignment.py [--cases 20000] [--reviewers 1000] [--seed 1]

Needs OR-tools and scipy (for the comparison): pip install ortools scipy
"""

from __future__ import annotations

import argparse
import resource
import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from scipy.optimize import linear_sum_assignment

from openimr.case import DisputedItem, Party, PartyRole
from openimr.engines.assigning import flow_solver
from openimr.panel import Board, License, Reviewer
from openimr.panel.assignment import OpenCase, Plan, Transport, assign, encode

SPECIALTIES = 12
FORBIDDEN_SHARE = 0.3


def board(cases: int, reviewers: int, seed: int, *, kind: str, slack: float, twice: float = 0.0) -> Transport:
    """kind "panel": few specialties, most reviewers in three of them, many equals; "noise": every pair its own fit.

    slack: places for each seat, below 1 there is not enough for all.
    """
    chance = np.random.default_rng(seed)
    if kind == "panel":
        asked = chance.integers(0, SPECIALTIES, (cases, 3))
        crowded = np.r_[0.35, 0.2, 0.1, np.full(SPECIALTIES - 3, 0.35 / (SPECIALTIES - 3))]
        held = chance.choice(SPECIALTIES, reviewers, p=crowded)
        worth = np.zeros((cases, reviewers), dtype=np.int32)
        for place, points in ((2, 2000), (1, 4000), (0, 6000)):
            worth[asked[:, [place]] == held[None, :]] = points
        licensed, busy = chance.random(reviewers) < 0.6, chance.integers(0, 1000, reviewers)
        worth += (1500 * licensed + busy + 500 * (chance.random(reviewers) < 0.8)).astype(np.int32)
    else:
        worth = chance.integers(0, 10_001, (cases, reviewers), dtype=np.int32)
    worth[chance.random((cases, reviewers)) < FORBIDDEN_SHARE] = -1
    seats = 1 + (chance.random(cases) < twice).astype(np.int32)
    share = chance.integers(1, 3, reviewers)
    room = np.maximum(1, np.rint(share * slack * seats.sum() / share.sum())).astype(np.int32)
    return Transport(worth=worth, seats=seats, level=chance.integers(0, 30, cases).astype(np.int32), room=room)


def hungarian(transport: Transport) -> tuple[int, float]:
    """Points and seconds of scipy on the same pairs, with a column for each place and one for nobody for each case."""
    started = time.perf_counter()
    columns = np.repeat(np.arange(len(transport.room)), transport.room)
    nobody = -(10**6)
    points = np.where(transport.worth >= 0, transport.worth, nobody)[:, columns].astype(np.float64)
    points = (
        np.hstack([points, np.full((len(points), len(points)), nobody // 2)]) if len(columns) < len(points) else points
    )
    rows, chosen = linear_sum_assignment(points, maximize=True)
    total = sum(int(points[r, c]) for r, c in zip(rows, chosen, strict=True) if points[r, c] >= 0)
    return total, time.perf_counter() - started


def check(transport: Transport, plan: Plan) -> None:
    """Nobody forbidden, nobody beyond capacity, nobody twice on one case."""
    assert (transport.worth[plan.case, plan.reviewer] >= 0).all()
    assert (np.bincount(plan.reviewer, minlength=len(transport.room)) <= transport.room).all()
    assert len(set(zip(plan.case.tolist(), plan.reviewer.tolist(), strict=True))) == len(plan.case)


def solved(transport: Transport) -> tuple[Plan, str]:
    """The plan, and how long it took."""
    solver = flow_solver()  # OR-tools is loaded before the clock runs
    clock, processor = time.perf_counter(), time.process_time()
    plan = solver.solve(transport)
    seconds = f"{time.perf_counter() - clock:5.2f} s ({time.process_time() - processor:.2f})"
    check(transport, plan)
    return plan, seconds


def run_large(cases: int, reviewers: int, seed: int) -> None:
    print(f"{cases} cases x {reviewers} reviewers, 30 % forbidden      asked: <= 60 s, 4 GB, gap <= 0.1 %")
    settings = (
        ("panel", 1.1, 0.0),
        ("panel", 1.02, 0.05),
        ("panel", 0.95, 0.05),
        ("noise", 1.1, 0.0),
        ("noise", 0.95, 0.05),
    )
    for kind, slack, twice in settings:
        transport = board(cases, reviewers, seed, kind=kind, slack=slack, twice=twice)
        plan, seconds = solved(transport)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"  {kind:6} places {slack:.2f} a seat, {100 * twice:.0f} % twice: {seconds}  {memory:4.2f} GB  "
            f"{len(plan.case)} of {transport.seats.sum()} seats, points {plan.total}, bound {plan.bound}, gap {100 * plan.gap:.4f} %"
        )


def run_small(seed: int) -> None:
    print("2000 cases x 300 reviewers                           asked: <= 1.5 s, total >= scipy's")
    for kind in ("panel", "noise"):
        transport = board(2000, 300, seed, kind=kind, slack=1.25)
        plan, seconds = solved(transport)
        total, theirs = hungarian(transport)
        print(
            f"  {kind:6} {seconds}, points {plan.total}, bound {plan.bound}; scipy {theirs:.2f} s, points {total}: "
            f"{'at least' if plan.total >= total else 'LESS THAN'} scipy's"
        )


SERVICES = (
    "psychotherapy",
    "physical therapy",
    "MRI lumbar",
    "opioid medication",
    "epidural steroid injection",
    "EMG/NCS",
)
BOARDS = (
    "Psychology",
    "Physical Medicine and Rehabilitation",
    "Orthopedic Surgery",
    "Pain Medicine",
    "Neurology",
    "Psychiatry",
)
ON = date(2014, 6, 1)


def open_cases(count: int, chance: np.random.Generator) -> list[OpenCase]:
    return [
        OpenCase(
            id=f"C{n:05d}",
            items=(DisputedItem(n=1, request="as filed", service=SERVICES[chance.integers(len(SERVICES))]),),
            parties=(
                Party(role=PartyRole.EMPLOYER, name=f"Employer {chance.integers(300)}"),
                Party(role=PartyRole.CLAIMS_ADMINISTRATOR, name=f"Carrier{chance.integers(20)} Insurance Company"),
                Party(
                    role=PartyRole.REQUESTING_PHYSICIAN,
                    name=f"Dr. Given{chance.integers(99)} Family{chance.integers(999)}",
                ),
            ),
            due=ON + timedelta(days=int(chance.integers(1, 40))),
        )
        for n in range(count)
    ]


def panel(count: int, cases: int, chance: np.random.Generator) -> list[Reviewer]:
    return [
        Reviewer(
            id=f"R{n:04d}", name=f"Person{n} Number{n}", degree="MD",
            licenses=(License(state=("CA", "TX")[n % 2], expires=date(2030, 1, 1)),),
            boards=(Board(specialty=BOARDS[chance.integers(len(BOARDS))]),),
            years=10, hours=30, disciplined=False, qualified_medical_evaluator=False, ties=(), addresses=(),
            load=int(chance.integers(4)), capacity=4 + 2 * cases // count, verified_on=ON,
        )
        for n in range(count)
    ]  # fmt: skip


def run_whole(cases: int, reviewers: int, seed: int) -> None:
    """From values to values, with conflicts tested; then one case more, and one that nobody can take."""
    chance = np.random.default_rng(seed)
    waiting, roster = open_cases(cases, chance), panel(reviewers, cases, chance)
    started = time.perf_counter()
    encode(waiting, roster, on=ON)
    encoding = time.perf_counter() - started
    started = time.perf_counter()
    first = assign(waiting, roster, solver=flow_solver(), on=ON)
    seconds = time.perf_counter() - started + encoding
    print(
        f"imr assign as a whole, {cases} x {reviewers}: {seconds:.1f} s, of it {encoding:.1f} s for qualification, fit, conflicts"
    )
    pairs = [(one.case_id, one.reviewer_id) for one in first.placements]
    more = replace(waiting[0], id="C99999", due=ON + timedelta(days=1))
    after = assign([*waiting, more], roster, solver=flow_solver(), on=ON, previous=pairs)
    print(f"  one case added: {len(after.moved)} of {cases} others moved   asked: few")
    odd = replace(
        waiting[0],
        id="C00000-odd",
        items=(DisputedItem(n=1, request="hearing test", service="specialist consultation"),),
    )
    beside = assign([odd, *waiting], roster, solver=flow_solver(), on=ON)
    same = [(one.case_id, one.reviewer_id) for one in beside.placements] == pairs
    print(f"  one case that nobody can take: the others {'unchanged' if same else 'CHANGED'}   asked: unchanged")
    print(f"    {beside.shortfalls[0].says} Remedy: {beside.shortfalls[0].remedy}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--reviewers", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    run_small(chosen.seed)
    run_whole(2000, 300, chosen.seed)
    run_large(chosen.cases, chosen.reviewers, chosen.seed)
    run_whole(chosen.cases, chosen.reviewers, chosen.seed)


if __name__ == "__main__":
    main()
