"""How the review was carried out, as far as somebody recorded it: reviewers, votes, sign-offs, a remand, the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.case import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRecord:
    """An assigned reviewer by id, never by name. faults: requirements of Labor Code 139.5(d)(4) not passed on the decision
    date. conflicts: relations found under 139.5(c), (d)(5). cleared: the whole table was tested. specialties: boards."""

    id: str
    faults: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    cleared: bool = True
    specialties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one reviewer decided of one item."""

    n: int
    reviewer: str
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A reviewer's signature under one item. edited_after: somebody changed the text later."""

    n: int
    by: str
    licensed: bool
    edited_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remand:
    """wrong_fact: what the order names as erroneous; None = the order does not say. earlier_reviewer: id."""

    earlier_reviewer: str
    wrong_fact: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessRecord:
    """several_approved: the Administrative Director approved more than one reviewer in writing (8 CCR 9792.10.6(c)).

    separate_analyses: each reviewer's own analysis is attached. due: last day of the clock; extended: an extension was
    approved. ended: n of items authorized, settled or withdrawn meanwhile. answered: statements of silence that the
    reviewer has answered in the record.
    """

    reviewers: tuple[ReviewerRecord, ...] = ()
    several_approved: bool = False
    votes: tuple[Vote, ...] = ()
    separate_analyses: bool = False
    sign_offs: tuple[SignOff, ...] = ()
    remand: Remand | None = None
    decided_on: date | None = None
    due: date | None = None
    extended: bool = False
    ended: tuple[int, ...] = ()
    answered: tuple[str, ...] = ()


NOTHING_RECORDED = ProcessRecord()
