"""The closed vocabulary in which guideline packs are written: eight leaf kinds, two wrappers, four combinators.

A pack is data: no expressions, no code. Unknown keys are refused. Reference: docs/reference/guideline-vocabulary.md.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Reports = Literal[
    "visit_trial",
    "cumulative_cap",
    "functional_improvement",
    "prior_trial",
    "failed_conservative_care",
    "corroborated_by_exam",
    "corroborated_by_imaging",
    "symptom_duration",
    "dose_ceiling",
    "duration_ceiling",
    "risk_factor",
    "contraindication",
    "not_recommended",
    "compound_component",
    "psych_clearance",
    "monitoring",
    "red_flag",
    "levels_limit",
    "timing_after_surgery",
    "other",
]
Stance = Literal["recommended", "conditional", "not_recommended", "cap", "rule"]
Level = Literal["mtus", "acoem_odg", "other_guideline", "study"]
Unit = Literal[
    "visits", "sessions", "days", "weeks", "months", "years", "hours per week", "mg", "levels", "procedure", "units"
]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Leaf(Model):
    """What every leaf has. name: the condition in plain words, printed.

    silence: what a fully read, silent file means. not_documented (the rule); presumed_absent (contraindications and red
    flags: searched, none found); not_met (what the guideline demands was plainly not done).
    match: what a fact must share with the item to count; a fact that does not say is kept.
    """

    id: str
    reports: Reports = "other"
    name: str
    silence: Literal["not_documented", "presumed_absent", "not_met"] = "not_documented"
    match: tuple[Literal["body_region", "laterality", "level", "drug"], ...] = ()
    informative: bool = False


class Also(Model):
    """Words that count as the concept where a fact of that type has them in its name (whole words, any case)."""

    diagnosis: tuple[str, ...] = ()
    exam: tuple[str, ...] = ()
    comorbidity: tuple[str, ...] = ()
    medication: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    imaging: tuple[str, ...] = ()
    allergy: tuple[str, ...] = ()
    work_status: tuple[str, ...] = ()


class FindingLeaf(Leaf):
    """F. A concept is stated (want: present) or its contrary is (want: absent).

    concepts: any of them counts. `functional_improvement` reads the functional-improvement facts; part narrows it.
    prefer: where statements go both ways, those that count (a sign once found is there, though another hand is free of it).
    """

    kind: Literal["finding"]
    concepts: tuple[str, ...]
    want: Literal["present", "absent"] = "present"
    prefer: Literal["present", "absent"] | None = None
    also: Also = Also()
    part: Literal["adl", "restrictions", "dependency"] | None = None
    within_months: float | None = None


class QuantityLeaf(Leaf):
    """Q. A number against a limit: least <= number <= most, in `unit`.

    measure: requested | prior | cumulative (prior + requested) | dose_per_day (mg) | morphine_equivalents_per_day |
    hours_per_week | per_week | duration_weeks | supply_days | levels | age | finding_value (of `concepts`) |
    use_weeks (from the first to the last dated mention of the item's drug in use).
    """

    kind: Literal["quantity"]
    measure: Literal[
        "requested",
        "prior",
        "cumulative",
        "dose_per_day",
        "morphine_equivalents_per_day",
        "hours_per_week",
        "per_week",
        "duration_weeks",
        "supply_days",
        "levels",
        "age",
        "finding_value",
        "use_weeks",
    ]
    least: float | None = None
    most: float | None = None
    unit: Unit = "visits"
    services: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    window_months: float | None = None
    silent_history: Literal["unknown", "none_given"] = "unknown"

    @model_validator(mode="after")
    def limits_fit(self) -> QuantityLeaf:
        if self.least is None and self.most is None:
            raise ValueError("give least, most or both")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"least {self.least:g} is above most {self.most:g}; swap them")
        return self


class TimingLeaf(Leaf):
    """T. Time from an event to the selection date. surgery, study and treatment take `names`, the latest one counts."""

    kind: Literal["timing"]
    since: Literal["injury", "surgery", "procedure", "study", "treatment_start"]
    names: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: Literal["days", "weeks", "months", "years"] = "months"

    @model_validator(mode="after")
    def limits_fit(self) -> TimingLeaf:
        if self.least is None and self.most is None:
            raise ValueError("give least, most or both")
        return self


class PriorTreatmentLeaf(Leaf):
    """P. Treatments tried. treatments: groups, each any of its words; `need` groups must qualify (None: all).

    outcome failed: without lasting benefit, not tolerated or contraindicated; tried: given at all.
    """

    kind: Literal["prior_treatment"]
    treatments: tuple[tuple[str, ...], ...]
    need: int | None = None
    outcome: Literal["failed", "tried"] = "failed"
    least_weeks: float | None = None


class PriorResponseLeaf(Leaf):
    """R. Relief after an earlier instance: at least so many percent, for at least so many weeks."""

    kind: Literal["prior_response"]
    relief_concept: str
    least_percent: float | None = None
    duration_concept: str | None = None
    least_weeks: float | None = None


class CorroborationLeaf(Leaf):
    """C. A study of one of the modalities whose finding has one of the words, on the item's side, region and level."""

    kind: Literal["corroboration"]
    modalities: tuple[str, ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()


class Ingredient(Model):
    """A drug or class inside a compound: its names, whether it is recommended in this form, and why not."""

    names: tuple[str, ...]
    recommended: bool
    name: str


class ComponentLeaf(Leaf):
    """M. Every part of the request against `ingredients`. An unlisted part is unknown."""

    kind: Literal["component"]
    ingredients: tuple[Ingredient, ...]


class JudgementLeaf(Leaf):
    """J. A question that only the reviewer can answer."""

    kind: Literal["judgement"]
    question: str


class Stage(Model):
    """range: usual low and high number; most: ceiling of prior + requested; requires: what entry to this stage asks."""

    name: str
    range: tuple[int, int]
    most: int
    weeks: float | None = None
    requires: Criterion | None = None

    @model_validator(mode="after")
    def range_fits(self) -> Stage:
        if self.range[0] > self.range[1] or self.range[1] > self.most:
            raise ValueError(f"range {list(self.range)} must rise and end at or below most {self.most}")
        return self


class Staged(Model):
    """S. Trial, then continuation. The trial counts as done at its low end; the total is the last stage's `most`."""

    kind: Literal["staged"]
    id: str
    name: str
    unit: Unit = "visits"
    services: tuple[str, ...] = ()
    stages: tuple[Stage, Stage]
    silent_history: Literal["unknown", "none_given"] = "unknown"


class Blanket(Model):
    """B. Not recommended, unless an exception is met. `name`: what the item must not be, printed."""

    kind: Literal["blanket"]
    id: str
    name: str
    reports: Reports = "not_recommended"
    exceptions: tuple[Criterion, ...] = ()


class All(Model):
    kind: Literal["all"]
    of: tuple[Criterion, ...]


class Any(Model):
    kind: Literal["any"]
    of: tuple[Criterion, ...]


class AtLeast(Model):
    kind: Literal["at_least"]
    count: int = Field(ge=1)
    of: tuple[Criterion, ...]

    @model_validator(mode="after")
    def reachable(self) -> AtLeast:
        if self.count > len(self.of):
            raise ValueError(f"count {self.count} is above the {len(self.of)} criteria given")
        return self


class Not(Model):
    kind: Literal["not"]
    of: Criterion


AnyLeaf = (
    FindingLeaf
    | QuantityLeaf
    | TimingLeaf
    | PriorTreatmentLeaf
    | PriorResponseLeaf
    | CorroborationLeaf
    | ComponentLeaf
    | JudgementLeaf
)
Criterion = Annotated[AnyLeaf | Staged | Blanket | All | Any | AtLeast | Not, Field(discriminator="kind")]


class AppliesWhen(Model):
    """Which items a row is about; every key given must fit. Words are whole words, any case.

    drugs: item.drug or words of the request. phase: initial (no earlier visits) | continuation. surgery: words of an
    operation in the file. criteria: concepts the file must show; unknown applicability asks the reviewer.
    """

    body_regions: tuple[str, ...] = ()
    not_body_regions: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    not_drugs: tuple[str, ...] = ()
    request_words: tuple[str, ...] = ()
    not_request_words: tuple[str, ...] = ()
    phase: Literal["initial", "continuation"] | None = None
    surgery: tuple[str, ...] = ()
    purchase: bool | None = None
    repeat: bool | None = None
    criteria: Criterion | None = None


class Cite(Model):
    title: str
    section: str | None = None
    pages: str | None = None


class InForce(Model):
    since: date = Field(alias="from")
    to: date | None = None

    @model_validator(mode="after")
    def in_order(self) -> InForce:
        if self.to is not None and self.to < self.since:
            raise ValueError(f"in force to {self.to} is before from {self.since}")
        return self


class Verified(Model):
    """Who compared the row with the official text, when, and the text's hash. Null until someone has."""

    by: str | None = None
    on: date | None = None
    file_sha256: str | None = None


class Example(Model):
    """A proof of the row: item fields and facts in short form -> the expected answer of the row.

    findings: concept -> present | absent | a number. prior: visits attended (two numbers: sources disagree).
    improvement: of this service. failed, tried: modality -> weeks (null = not said). imaging: finding text of a study.
    """

    name: str
    quantity: float | None = None
    item: dict[str, str | float | bool | list[str] | None] = {}
    prior: tuple[int, ...] = ()
    improvement: Literal["present", "absent"] | None = None
    findings: dict[str, Literal["present", "absent"] | float] = {}
    failed: dict[str, float | None] = {}
    tried: dict[str, float | None] = {}
    imaging: dict[str, str] = {}
    surgery: dict[str, date] = {}
    injury: date | None = None
    expect: Literal["met", "not_met", "not_documented", "not_applicable"]


class Row(Model):
    """One recommendation. service: one or several of the published services. order: lower is tried first.

    informative: shown, never decides (statutory caps, formulary status). overrides ids of rows that it displaces.
    """

    id: str
    service: tuple[str, ...]
    stance: Stance
    cite: tuple[Cite, ...]
    rule: str
    criteria: Criterion
    applies_when: AppliesWhen = AppliesWhen()
    in_force: InForce | None = None
    informative: bool = False
    displaces: tuple[str, ...] = ()
    verified: Verified = Verified()
    source: str | None = None
    examples: tuple[Example, ...] = ()


class PackHead(Model):
    id: str
    title: str
    authority: str | None = None
    edition: str
    level: Level
    in_force: InForce
    rights: str
    source: str
    morphine_equivalents: dict[str, float] = {}


class Pack(Model):
    """One YAML file of rows. Several files may carry the same pack id; ids of rows are unique over the library."""

    schema_: Literal["imr-guideline/1"] = Field(alias="schema")
    pack: PackHead
    recommendations: tuple[Row, ...]


for _model in (Stage, Blanket, All, Any, AtLeast, Not, Staged, AppliesWhen, Row, Pack):
    _model.model_rebuild()
