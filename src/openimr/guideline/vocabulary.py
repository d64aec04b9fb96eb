"""The closed vocabulary in which guideline packs are written: eight leaf kinds, two wrappers, four combinators.

A pack is data: no expressions, no code. Unknown keys are refused. Reference: docs/reference/guideline-vocabulary.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, cast

from pydantic import Field, model_validator

from .contradictions import refuse_contradictions
from .leaf_kinds import (
    ComponentLeaf,
    CorroborationLeaf,
    FindingLeaf,
    JudgementLeaf,
    Model,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    Reports,
    Scope,
    TimingLeaf,
    Unit,
)

Stance = Literal["recommended", "conditional", "not_recommended", "cap", "rule"]
Level = Literal["mtus", "acoem_odg", "other_guideline", "study"]


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
    scope: Scope = "injury"
    stages: tuple[Stage, Stage]
    silent_history: Literal["unknown", "none_given"] = "unknown"

    @model_validator(mode="after")
    def stages_rise(self) -> Staged:
        trial, total = self.stages
        if trial.most > total.most:
            raise ValueError(f"the trial's most {trial.most} is above the total's most {total.most}; swap the stages")
        if trial.weeks and total.weeks and trial.weeks > total.weeks:
            raise ValueError(f"the trial's {trial.weeks:g} weeks are above the total's {total.weeks:g}; correct them")
        return self


class Blanket(Model):
    """B. Not recommended, unless an exception is met. `name`: what the item must not be, printed."""

    kind: Literal["blanket"]
    id: str
    name: str
    reports: Reports = "not_recommended"
    exceptions: tuple[Criterion, ...] = ()


class All(Model):
    """Every one. Limits and findings that exclude each other are refused: nothing could ever meet them."""

    kind: Literal["all"]
    of: tuple[Criterion, ...]

    @model_validator(mode="after")
    def satisfiable(self) -> All:
        refuse_contradictions(self.of)
        return self


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

    drugs: item.drug or words of the request. phase: initial (no earlier visits) | continuation | acute (within 3 months
    of the injury) | chronic | postsurgical (within 6 months of a dated operation). surgery: words of an operation in the
    file. sex: of the patient. criteria: concepts the file must show; unknown applicability asks the reviewer.
    """

    body_regions: tuple[str, ...] = ()
    not_body_regions: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    not_drugs: tuple[str, ...] = ()
    request_words: tuple[str, ...] = ()
    not_request_words: tuple[str, ...] = ()
    phase: Literal["initial", "continuation", "acute", "chronic", "postsurgical"] | None = None
    surgery: tuple[str, ...] = ()
    purchase: bool | None = None
    repeat: bool | None = None
    sex: Literal["male", "female"] | None = None
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
    improvement: of this service. failed, helped, tried: modality -> weeks (null = not said). imaging: finding text of a
    study. measures: name -> number. used: weeks from the first to the last mention of the item's drug.
    """

    name: str
    quantity: float | None = None
    item: dict[str, str | float | bool | list[str] | None] = Field(default_factory=dict)
    prior: tuple[int, ...] = ()
    improvement: Literal["present", "absent"] | None = None
    findings: dict[str, Literal["present", "absent"] | float] = Field(default_factory=dict)
    failed: dict[str, float | None] = Field(default_factory=dict)
    helped: dict[str, float | None] = Field(default_factory=dict)
    tried: dict[str, float | None] = Field(default_factory=dict)
    imaging: dict[str, str] = Field(default_factory=dict)
    surgery: dict[str, date] = Field(default_factory=dict)
    measures: dict[str, float] = Field(default_factory=dict)
    used: float | None = None
    injury: date | None = None
    sex: Literal["male", "female"] | None = None
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

    @model_validator(mode="after")
    def ids_differ(self) -> Row:
        seen = set[str]()
        for node in walk(self.criteria):
            if node.kind in _NAMELESS:
                continue
            name = cast(Staged, node).id
            if name in seen:
                raise ValueError(f"criterion id {name!r} occurs twice in {self.id}; give each criterion its own")
            seen.add(name)
        return self


_NAMELESS = ("all", "any", "at_least", "not")


class PackHead(Model):
    id: str
    title: str
    authority: str | None = None
    edition: str
    level: Level
    in_force: InForce
    rights: str
    source: str
    morphine_equivalents: dict[str, float] = Field(default_factory=dict)


class Pack(Model):
    """One YAML file of rows. Several files may carry the same pack id; ids of rows are unique over the library."""

    schema_: Literal["imr-guideline/1"] = Field(alias="schema")
    pack: PackHead
    recommendations: tuple[Row, ...]


def parts_of(node: Criterion) -> tuple[Criterion, ...]:
    """What stands directly below a node, in reading order."""
    if node.kind in ("all", "any", "at_least"):
        return cast(All, node).of
    if node.kind == "not":
        return (node.of,)
    if node.kind == "blanket":
        return node.exceptions
    if node.kind == "staged":
        return tuple(stage.requires for stage in node.stages if stage.requires is not None)
    return ()


def walk(node: Criterion) -> Iterator[Criterion]:
    """The node and everything below it, in reading order."""
    yield node
    for one in parts_of(node):
        yield from walk(one)


for _model in (Stage, Blanket, All, Any, AtLeast, Not, Staged, AppliesWhen, Row, Pack):
    _model.model_rebuild()
