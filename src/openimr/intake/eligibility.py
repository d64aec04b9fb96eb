"""Whether a dispute may be reviewed, and why not: values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..case import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReason:
    """code: the word of review.json (`unsigned`, `late`, ...). rule: the code of the program pack (`INE_LATE`).

    source: statute or regulation. computation: the steps of a computed date.
    items: n of the items it strikes; () = all.
    """

    code: str
    rule: str
    source: str
    says: str
    spans: tuple[Span, ...] = ()
    computation: tuple[str, ...] = ()
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEligibility:
    n: int
    eligible: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """eligible None: the file does not tell; `questions` says what to ask. One eligible item makes a case eligible."""

    eligible: bool | None
    reasons: tuple[EligibilityReason, ...]
    by_item: tuple[ItemEligibility, ...] = ()
    last_day: date | None = None
    last_day_steps: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
