"""A reviewer: credentials with their dates, and ties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

LICENSE_STATES = frozenset(
    (
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
        "PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI AS MP"
    ).split()
)
"""States, the District of Columbia and the territories that license physicians, by postal code."""
BOARD_CERTIFIED_DEGREES = frozenset({"MD", "DO"})
"""Degrees that need a current board certificate (Labor Code 139.5(d)(4))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """state: two letters. restricted: any limit or probation. expires: last day of validity.

    verified_on: last checked with the licensing board itself (the primary source).
    """

    state: str
    expires: date
    restricted: bool = False
    number: str | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """specialty: as certified. expires None: certified for life. verified_on: last checked with the board itself."""

    specialty: str
    expires: date | None = None
    verified_on: date | None = None


class TieKind(Enum):
    """How somebody is bound (Labor Code 139.5(d)(6)). UNSTATED counts: nobody said that it need not."""

    UNSTATED = "unstated"
    FAMILIAL = "familial"
    OWNERSHIP = "ownership"
    FINANCIAL = "financial"
    EMPLOYMENT = "employment"
    PARTNERSHIP = "partnership"
    OFFICER = "officer"
    CONTRACTOR = "contractor"
    NETWORK = "network"
    PATIENT = "patient"
    DEVELOPMENT = "development"
    STAFF_PRIVILEGES = "staff privileges"
    REVIEW_CONTRACT = "review contract"


UNCOUNTED = frozenset({TieKind.STAFF_PRIVILEGES, TieKind.REVIEW_CONTRACT})
"""Kinds the statute leaves out (Labor Code 139.5(d)(6)(B), (C)): mere staff privileges, payment for reviews."""
FAMILY = frozenset({"spouse", "child", "parent", "sibling", "spouse's parent", "child's spouse"})
"""The family that counts (Labor Code 139.5(d)(6)(A))."""
MATERIAL_PERCENT = 5.0
"""A financial interest counts above this share of annual income (Labor Code 139.5(d)(6)(B))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie to `name`. percent: share of the reviewer's yearly income, None = not stated. relation: of family members."""

    name: str
    kind: TieKind = TieKind.UNSTATED
    percent: float | None = None
    relation: str | None = None

    @property
    def counts(self) -> bool:
        """Whether the statute counts it; what is not stated counts."""
        if self.kind is TieKind.FINANCIAL and self.percent is not None:
            return self.percent > MATERIAL_PERCENT
        if self.kind is TieKind.FAMILIAL and self.relation is not None:
            return self.relation in FAMILY
        return self.kind not in UNCOUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """One reviewer. `name` never leaves the organization; outside, the `id` stands for the person.

    years, hours: of active clinical practice, attested. disciplined: None = no attestation. ties: persons, groups,
    employers, insurers and firms (Labor Code 139.5(d)(5)-(6)). load: open cases. other_names: maiden and former names.
    conditions, treatments: body regions and services the reviewer knows best, in the words of the case. npi: National
    Provider Identifier. taxonomies: NUCC codes. attested_on: day of the reviewer's own statement about discipline.
    """

    id: str
    name: str
    degree: str
    licenses: tuple[License, ...]
    boards: tuple[Board, ...]
    years: float | None
    hours: float | None
    disciplined: bool | None
    qualified_medical_evaluator: bool | None
    ties: tuple[Tie, ...]
    addresses: tuple[str, ...]
    load: int
    capacity: int
    verified_on: date | None
    other_names: tuple[str, ...] = ()
    npi: str | None = None
    taxonomies: tuple[str, ...] = ()
    attested_on: date | None = None
    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()

    @property
    def specialties(self) -> tuple[str, ...]:
        return tuple(board.specialty for board in self.boards)
