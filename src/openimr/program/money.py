"""Fees and penalties of a case, as exposure: computed here, assessed by nobody but the Administrative Director."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .program import Fee, Program
from .terms import Penalty


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeKey:
    """What a fee depends on. None: not known; a row that asks for it then does not fit."""

    received: date
    priority: Literal["regular", "expedited"]
    pharmacy_only: bool | None = None
    physician_reviewer: bool | None = None
    reviewers: int | None = 1
    stage: Literal["determination", "before_reviewer", "after_reviewer"] = "determination"


def find_fee(program: Program, key: FeeKey) -> Fee | None:
    """The row of the fee table for the day of receipt; None where no text that was read gives one."""
    return next((fee for fee in program.fees if _fits(fee, key)), None)


def _fits(fee: Fee, key: FeeKey) -> bool:
    if not fee.valid_from <= key.received <= (fee.valid_to or date.max) or fee.stage != key.stage:
        return False
    pairs = (
        (fee.priority, key.priority),
        (fee.pharmacy_only, key.pharmacy_only),
        (fee.physician_reviewer, key.physician_reviewer),
        (fee.reviewers, key.reviewers),
    )
    return all(asked is None or asked == given for asked, given in pairs)


def overlap(one: Fee, other: Fee) -> bool:
    """Whether one case could be charged by both rows."""
    if one.stage != other.stage:
        return False
    if max(one.valid_from, other.valid_from) > min(one.valid_to or date.max, other.valid_to or date.max):
        return False
    pairs = (
        (one.priority, other.priority),
        (one.pharmacy_only, other.pharmacy_only),
        (one.physician_reviewer, other.physician_reviewer),
        (one.reviewers, other.reviewers),
    )
    return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What a delay could cost at most; dollars None: the amount was not verified."""

    penalty: Penalty
    days: int
    dollars: int | None


def expose(program: Program, code: str, *, due: date, done: date) -> Exposure | None:
    """The exposure of a delay from the day after `due` to `done`; None when in time or before the rule was enforced."""
    penalty = next((one for one in program.penalties if one.code == code), None)
    if penalty is None or done <= due or (penalty.valid_from is not None and done < penalty.valid_from):
        return None
    days = (done - max(due, penalty.valid_from or due)).days
    if penalty.amount is None:
        return Exposure(penalty=penalty, days=days, dollars=None)
    dollars = penalty.amount * (days if penalty.per == "day" else 1)
    return Exposure(penalty=penalty, days=days, dollars=min(dollars, penalty.cap) if penalty.cap else dollars)
