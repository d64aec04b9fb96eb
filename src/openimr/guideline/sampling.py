"""Random situations for a row, on both sides of its limits: for differential tests and benchmarks.

The same seed gives the same situations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from openimr.case import (
    Case,
    Chart,
    Component,
    ConservativeCare,
    DisputedItem,
    Fact,
    Fate,
    Finding,
    FunctionalImprovement,
    Imaging,
    LedgerEntry,
    Medication,
    PageRef,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
)

from .evidence import IMPROVEMENT
from .leaf_kinds import (
    ComponentLeaf,
    CorroborationLeaf,
    FindingLeaf,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    TimingLeaf,
)
from .loading import Edition
from .situation import Situation
from .timing import DAYS_IN
from .vocabulary import Staged

_SIDES = ("left", "right", None)
_POLARITIES = (Polarity.PRESENT, Polarity.ABSENT)


def sample(edition: Edition, seed: int) -> Iterator[Situation]:
    """Endless situations for the row."""
    chance = Random(f"{edition.row.id} {seed}")
    while True:
        yield _Sampler(edition, chance).situation()


class _Sampler:
    """One situation in the making."""

    def __init__(self, edition: Edition, chance: Random) -> None:
        self.edition, self.chance = edition, chance
        self.at = (edition.in_force.to or edition.in_force.since + timedelta(days=700)) - timedelta(
            days=chance.randrange(300)
        )
        self.service = (*edition.row.service, "other")[0]
        self.facts: list[Fact] = []

    def situation(self) -> Situation:
        for node in self.edition.nodes:
            make = _makers().get(type(node))
            if make is not None:
                make(self, node)
        item = self._item()
        injury = self._day(chance_of_none=0.2)
        case = Case(
            program="sample",
            items=(item,),
            date_of_injury=injury.to_day() if injury else None,
            date_of_birth=date(self.at.year - self.chance.randrange(18, 90), 3, 1) if self._likely(0.8) else None,
            rfa_date=self.at - timedelta(days=self.chance.randrange(30)) if self._likely(0.7) else None,
        )
        fate = Fate.UNREADABLE if self._likely(0.1) else Fate.READ
        ledger = (LedgerEntry(ref=PageRef("sample.pdf", 1), fate=fate, document=None, confidence=1.0),)
        return Situation(
            item=item,
            case=case,
            chart=Chart(pages=(), documents=(), ledger=ledger, facts=tuple(self.facts)),
            at=self.at,
            equivalents=self.edition.factors,
        )

    def _item(self) -> DisputedItem:
        quantities = [self._near(limit) for limit in self._limits()] + [1, 4, 12]
        quantity = self.chance.choice([*quantities, None])
        drugs = [drug for drug, _ in self.edition.factors] or ["naproxen"]
        return DisputedItem(
            n=1,
            request=self.chance.choice([self.service, f"{self.service} L4-L5 and L5-S1", f"{self.service} at L5-S1"]),
            service=self.service,
            quantity=quantity,
            quantity_most=quantity + 4 if quantity and self._likely(0.15) else None,
            unit="visits",
            frequency=self.chance.choice([None, "3 times a week", "4 hours a day, 5 days a week"]),
            duration_weeks=self.chance.choice([None, *[self._near(limit) for limit in self._limits()]]),
            laterality=self.chance.choice(_SIDES),
            drug=self.chance.choice(drugs),
            strength_mg=self.chance.choice([None, 5, 10, 30]),
            per_day=self.chance.choice([None, 1, 3, 6]),
            components=tuple(Component(name=name) for name in self._parts()),
            repeat=self.chance.choice([True, False]),
        )

    def _limits(self) -> list[float]:
        found: list[float] = []
        for node in self.edition.nodes:
            if isinstance(node, Staged):
                found += [float(stage.most) for stage in node.stages]
            found += [limit for key in ("least", "most") if (limit := getattr(node, key, None)) is not None]
        return found or [6.0]

    def _parts(self) -> list[str]:
        rows = [one for node in self.edition.nodes if isinstance(node, ComponentLeaf) for one in node.ingredients]
        names = [one.names[0] for one in rows] + ["unheard-of extract"]
        return self.chance.sample(names, k=min(self.chance.randrange(4), len(names))) if rows else []

    def _likely(self, share: float) -> bool:
        return self.chance.random() < share

    def _near(self, limit: float) -> float:
        return max(0.0, limit + self.chance.choice([-3, -1, 0, 0, 1, 3]))

    def _spans(self, quote: str = "said") -> tuple[Span, ...]:
        return (Span("sample.pdf", 1, 0, len(quote), quote),)

    def _day(self, *, chance_of_none: float) -> PartialDate | None:
        if self._likely(chance_of_none):
            return None
        day = self.at - timedelta(days=int(self.chance.expovariate(1 / 400)))
        return self.chance.choice([PartialDate.of(day), PartialDate.of(day), PartialDate(day.year, day.month)])

    def finding(self, leaf: FindingLeaf) -> None:
        for polarity in _POLARITIES:
            if self._likely(0.4):
                concept = self.chance.choice(leaf.concepts)
                when = self._day(chance_of_none=0.5)
                if concept == IMPROVEMENT:
                    gain = FunctionalImprovement(
                        spans=self._spans(), service=self.service, polarity=polarity, date=when
                    )
                    self.facts.append(gain)
                else:
                    self.facts.append(Finding(spans=self._spans(), concept=concept, polarity=polarity, date=when))

    def quantity(self, leaf: QuantityLeaf) -> None:
        if leaf.measure in ("prior", "cumulative"):
            self.visits(leaf.services or (self.service,))
        elif leaf.measure == "finding_value" and leaf.concepts and self._likely(0.7):
            value = self._near(self.chance.choice(self._limits()))
            self.facts.append(
                Finding(spans=self._spans(), concept=leaf.concepts[0], polarity=Polarity.PRESENT, value=value)
            )
        elif leaf.measure == "morphine_equivalents_per_day":
            for drug, _ in self.chance.sample(list(self.edition.factors), k=min(2, len(self.edition.factors))):
                self.facts.append(
                    Medication(spans=self._spans(), name=drug, strength_mg=10, per_day=4, current=self._likely(0.5))
                )

    def visits(self, services: tuple[str, ...]) -> None:
        for _ in range(self.chance.randrange(3)):
            count = int(self._near(self.chance.choice(self._limits())))
            self.facts.append(
                TreatmentCourse(spans=self._spans(), service=self.chance.choice(services), completed=count)
            )

    def staged(self, node: Staged) -> None:
        self.visits(node.services or (self.service,))

    def timing(self, leaf: TimingLeaf) -> None:
        if leaf.since == "injury" or self._likely(0.2):
            return
        days = self._near(self.chance.choice(self._limits())) * DAYS_IN[leaf.unit] + self.chance.choice([-1, 0, 1])
        day = self.at - timedelta(days=days)
        when = self.chance.choice([PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)])
        name = self.chance.choice(leaf.names or (self.service,))
        match leaf.since:
            case "study":
                self.facts.append(Imaging(spans=self._spans(), modality=name, date=when))
            case "treatment_start":
                self.facts.append(TreatmentCourse(spans=self._spans(), service=name, start=when))
            case _:
                self.facts.append(Procedure(spans=self._spans(), name=name, date=when))

    def prior_treatment(self, leaf: PriorTreatmentLeaf) -> None:
        for words in leaf.treatments:
            if self._likely(0.6):
                care = ConservativeCare(
                    spans=self._spans(),
                    modality=self.chance.choice(words),
                    duration_weeks=self.chance.choice([None, self._near(leaf.least_weeks or 6)]),
                    failed=self.chance.choice([True, True, False, None]),
                    date=self._day(chance_of_none=0.3),
                )
                self.facts.append(care)

    def prior_response(self, leaf: PriorResponseLeaf) -> None:
        for concept, limit in ((leaf.relief_concept, leaf.least_percent), (leaf.duration_concept, leaf.least_weeks)):
            if concept and self._likely(0.7):
                amount = self._near(limit or 50)
                polarity = self.chance.choice(_POLARITIES)
                value = self.chance.choice([amount, amount, None])
                self.facts.append(Finding(spans=self._spans(), concept=concept, polarity=polarity, value=value))

    def corroboration(self, leaf: CorroborationLeaf) -> None:
        if self._likely(0.7):
            finding = self.chance.choice([self.chance.choice(leaf.words), "normal", None])
            study = Imaging(
                spans=self._spans(),
                modality=self.chance.choice(leaf.modalities),
                finding=finding,
                laterality=self.chance.choice(_SIDES),
            )
            self.facts.append(study)


@cache
def _makers() -> dict[type, Callable[..., None]]:
    return {
        FindingLeaf: _Sampler.finding,
        QuantityLeaf: _Sampler.quantity,
        Staged: _Sampler.staged,
        TimingLeaf: _Sampler.timing,
        PriorTreatmentLeaf: _Sampler.prior_treatment,
        PriorResponseLeaf: _Sampler.prior_response,
        CorroborationLeaf: _Sampler.corroboration,
    }
