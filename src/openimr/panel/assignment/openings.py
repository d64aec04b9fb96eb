"""Cases that wait for a reviewer, and what comes of the assignment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from openimr.case import DisputedItem, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case without a reviewer, or with one proposed. due: day of the determination, None = no clock runs.

    seats: 2 for a case of the double-review sample. earlier: ids of reviewers who decided this dispute before (remand).
    cleared: ids of reviewers whose near misses a person looked at and found to be others.
    """

    id: str
    items: tuple[DisputedItem, ...]
    parties: tuple[Party, ...] = ()
    due: date | None = None
    seats: int = 1
    earlier: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One review given to one reviewer. fit: 0..1, as `rank` gives it. reasons: sentences."""

    case_id: str
    reviewer_id: str
    fit: float
    reasons: tuple[str, ...]


class Want(Enum):
    """What a case that nobody can take lacks."""

    ROOM = "room"
    CLEARANCE = "clearance"
    RENEWAL = "renewal"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A review nobody can take now: why, and the cheapest thing that would change it. open_seats: how many."""

    case_id: str
    open_seats: int
    want: Want
    says: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All open cases at one moment. points: ten thousandths of fit, with `stay` for pairs kept; no plan that fills as many
    seats of each urgency has more than `bound`. moved: cases that had another reviewer in the plan before.
    """

    placements: tuple[Placement, ...]
    shortfalls: tuple[Shortfall, ...]
    points: int
    bound: int
    moved: tuple[str, ...]

    @property
    def gap(self) -> float:
        """0 is a proven optimum."""
        return (self.bound - self.points) / self.bound if self.bound else 0.0
