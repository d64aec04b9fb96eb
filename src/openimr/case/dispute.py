"""The dispute: who, about which injury, over which items, and what utilization review (UR) said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .page import Span


class UrOutcome(Enum):
    """What UR decided of an item. Only MODIFIED and DENIED on medical necessity open review (Labor Code 4610.5)."""

    APPROVED = "approved"
    MODIFIED = "modified"
    DENIED = "denied"
    DELAYED = "delayed"
    DEFERRED = "deferred"
    CONDITIONALLY_NON_CERTIFIED = "conditional"


class Decision(Enum):
    """Of one item. UPHELD: the refusal stands. OVERTURNED: the treatment is medically necessary."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineCitation:
    """A guideline as cited: title, section, pages ("30-32, 49"), edition or year."""

    title: str
    section: str | None = None
    pages: str | None = None
    edition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """One value read from a form or letter and the words it was read from, e.g. field "claim_number"."""

    field: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of a request: an ingredient of a compound, a task of home health care."""

    name: str
    strength: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedItem:
    """One service in dispute. `request` as worded on the application.

    quantity counts `unit`; None = the request does not say. depends_on: n of the item it follows (supplies, assistant surgeon).
    For drugs: drug (generic), strength_mg, per_day (units a day at most, from the sig where given).
    service_date: day of service of a retrospective request; it selects the guideline edition.
    """

    n: int
    request: str
    service: str
    quantity: float | None = None
    quantity_most: float | None = None
    unit: str | None = None
    frequency: str | None = None
    duration_weeks: float | None = None
    body_region: str | None = None
    laterality: str | None = None
    level: str | None = None
    drug: str | None = None
    strength_mg: float | None = None
    per_day: float | None = None
    components: tuple[Component, ...] = ()
    purchase: bool | None = None
    repeat: bool | None = None
    depends_on: int | None = None
    service_date: date | None = None
    ur_outcome: UrOutcome | None = None
    ur_certified_quantity: float | None = None
    ur_guidelines: tuple[GuidelineCitation, ...] = ()
    spans: tuple[Span, ...] = ()


class PartyRole(Enum):
    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    CLAIMS_ADMINISTRATOR = "claims_administrator"
    UR_ORGANIZATION = "ur_organization"
    UR_REVIEWER = "ur_reviewer"
    REQUESTING_PHYSICIAN = "requesting_physician"
    REQUESTING_GROUP = "requesting_group"
    PROVIDER = "provider"
    FACILITY = "facility"
    ATTORNEY = "attorney"
    MANUFACTURER = "manufacturer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    role: PartyRole
    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dispute as filed. None = the file does not say. Dates are days.

    ur_service_method: mail | fax | electronic | personal. sources: one Sourced per field read.
    ur_reasons: the sentences of the UR rationale, each with its span, for testing them against the records.
    """

    program: str
    items: tuple[DisputedItem, ...]
    employee_name: str | None = None
    date_of_birth: date | None = None
    sex: str | None = None
    date_of_injury: date | None = None
    claim_number: str | None = None
    employer: str | None = None
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    requesting_specialty: str | None = None
    represented: bool | None = None
    attorney: str | None = None
    ur_decision_date: date | None = None
    ur_service_date: date | None = None
    ur_service_method: str | None = None
    rfa_date: date | None = None
    signed: bool | None = None
    signature_date: date | None = None
    received_date: date | None = None
    expedited_requested: bool | None = None
    liability_disputed: bool | None = None
    primary_diagnosis: str | None = None
    parties: tuple[Party, ...] = ()
    sources: tuple[Sourced, ...] = ()
    ur_reasons: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Age in whole years on the UR decision date; sex: male | female."""

    age: int | None
    sex: str | None
    spans: tuple[Span, ...] = ()
