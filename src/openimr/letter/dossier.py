"""Everything that is said of one case to the outside, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.case import Case, Chart, Patient
from openimr.determination import NOTHING_RECORDED, CheckFinding, ItemDossier, ProcessRecord, Sentence

__all__ = [
    "Candidate",
    "CheckFinding",
    "Dossier",
    "EligibilityReason",
    "EligibilityReport",
    "EngineInfo",
    "ItemDossier",
    "ProgramSettings",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    """What the program's pack says of its letters."""

    program: str = "ca-dwc"
    organization: str = "MAXIMUS"
    organization_full: str = "MAXIMUS Federal Services"
    appeal_text: str = (
        "A determination may be appealed to the Workers' Compensation Appeals Board within 30 days, on the grounds of "
        "Labor Code section 4610.6(h)."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReason:
    """code: the published vocabulary (unsigned, late, ...). source: statute. computation: the dates, worked out.

    steps: the same, line by line.
    """

    code: str
    says: str
    source: str
    computation: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityReport:
    """last_day: the day an application had to arrive by, with the steps that give it. questions: what to ask.

    undecided: it cannot be told from the file whether the dispute may be reviewed; drafted as if, with the questions.
    """

    eligible: bool
    reasons: tuple[EligibilityReason, ...] = ()
    last_day: date | None = None
    last_day_steps: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reviewer who could be assigned; id, never a name. Statements are printed only if the record supports them."""

    id: str
    fit: float
    reasons: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    board: str | None = None
    state: str | None = None
    over_five_years: bool = False
    full_hours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """packs: (name, edition). timings: (step, seconds); the only part that differs between equal runs."""

    version: str
    packs: tuple[tuple[str, str], ...] = ()
    timings: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    settings: ProgramSettings
    case: Case
    eligibility: EligibilityReport
    patient: Patient
    chart: Chart
    items: tuple[ItemDossier, ...]
    summary: tuple[Sentence, ...]
    engine: EngineInfo
    specialties: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    checks: tuple[CheckFinding, ...] = ()
    process: ProcessRecord = NOTHING_RECORDED
