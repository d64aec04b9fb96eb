"""The rules of a jurisdiction as values, as a pack gives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["calendar_days", "business_days", "court_days", "hours", "months", "none"]
Observed = Literal["none", "sunday_to_monday", "both_ways"]


class Row:
    """A row of a pack: an unknown key in the file is an error, not a silent loss."""

    __slots__ = ()
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012  # read by pydantic at load, never changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday(Row):
    """A rule that gives one day a year. Either `day`, or the `nth` `weekday` (Monday 0; nth -1 = last) of `month`.

    offset: days after that day. observed: where it goes when it falls on a weekend.
    """

    name: str
    month: int
    source: str
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    offset: int = 0
    observed: Observed = "none"
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar(Row):
    """The days that do not count: Saturdays, Sundays and these holidays."""

    name: str
    source: str
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockVersion(Row):
    """One wording of a clock. length None: the law fixes no period.

    calendar: which closed days move a last day (and do not count, for business and court days).
    extended_by_service: the period is longer when the event was served by mail, fax and so on.
    """

    length: int | None
    unit: Unit
    source: str
    calendar: str | None = None
    extended_by_service: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Row):
    """A period that the law sets: who must act, counted from which event."""

    id: str
    name: str
    event: str
    who: str
    versions: tuple[ClockVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceExtension(Row):
    """What a manner of service adds to a period. delivery: mail, mail_out_of_state, fax, electronic, personal, ..."""

    delivery: str
    length: int
    unit: Unit
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IneligibilityReason(Row):
    """name: the word used in review.json. effect: reject, defer (liability) or merge (duplicates)."""

    code: str
    name: str
    title: str
    source: str
    effect: Literal["reject", "defer", "merge"]
    notice: str
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
    levels_valid_from: date


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
    """Dollars, paid by the claims administrator; never by the employee."""

    kind: str
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
    """Disputes that the program takes, by date."""

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
    code: str
    name: str
    may_file: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
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
    extensions: tuple[ServiceExtension, ...]
    calendars: tuple[Calendar, ...]
    reasons: tuple[IneligibilityReason, ...]
    evidence: EvidenceLadder
    fees: tuple[Fee, ...]

    def clock(self, clock_id: str) -> Clock:
        return next(clock for clock in self.clocks if clock.id == clock_id)

    def calendar(self, name: str) -> Calendar:
        return next(calendar for calendar in self.calendars if calendar.name == name)

    def reason(self, name: str) -> IneligibilityReason:
        return next(reason for reason in self.reasons if reason.name == name)

    def extension(self, delivery: str) -> ServiceExtension | None:
        return next((row for row in self.extensions if row.delivery == delivery), None)
