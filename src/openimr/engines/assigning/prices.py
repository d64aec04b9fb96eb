"""What a place with each reviewer is worth: prices steer which pairs are tried, and prove how good a plan is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openimr.panel.assignment.transport import Transport, Whole

Long = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
FAR = np.int64(1) << 50
"""Further than any sum of points and penalties, and still exact in sums."""
_SAMPLE, _LEAST = 10, 600
_SOFTNESS = (0.1, 0.05, 0.025, 0.012, 0.006, 0.003)
"""Shares of the range of points: from prices that everybody can follow to prices that decide."""
_STEPS = 6


def soften(transport: Transport) -> Long:
    """First prices, by balancing a soft assignment of a sample of the cases (Sinkhorn's scaling, with spare places)."""
    worth, count = transport.worth, len(transport.seats)
    sample = min(count, max(_LEAST, count // _SAMPLE))
    rows = np.unique(np.linspace(0, count - 1, sample).astype(np.int64))
    points = worth[rows].astype(np.float32)
    points[points < 0] = -np.inf
    usable = np.isfinite(points).any(axis=1)
    points, seats = points[usable], transport.seats[rows][usable].astype(np.float32)
    share_of_all = float(seats.sum()) / max(int(transport.seats.sum()), 1)
    room = np.maximum(transport.room * share_of_all, 1e-6).astype(np.float32)
    prices = np.zeros(len(transport.room), dtype=np.float32)
    span = np.float32(max(int(worth.max(initial=0)), 1))
    for share in _SOFTNESS if len(points) else ():
        soft = np.float32(share) * span
        for _ in range(_STEPS):
            pull = points - prices
            pull -= pull.max(axis=1, keepdims=True)
            pull /= soft
            np.exp(pull, out=pull)
            load = (seats / pull.sum(axis=1)) @ pull
            prices = np.clip(prices + soft * np.log(np.maximum(load, 1e-9) / room), 0, span)
    return np.rint(prices).astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """The pairs of a plan, and for every case the loss when one seat less is filled (FAR: it must not)."""

    case: Whole
    reviewer: Whole
    loss: Long


def price(transport: Transport, tried: Mask, held: Held) -> Long:
    """Prices that the plan obeys on the pairs tried: shortest ways, in lost points, from a reviewer to a spare place."""
    count = len(transport.room)
    away, leave = _detours(transport, tried, held)
    spare = np.bincount(held.reviewer, minlength=count) < transport.room
    prices = _shortest(np.where(spare, 0, leave), away)
    cut_off = prices >= FAR // 2
    if cut_off.any():
        # full reviewers whose cases can go nowhere else: only their prices among themselves matter, above all others
        span = int(transport.worth.max(initial=0)) + 1
        high = int(prices[~cut_off].max(initial=0)) + (count + 1) * span
        prices = _shortest(np.where(cut_off, high, prices), away)
    return np.maximum(prices, 0)


def _shortest(ends: Long, away: Long) -> Long:
    """Bellman and Ford's rounds, from each reviewer to the cheapest end."""
    for _ in range(len(ends)):
        shorter = np.minimum(ends, (away + ends[None, :]).min(axis=1))
        if np.array_equal(shorter, ends):
            break
        ends = shorter
    return ends


def _detours(transport: Transport, tried: Mask, held: Held) -> tuple[Long, Long]:
    """[r, q]: fewest points lost by moving one of r's cases to q; and [r]: by leaving one of its seats open."""
    count = len(transport.room)
    away = np.full((count, count), FAR)
    leave = np.full(count, FAR)
    own = np.zeros_like(tried)
    own[held.case, held.reviewer] = True
    order = np.argsort(held.reviewer, kind="stable")
    names, starts = np.unique(held.reviewer[order], return_index=True)
    for reviewer, rows in zip(names.tolist(), np.split(held.case[order], starts[1:]), strict=bool(len(names))):
        points = transport.worth[rows, reviewer].astype(np.int64)
        lost = points[:, None] - transport.worth[rows]
        away[reviewer] = np.where(tried[rows] & ~own[rows], lost, FAR).min(axis=0)
        leave[reviewer] = min(int((points + held.loss[rows]).min()), int(FAR))
    return away, leave
