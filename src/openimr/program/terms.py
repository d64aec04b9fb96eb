"""What else a program's law fixes, as a pack gives it: forms, reviewers, outcomes, appeal, penalties, and its rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .periods import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(Row):
    """One rule in words, for people: group (filing, records, standards, ...), what it says, and where it stands."""

    id: str
    group: str
    says: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier(Row):
    """A number that a case, claim or proceeding bears. pattern: regular expression; None = free text."""

    code: str
    name: str
    source: str
    pattern: str | None = None
    example: str | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDocument(Row):
    """A form, letter or record of the process: who issues it, to whom, and what it must hold."""

    code: str
    name: str
    issued_by: str
    issued_to: tuple[str, ...]
    content: tuple[str, ...]
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTerms(Row):
    """How many review, who breaks a tie, where they must be licensed, and how they are chosen."""

    reviewers: int
    more_reviewers: str
    tie: Literal["service_is_provided", "odd_number", "not_documented"]
    license_state: Literal["any", "preferred", "required"]
    state: str | None
    assignment: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLabel(Row):
    """A word for the end of an item, a letter or a case, and what it means."""

    level: Literal["item", "letter", "case"]
    code: str
    label: str
    meaning: str
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRoute(Row):
    """Who hears an appeal, on which grounds, and whom a determination binds. clock: None = no period is known."""

    to: str
    binding: str
    grounds: tuple[str, ...]
    source: str
    clock: str | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification(Row):
    """What a reviewer must show. required: by law; otherwise a standard of the organization's contract."""

    id: str
    says: str
    data: tuple[str, ...]
    required: bool
    source: str
    valid_from: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRule(Row):
    """A party with whom nobody may be tied. organization, reviewer: which of the two statutory lists names it."""

    code: str
    party: str
    organization: bool
    reviewer: bool
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationForm(Row):
    """What a citation of one type must give."""

    type: str
    fields: tuple[str, ...]
    source: str
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceStrength(Row):
    """A letter of the strength of evidence in an earlier rule."""

    letter: str
    strength: str
    meaning: str
    source: str
    valid_from: date
    valid_to: date
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Row):
    """Dollars, for exposure only: the software computes and never assesses. None = not verified."""

    code: str
    says: str
    amount: int | None
    per: Literal["day", "case", "act"]
    cap: int | None
    source: str
    valid_from: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(Row):
    """Published counts of one year; None = not found."""

    year: int
    source: str
    applications: int | None = None
    letters: int | None = None
    overturned_percent: float | None = None
    days_from_full_records: str | None = None
    eligible_percent: float | None = None
    note: str = ""
