"""Best assignment by minimum-cost flow (OR-tools) over few pairs, grown until no pair left out could do better.

Most of the twenty million pairs of a large board can never be used. Prices say which might: the flow is solved over
those, gives new prices, and every pair that these prices would prefer joins in. When none does, linear programming's
duality proves that the plan is best over all pairs; stopped earlier, the same prices give the bound that is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from openimr.case import OpenImrError
from openimr.panel.assignment.transport import Plan, Transport, Whole

from .filling import Filling
from .prices import FAR, Held, Long, Mask, price, soften

_CHUNK = 2048
"""Rows worked on at a time, to keep memory small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowSolver:
    """near: pairs tried for each case at first. more: added at most for a case in each round. rounds: at most so many."""

    near: int = 24
    more: int = 12
    rounds: int = 40

    def solve(self, transport: Transport) -> Plan:
        """Proven optimum, or after `rounds` the best found with its bound. The same input gives the same plan."""
        filled = Filling(transport)
        wanted = replace(transport, seats=_attainable(transport, filled))
        prices = soften(replace(transport, seats=filled.seats()))
        tried = _nearest(transport, prices, self.near)
        for case, reviewers in enumerate(filled.held):
            tried[case, list(reviewers)] = True
        step = 2 * (int(transport.worth.max(initial=0)) + 1)
        while True:
            penalty = _penalties(wanted, filled.unfilled, step)
            plan = self._improve(wanted, tried, penalty)
            if np.array_equal(_by_level(wanted, plan.seats(len(tried))), _by_level(wanted, filled.seats())):
                return plan
            step *= 8  # leaving an urgent seat open was so cheap that fit was bought with it

    def _improve(self, transport: Transport, tried: Mask, penalty: Long) -> Plan:
        bound = int(FAR)
        for _ in range(max(self.rounds, 1)):
            held = _flow(transport, tried, penalty)
            prices = price(transport, tried, held)
            bound = min(bound, _bound(transport, prices, penalty))
            if not _grow(transport, tried, held, prices, self.more):
                break
        return _plan(transport, held, penalty, bound)


def _by_level(transport: Transport, filled: Whole) -> Long:
    """How many seats of each level of urgency are filled."""
    first, second = transport.seat_levels()
    levels = np.concatenate([first[filled > 0], second[filled > 1]])
    return np.bincount(levels, minlength=int(second.max(initial=0)) + 1).astype(np.int64)


def _attainable(transport: Transport, filled: Filling) -> Whole:
    """Seats of each case, without those of levels of which no plan fills any."""
    counts = _by_level(transport, filled.seats())
    first, second = (counts[levels] > 0 for levels in transport.seat_levels())
    return np.where(first, np.where(second, transport.seats, np.minimum(transport.seats, 1)), 0).astype(np.int32)


def _penalties(transport: Transport, unfilled: list[tuple[int, int]], step: int) -> Long:
    """Cost of leaving the first and the second seat of each case open; FAR: it can be and must be filled."""
    levels = np.stack(transport.seat_levels(), axis=1).astype(np.int64)
    short = np.unique([levels[case, seat] for case, seat in unfilled if transport.seats[case] > seat]).astype(np.int64)
    rank = len(short) - np.searchsorted(short, levels)
    return np.where(np.isin(levels, short), rank * step, FAR)


def _nearest(transport: Transport, prices: Long, near: int) -> Mask:
    """The pairs that look best at these prices, half of them blurred by chance so that equals are not all the same few."""
    count = len(transport.room)
    tried = np.zeros(transport.worth.shape, dtype=bool)
    if near * 2 >= count:
        return transport.worth >= 0
    blur = np.random.Generator(np.random.PCG64(20130101))
    span = np.float32(max(int(transport.worth.max(initial=0)), 1) * 0.01)
    for start in range(0, len(tried), _CHUNK):
        worth = transport.worth[start : start + _CHUNK]
        cost = (prices - worth).astype(np.float32)
        cost[worth < 0] = np.inf
        part = tried[start : start + _CHUNK]
        np.put_along_axis(part, np.argpartition(cost, near // 2, axis=1)[:, : near // 2], True, axis=1)
        cost += span * np.log(blur.standard_exponential(cost.shape, dtype=np.float32) + np.float32(1e-20))
        np.put_along_axis(part, np.argpartition(cost, near, axis=1)[:, :near], True, axis=1)
        part &= worth >= 0
    return tried


def _flow(transport: Transport, tried: Mask, penalty: Long) -> Held:
    cases, reviewers = np.nonzero(tried)
    count, many = transport.worth.shape
    sink = count + many
    optional = [np.flatnonzero((penalty[:, seat] < FAR) & (transport.seats > seat)) for seat in range(2)]
    costs = [
        -transport.worth[cases, reviewers].astype(np.int64),
        *(penalty[rows, s] for s, rows in enumerate(optional)),
    ]
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([cases, *optional, count + np.arange(many)]),
        np.concatenate([count + reviewers, np.full(len(optional[0]) + len(optional[1]) + many, sink)]),
        np.concatenate([np.ones(len(cases) + len(optional[0]) + len(optional[1]), dtype=np.int64), transport.room]),
        np.concatenate([*costs, np.zeros(many, dtype=np.int64)]),
    )
    supply = np.concatenate([transport.seats, np.zeros(many, dtype=np.int64), [-int(transport.seats.sum())]])
    flow.set_nodes_supplies(np.arange(sink + 1), supply)
    if flow.solve() != flow.OPTIMAL:
        raise OpenImrError("OR-tools found no flow though one exists; report this with the roster and the cases.")
    chosen = flow.flows(np.arange(len(cases))) > 0
    return _held(transport, penalty, cases[chosen].astype(np.int32), reviewers[chosen].astype(np.int32))


def _held(transport: Transport, penalty: Long, cases: Whole, reviewers: Whole) -> Held:
    """With the loss of one seat less: the last seat filled is the first to be given up."""
    filled = np.bincount(cases, minlength=len(transport.seats))
    last = np.clip(filled - 1, 0, 1)
    return Held(case=cases, reviewer=reviewers, loss=penalty[np.arange(len(filled)), last])


def _bound(transport: Transport, prices: Long, penalty: Long) -> int:
    """Weak duality: places at their prices, and every case as well off as these prices allow."""
    total = int((transport.room * prices).sum())
    for start in range(0, len(transport.seats), _CHUNK):
        rows = slice(start, start + _CHUNK)
        worth = transport.worth[rows]
        gains = np.where(worth >= 0, worth - prices, -FAR)
        top = -np.partition(-gains, 1, axis=1)[:, :2] if gains.shape[1] > 1 else np.repeat(gains, 2, axis=1)
        for seat in range(2):
            wanted = transport.seats[rows] > seat
            total += int(np.maximum(top[:, seat], -penalty[rows, seat])[wanted].sum())
    return total


def _grow(transport: Transport, tried: Mask, held: Held, prices: Long, more: int) -> bool:
    """Adds, for each case, the untried pairs that beat what it holds at these prices; False when there are none."""
    filled = np.bincount(held.case, minlength=len(transport.seats))
    floor = np.where(filled < transport.seats, -held.loss, FAR)
    np.minimum.at(floor, held.case, transport.worth[held.case, held.reviewer] - prices[held.reviewer])
    grown = False
    for start in range(0, len(floor), _CHUNK):
        rows = slice(start, start + _CHUNK)
        worth, part = transport.worth[rows], tried[rows]
        gains = worth - prices
        better = (gains > floor[rows, None]) & (worth >= 0) & ~part
        if not better.any():
            continue
        grown = True
        if better.sum(axis=1).max() > more:
            ranked = np.argpartition(np.where(better, -gains, FAR), more, axis=1)[:, :more]
            best = np.zeros_like(part)
            np.put_along_axis(best, ranked, True, axis=1)
            better &= best
        part |= better
    return grown


def _plan(transport: Transport, held: Held, penalty: Long, bound: int) -> Plan:
    order = np.lexsort((held.reviewer, held.case))
    filled = np.bincount(held.case, minlength=len(transport.seats))
    total = int(transport.worth[held.case, held.reviewer].sum())
    owed = sum(int(penalty[(transport.seats > seat) & (filled <= seat), seat].sum()) for seat in range(2))
    return Plan(case=held.case[order], reviewer=held.reviewer[order], total=total, bound=bound + owed)
