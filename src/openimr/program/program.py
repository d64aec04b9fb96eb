"""The rules of a jurisdiction as values, as a pack gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .periods import Calendar, Clock, Counting, Daylight, Delivered, Row, ServiceExtension, Unread
from .terms import (
    AppealRoute,
    CitationForm,
    ConflictRule,
    EvidenceStrength,
    FormDocument,
    Identifier,
    OutcomeLabel,
    Penalty,
    Provision,
    Qualification,
    ReviewTerms,
    Volume,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure(Row):
    """Time to put a fault right: the clock that gives it, and the days on which the law gave it."""

    clock: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IneligibilityReason(Row):
    """name: the word used in review.json. effect: reject, defer (liability) or merge (duplicates).

    test: what is tested, in words. cures: whether and until when the fault could be put right.
    """

    code: str
    name: str
    title: str
    source: str
    effect: Literal["reject", "defer", "merge"]
    notice: str
    test: str = ""
    cures: tuple[Cure, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStandard(Row):
    """A standard of medical necessity, rank A first (Labor Code 4610.5(c)(2))."""

    rank: str
    code: str
    standard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLevel(Row):
    """A level of the strength of evidence, by clinical question; None = not verified against the text."""

    level: str
    treatment_benefit: str | None = None
    diagnostic_test: str | None = None
    prognosis: str | None = None
    treatment_harm: str | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLadder(Row):
    standards: tuple[EvidenceStandard, ...]
    standards_source: str
    search_sequence: tuple[str, ...]
    skip_reasons: tuple[str, ...]
    search_source: str
    levels: tuple[EvidenceLevel, ...]
    levels_source: str
    levels_valid_from: date | None = None
    strength: tuple[EvidenceStrength, ...] = ()
    citations: tuple[CitationForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Row):
    """Who issues the determination: settings of the pack, not law."""

    name: str
    short_name: str
    program_title: str
    address: tuple[str, ...]
    phone: str
    signature_block: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Row):
    """Words of the letter that an organization may set."""

    guideline_label: str
    claims_administrator_label: str
    upheld: str
    overturned: str
    not_necessary: str
    necessary: str
    allow_partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee(Row):
    """Dollars, paid by the claims administrator; never by the employee. The further fields are the key of the table.

    priority: regular, expedited or both (None). pharmacy_only, physician_reviewer, reviewers, stage: None = any.
    """

    kind: str
    priority: Literal["regular", "expedited"] | None = None
    pharmacy_only: bool | None = None
    physician_reviewer: bool | None = None
    reviewers: int | None = None
    stage: Literal["determination", "before_reviewer", "after_reviewer"] = "determination"
    amount: int
    source: str
    valid_from: date
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationProfile(Row):
    redact: tuple[str, ...]
    keep: tuple[str, ...]
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Row):
    """Disputes that the program takes, by date. A day in year 1: no such limit."""

    injury_from: date
    ur_decision_from: date
    delayed_counts_until: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSettings(Row):
    """How the program's own application is told from other forms: regular expressions over the page's words."""

    application: tuple[str, ...]
    other_forms: tuple[OtherForm, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherForm(Row):
    name: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Row):
    """Who takes part. may_file: may open a review. condition: when only then."""

    code: str
    name: str
    may_file: bool
    source: str
    condition: str = ""
    verified: bool = False


# Identity, not equality: a program is loaded once, and its hash keys what is worked out from it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program(Row):
    """A jurisdiction's review program. `name` is its folder under the packs."""

    name: str
    title: str
    edition: str
    organization: Organization
    wording: Wording
    scope: Scope
    forms: FormSettings
    actors: tuple[Actor, ...]
    case_number: str
    publication: PublicationProfile
    clocks: tuple[Clock, ...]
    calendars: tuple[Calendar, ...]
    reasons: tuple[IneligibilityReason, ...]
    evidence: EvidenceLadder
    review: ReviewTerms
    appeal: AppealRoute
    counting: Counting
    extensions: tuple[ServiceExtension, ...] = ()
    receipts: tuple[Delivered, ...] = ()
    fees: tuple[Fee, ...] = ()
    outcomes: tuple[OutcomeLabel, ...] = ()
    daylight: Daylight | None = None
    unread: tuple[Unread, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    documents: tuple[FormDocument, ...] = ()
    provisions: tuple[Provision, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    conflicts: tuple[ConflictRule, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    volumes: tuple[Volume, ...] = ()

    def clock(self, clock_id: str) -> Clock:
        return next(clock for clock in self.clocks if clock.id == clock_id)

    def calendar(self, name: str) -> Calendar:
        return next(calendar for calendar in self.calendars if calendar.name == name)

    def reason(self, name: str) -> IneligibilityReason:
        return next(reason for reason in self.reasons if reason.name == name)

    def extension(self, delivery: str) -> ServiceExtension | None:
        return next((row for row in self.extensions if row.delivery == delivery), None)
