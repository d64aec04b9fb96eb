"""Examples that every row carries: built into a small case and chart, evaluated, compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from openimr.case import (
    Answer,
    Case,
    Chart,
    Component,
    ConservativeCare,
    DisputedItem,
    Fact,
    Finding,
    FunctionalImprovement,
    Imaging,
    Measure,
    Medication,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
)

from .evaluation import apply
from .loading import Edition, Library
from .selection import applicability
from .situation import Situation
from .vocabulary import Example

_TEXT = ("request", "frequency", "unit", "body_region", "laterality", "level", "drug")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """expected and found: met | not_met | not_documented | not_applicable. where: `file:line` of the rule, if it fails."""

    row_id: str
    example: str
    expected: str
    found: str
    where: str = ""

    @property
    def holds(self) -> bool:
        return self.expected == self.found


def prove(library: Library) -> tuple[Proof, ...]:
    """Runs every example of every row."""
    return tuple(_proof(edition, example) for edition in library.editions for example in edition.row.examples)


def _proof(edition: Edition, example: Example) -> Proof:
    situation = _situation(edition, example)
    applies = applicability(edition.row.applies_when, situation)
    found = apply(edition, situation).answer.value if applies is Answer.MET else "not_applicable"
    where = edition.where("examples") if found != example.expect else ""
    return Proof(row_id=edition.row.id, example=example.name, expected=example.expect, found=found, where=where)


def _situation(edition: Edition, example: Example) -> Situation:
    item = _item(edition, example)
    at = edition.in_force.to or edition.in_force.since + timedelta(days=365)
    case = Case(
        program="example",
        items=(item,),
        date_of_injury=example.injury,
        date_of_birth=_born(example, at),
        sex=example.sex,
        rfa_date=at,
    )
    chart = Chart(pages=(), documents=(), ledger=(), facts=_facts(item, example, at))
    return Situation(item=item, case=case, chart=chart, at=at)


def _born(example: Example, at: date) -> date | None:
    age = _number(example, "age")
    return date(at.year - int(age), 1, 1) if age is not None else None


def _number(example: Example, key: str) -> float | None:
    value = example.item.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _item(edition: Edition, example: Example) -> DisputedItem:
    text = {key: str(value) for key, value in example.item.items() if key in _TEXT and value is not None}
    parts, purchase, repeat = (example.item.get(key) for key in ("components", "purchase", "repeat"))
    return DisputedItem(
        n=1,
        request=text.get("request", edition.row.service[0]),
        service=edition.row.service[0],
        quantity=example.quantity,
        frequency=text.get("frequency"),
        unit=text.get("unit"),
        body_region=text.get("body_region"),
        laterality=text.get("laterality"),
        level=text.get("level"),
        drug=text.get("drug"),
        duration_weeks=_number(example, "duration_weeks"),
        strength_mg=_number(example, "strength_mg"),
        per_day=_number(example, "per_day"),
        components=tuple(Component(name=name) for name in parts) if isinstance(parts, list) else (),
        purchase=purchase if isinstance(purchase, bool) else None,
        repeat=repeat if isinstance(repeat, bool) else None,
    )


def _facts(item: DisputedItem, example: Example, at: date) -> tuple[Fact, ...]:
    spans = (Span(file="example.pdf", page=1, start=0, end=7, quote="example"),)
    facts: list[Fact] = [TreatmentCourse(spans=spans, service=item.service, completed=count) for count in example.prior]
    if example.improvement:
        polarity = Polarity(example.improvement)
        facts.append(FunctionalImprovement(spans=spans, service=item.service, polarity=polarity))
    for concept, value in example.findings.items():
        stated = Polarity(value) if isinstance(value, str) else Polarity.PRESENT
        number = None if isinstance(value, str) else value
        facts.append(Finding(spans=spans, concept=concept, polarity=stated, value=number))
    for outcome, care in ((True, example.failed), (False, example.helped), (None, example.tried)):
        facts += [
            ConservativeCare(spans=spans, modality=name, duration_weeks=weeks, failed=outcome)
            for name, weeks in care.items()
        ]
    facts += [Imaging(spans=spans, modality=name, finding=text) for name, text in example.imaging.items()]
    facts += [Measure(spans=spans, name=name, value=f"{number:g}") for name, number in example.measures.items()]
    if example.used is not None:
        days = (at - timedelta(weeks=example.used), at)
        facts += [Medication(spans=spans, name=item.drug or "", date=PartialDate.of(day), current=True) for day in days]
    facts += [Procedure(spans=spans, name=name, date=PartialDate.of(day)) for name, day in example.surgery.items()]
    return tuple(facts)
