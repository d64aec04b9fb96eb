"""One item before one chart on one day: all that a criterion may look at, laid out so that each leaf finds its facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from openimr.case import Answer, Case, Chart, DisputedItem, Fact, Finding, PageRef, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the reviewer settled of one leaf, instead of the evaluator: its answer, or the value that is right where
    sources disagree. leaf_id: the leaf's id in its row."""

    row_id: str
    leaf_id: str
    answer: Answer | None = None
    value: float | None = None
    by: str = "the reviewer"


F = TypeVar("F", bound=Fact)


class Shelf:
    """The facts of a chart by type, and statements about concepts by concept; both in the chart's order."""

    __slots__ = ("_by_concept", "_by_type", "_chart", "_searched", "_unreadable")

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._by_type: dict[type[Fact], list[Fact]] = {}
        for fact in chart.facts:
            self._by_type.setdefault(type(fact), []).append(fact)
        self._by_concept: dict[str, list[Finding]] | None = None
        self._searched: tuple[PageRef, ...] | None = None
        self._unreadable: tuple[PageRef, ...] | None = None

    def of(self, kind: type[F]) -> list[F]:
        return self._by_type.get(kind, [])  # type: ignore[return-value]

    def about(self, concepts: tuple[str, ...]) -> list[Finding]:
        """Statements about any of the concepts."""
        if self._by_concept is None:
            self._by_concept = {}
            for fact in self.of(Finding):
                self._by_concept.setdefault(fact.concept, []).append(fact)
        return [fact for concept in concepts for fact in self._by_concept.get(concept, ())]

    @property
    def searched(self) -> tuple[PageRef, ...]:
        if self._searched is None:
            self._searched = self._chart.searched()
        return self._searched

    @property
    def unreadable(self) -> tuple[PageRef, ...]:
        if self._unreadable is None:
            self._unreadable = self._chart.unreadable()
        return self._unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """equivalents: morphine factors by drug, of the conversion table `table`. recorded: the reviewer's own answers."""

    item: DisputedItem
    case: Case
    chart: Chart
    at: date
    equivalents: tuple[tuple[str, float], ...] = ()
    table: str = ""
    recorded: tuple[Recorded, ...] = ()
    shelf: Shelf = field(default=None, repr=False, compare=False)  # type: ignore[assignment]

    def __post_init__(self) -> None:
        if self.shelf is None:
            object.__setattr__(self, "shelf", Shelf(self.chart))

    def chosen(self, leaf_id: str) -> float | None:
        """The value that the reviewer chose among those the sources give."""
        return next((one.value for one in self.recorded if one.leaf_id == leaf_id), None)

    def settled(self, leaf_id: str) -> Recorded | None:
        """The answer that the reviewer gave."""
        return next((one for one in self.recorded if one.leaf_id == leaf_id and one.answer is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact as an answer to a question: the concept is there, or its contrary."""

    present: bool
    fact: Fact
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A value that some source gives, and the facts that give it."""

    value: float
    facts: tuple[Fact, ...] = ()
