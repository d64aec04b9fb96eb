"""The assignment as numbers: what a solver gets, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int32]
FORBIDDEN = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transport:
    """Cases that need one or two reviewers each, reviewers with room for so many.

    worth: cases x reviewers, points of fit (0 or more; FORBIDDEN: never). seats: reviewers each case needs (1 or 2, and
    never one reviewer twice). level: urgency of each case, 0 first; cases of one level are equals. Every first seat comes
    before any second seat. room: cases each reviewer can take.
    """

    worth: Whole
    seats: Whole
    level: Whole
    room: Whole

    def seat_levels(self) -> tuple[Whole, Whole]:
        """The urgency of every case's first seat, and of its second."""
        return self.level, self.level + int(self.level.max(initial=0)) + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """case, reviewer: rows and columns of the pairs chosen, ordered. total: points. bound: no plan that fills as many seats
    of each urgency has more points; equal to `total`, the plan is a proven optimum.
    """

    case: Whole
    reviewer: Whole
    total: int
    bound: int

    def seats(self, cases: int) -> Whole:
        """Seats filled of each of so many cases."""
        return np.bincount(self.case, minlength=cases).astype(np.int32)

    @property
    def gap(self) -> float:
        """How far the total may be from the best, as a share of the bound."""
        return (self.bound - self.total) / self.bound if self.bound else 0.0


class Solver(Protocol):
    def solve(self, transport: Transport) -> Plan:
        """Fills as many seats as can be, the most urgent first, and among such plans one with most points."""
        ...
