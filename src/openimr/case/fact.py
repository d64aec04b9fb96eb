"""Facts: what the file says of the patient, each with the words that say it.

Vocabulary and fields are those of review.json (docs/reference). A field that the file does not give is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .page import Span
from .partial_date import PartialDate


class Assertion(Enum):
    """In what sense a mention is true."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HISTORICAL = "historical"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


OF_THE_PATIENT = frozenset({Assertion.ASSERTED, Assertion.HISTORICAL})


class Polarity(Enum):
    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposer:
    """A language model that pointed to words of the file. version: what its server calls the model that answered."""

    model: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. Several spans: the file says the same in several places.

    only_in_ur: its only source is the utilization-review decision (8 CCR 9792.10.6(b)(2)).
    proposed_by: the language model that alone proposed it; None: the rules found it.
    """

    spans: tuple[Span, ...]
    assertion: Assertion = Assertion.ASSERTED
    only_in_ur: bool = False
    proposed_by: Proposer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Fact):
    """An operation, injection or block that was done. level: "L3-4". laterality: left | right | bilateral."""

    name: str
    body_region: str | None = None
    level: str | None = None
    laterality: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis(Fact):
    """code: ICD-9-CM or ICD-10-CM as printed."""

    name: str
    code: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentCourse(Fact):
    """A course of visits: authorized, completed (attended), no_show and billed are kept apart. start, end: days."""

    service: str
    authorized: int | None = None
    completed: int | None = None
    no_show: int | None = None
    billed: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    body_region: str | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication(Fact):
    """name: generic. strength_mg: of one unit. per_day: units a day at most. current: on `date`; None = not said."""

    name: str
    strength_mg: float | None = None
    per_day: float | None = None
    current: bool | None = None
    date: PartialDate | None = None
    quantity: int | None = None
    route: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imaging(Fact):
    """A study: X-ray, MRI, CT, ultrasound, EMG/NCS. date: of the study."""

    modality: str
    body_region: str | None = None
    laterality: str | None = None
    date: PartialDate | None = None
    finding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamFinding(Fact):
    name: str
    polarity: Polarity
    body_region: str | None = None
    laterality: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A number measured: pain scores as "7/10", indices and inventories as plain numbers, in the file's own unit."""

    name: str
    value: str
    body_region: str | None = None
    laterality: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionalImprovement(Fact):
    """Objective gain from a service, or its documented absence (8 CCR 9792.20). part: adl | restrictions | dependency | measured (on
    examination or by an index) | None."""

    service: str | None
    polarity: Polarity
    part: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStatus(Fact):
    status: str
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConservativeCare(Fact):
    """failed: True = without lasting benefit, False = helped, None = not said. duration_weeks: at least so long."""

    modality: str
    duration_weeks: float | None = None
    failed: bool | None = None
    body_region: str | None = None
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comorbidity(Fact):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy(Fact):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Fact):
    """A statement about a guideline concept (e.g. homebound, fluoroscopic_guidance), from the concept lexicon.

    polarity ABSENT: the file states the contrary. value: a number that belongs to it, in `unit`.
    drug: generic name of the one drug that the sentence names.
    """

    concept: str
    polarity: Polarity
    body_region: str | None = None
    value: float | None = None
    unit: str | None = None
    drug: str | None = None
    date: PartialDate | None = None


class RecordProblemKind(Enum):
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    OTHER_PATIENT = "other_patient"
    MISSING_DOCUMENT = "missing_document"
    ILLEGIBLE = "illegible"
    WRONG_FACT_IN_UR = "wrong_fact_in_ur"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProblem:
    """A contradiction, gap or misfiling in the records. about: one sentence for the reviewer."""

    kind: RecordProblemKind
    about: str
    spans: tuple[Span, ...]
