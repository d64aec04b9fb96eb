"""The eight leaf kinds of the guideline vocabulary. Unknown keys are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

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
Unit = Literal[
    "visits", "sessions", "days", "weeks", "months", "years", "hours per week", "mg", "levels", "procedure", "units",
    "hours", "points", "dollars",
]  # fmt: skip
Scope = Literal["injury", "episode", "lifetime"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Leaf(Model):
    """What every leaf has. name: the condition in plain words, printed.

    silence: what a fully read, silent file means. not_documented (the rule); presumed_absent (contraindications and red
    flags: searched, none found); not_met (what the guideline demands was plainly not done).
    match: what a fact must share with the item to count; a fact that does not say is kept.
    by: roles of authors whose documents count (e.g. treating physician); a document that names no role is kept.
    """

    id: str
    reports: Reports = "other"
    name: str
    silence: Literal["not_documented", "presumed_absent", "not_met"] = "not_documented"
    match: tuple[Literal["body_region", "laterality", "level", "drug"], ...] = ()
    by: tuple[str, ...] = ()
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
    hours_per_week | per_week | duration_weeks | supply_days | levels | age | finding_value (of `concepts` or `measures`) |
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
    measures: tuple[str, ...] = ()
    window_months: float | None = None
    scope: Scope = "injury"
    silent_history: Literal["unknown", "none_given"] = "unknown"

    @model_validator(mode="before")
    @classmethod
    def fill_in_unit(cls, given: object) -> object:
        """A measure that has only one unit need not name it."""
        if isinstance(given, dict) and "unit" not in given and given.get("measure") in _UNITS:
            return given | {"unit": _UNITS[given["measure"]][0]}
        return given

    @model_validator(mode="after")
    def limits_fit(self) -> QuantityLeaf:
        _refuse_limits(self.least, self.most)
        return self

    @model_validator(mode="after")
    def unit_fits(self) -> QuantityLeaf:
        allowed = _UNITS.get(self.measure)
        if allowed and self.unit not in allowed:
            raise ValueError(f"{self.measure} is not measured in {self.unit}; write unit: {allowed[0]}")
        if self.measure == "finding_value" and not self.concepts and not self.measures:
            raise ValueError("finding_value needs `concepts:` or `measures:`, whose number counts; add them")
        return self


_COUNTED: tuple[Unit, ...] = ("visits", "sessions", "days", "weeks", "months", "hours", "procedure", "units")
_UNITS: dict[str, tuple[Unit, ...]] = {
    "requested": _COUNTED,
    "prior": _COUNTED,
    "cumulative": _COUNTED,
    "dose_per_day": ("mg",),
    "morphine_equivalents_per_day": ("mg",),
    "hours_per_week": ("hours per week",),
    "per_week": ("visits", "sessions", "units"),
    "duration_weeks": ("weeks",),
    "supply_days": ("days",),
    "levels": ("levels",),
    "age": ("years",),
    "use_weeks": ("weeks",),
}


def _refuse_limits(least: float | None, most: float | None) -> None:
    if least is None and most is None:
        raise ValueError("give least, most or both")
    if least is not None and most is not None and least > most:
        raise ValueError(f"least {least:g} is above most {most:g}; swap them")


class TimingLeaf(Leaf):
    """T. Time from an event to the selection date, or to the request for authorization (until: request).

    surgery, study and treatment take `names`; the latest one counts. A negative `least` counts days before the event
    too (surgery being day zero), and then a planned event counts as well.
    """

    kind: Literal["timing"]
    since: Literal["injury", "surgery", "procedure", "study", "treatment_start"]
    until: Literal["selection", "request"] = "selection"
    names: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    unit: Literal["days", "weeks", "months", "years"] = "months"

    @model_validator(mode="after")
    def limits_fit(self) -> TimingLeaf:
        _refuse_limits(self.least, self.most)
        if self.since == "study" and not self.names:
            raise ValueError("time since a study needs `names:`, the modalities that count; add them")
        return self


class PriorTreatmentLeaf(Leaf):
    """P. Treatments tried. treatments: groups, each any of its words; `need` groups must qualify (None: all).

    outcome failed: without lasting benefit, not tolerated or contraindicated; tried: given at all.
    ordered: each group was begun no later than the next (step therapy).
    """

    kind: Literal["prior_treatment"]
    treatments: tuple[tuple[str, ...], ...]
    need: int | None = None
    outcome: Literal["failed", "tried"] = "failed"
    ordered: bool = False
    least_weeks: float | None = None

    @model_validator(mode="after")
    def reachable(self) -> PriorTreatmentLeaf:
        if self.need is not None and not 1 <= self.need <= len(self.treatments):
            raise ValueError(f"need {self.need} does not fit the {len(self.treatments)} groups given; correct it")
        return self


class PriorResponseLeaf(Leaf):
    """R. Relief after an earlier instance: at least so many percent, for at least so many weeks."""

    kind: Literal["prior_response"]
    relief_concept: str
    least_percent: float | None = None
    duration_concept: str | None = None
    least_weeks: float | None = None


class CorroborationLeaf(Leaf):
    """C. A study of one of the modalities whose finding has one of the words, on the item's side, region and level.

    exam: words of signs that the study must agree with in side and, where `match` has level, in level.
    """

    kind: Literal["corroboration"]
    modalities: tuple[str, ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    exam: tuple[str, ...] = ()


class Ingredient(Model):
    """A drug or class inside a compound: its names, whether it is recommended in this form, and why not.

    above_percent: the row is only about the drug in a higher strength than this; it stands before the plain row.
    """

    names: tuple[str, ...]
    recommended: bool
    name: str
    above_percent: float | None = None


class ComponentLeaf(Leaf):
    """M. The parts of the request against `ingredients`: every one must be recommended, or (need: any) one of them.

    An unlisted part is unknown. A request that names no parts is as silent as the leaf says.
    """

    kind: Literal["component"]
    need: Literal["every", "any"] = "every"
    ingredients: tuple[Ingredient, ...]


class JudgementLeaf(Leaf):
    """J. A question that only the reviewer can answer. answers: the allowed ones; the first means that it is met."""

    kind: Literal["judgement"]
    question: str
    answers: tuple[str, ...] = ("yes", "no")
