"""How many seats of each urgency can be filled at all: seat after seat, moving earlier ones over where that makes room."""

from __future__ import annotations

from collections import deque

import numpy as np
import numpy.typing as npt

from openimr.panel.assignment.transport import Transport, Whole

Mask = npt.NDArray[np.bool_]


class Filling:
    """Reviewers held by each case while it grows. A seat once filled stays filled, though its reviewer may change.

    Seats that can be filled together form a matroid (of flows from cases to reviewers), so taking them in order of
    urgency fills, level by level, as many as any plan can.
    """

    def __init__(self, transport: Transport) -> None:
        self._worth = transport.worth
        self._allowed: Mask = transport.worth >= 0
        self._spare = transport.room.astype(np.int64).copy()
        self._open = np.ones(len(transport.room), dtype=bool)
        self.held: list[set[int]] = [set() for _ in transport.seats]
        self._holders: list[set[int]] = [set() for _ in transport.room]
        self.unfilled: list[tuple[int, int]] = []
        for seat in range(2):
            cases = np.flatnonzero(transport.seats > seat)
            for case in cases[np.argsort(transport.level[cases], kind="stable")].tolist():
                if not self._fill(case):
                    self.unfilled.append((case, seat))

    def seats(self) -> Whole:
        """Seats filled of each case."""
        return np.array([len(reviewers) for reviewers in self.held], dtype=np.int32)

    def _fill(self, case: int) -> bool:
        offers = self._offers(case)
        direct = np.flatnonzero(offers & (self._spare > 0))
        if len(direct):
            best = int(direct[np.argmax(self._worth[case, direct])])
            self._move(case, None, best)
            return True
        return self._make_room(case, offers)

    def _offers(self, case: int) -> Mask:
        offers: Mask = self._allowed[case] & self._open
        offers[list(self.held[case])] = False
        return offers

    def _make_room(self, case: int, offers: Mask) -> bool:
        """Breadth first over reviewers: who holds a case that another could take?"""
        came: dict[int, tuple[int, int | None]] = {int(one): (case, None) for one in np.flatnonzero(offers)}
        fresh = self._open & ~offers
        queue = deque(came)
        while queue:
            reviewer = queue.popleft()
            for other in sorted(self._holders[reviewer]):
                reach = self._offers(other) & fresh
                for onward in np.flatnonzero(reach).tolist():
                    came[onward] = (other, reviewer)
                    if self._spare[onward] > 0:
                        self._follow_back(came, onward)
                        return True
                    queue.append(onward)
                fresh &= ~reach
        # nobody reached has room, and none of their cases can leave them: they are full for good
        self._open[list(came)] = False
        return False

    def _follow_back(self, came: dict[int, tuple[int, int | None]], reviewer: int) -> None:
        place: int | None = reviewer
        while place is not None:
            case, before = came[place]
            self._move(case, before, place)
            place = before

    def _move(self, case: int, before: int | None, after: int) -> None:
        if before is not None:
            self.held[case].discard(before)
            self._holders[before].discard(case)
            self._spare[before] += 1
        self.held[case].add(after)
        self._holders[after].add(case)
        self._spare[after] -= 1
