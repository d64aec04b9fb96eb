"""What a summary may draw on, and how its facts are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from openimr.case import Chart, Fact, PartialDate

from .summary_unrelieved import Unrelieved

Kind = TypeVar("Kind", bound=Fact)
SPINE = frozenset({"cervical spine", "thoracic spine", "lumbar spine", "lumbosacral spine", "spine", "sacrum"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """regions, services: of the disputed items. facts: of the patient, from the records. injured: the day of injury.

    unrelieved: what the records say did not relieve the pain.
    """

    regions: frozenset[str]
    services: frozenset[str]
    facts: tuple[Fact, ...]
    chart: Chart
    injured: PartialDate | None
    unrelieved: Unrelieved | None = None

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    def near(self, region: str | None) -> bool:
        """Whether a region is that of a disputed item; an unnamed one may be, and the spine is one."""
        if not self.regions or region is None:
            return True
        return region in self.regions or (region in SPINE and bool(self.regions & SPINE))

    def after(self, when: PartialDate | None) -> bool:
        """Whether a day may lie after the injury; an unknown one may."""
        return when is None or self.injured is None or when.latest() >= self.injured.earliest()


def day_of(fact: Fact) -> PartialDate:
    """The day a fact is of; the year 0 where the file does not say."""
    when = getattr(fact, "date", None) or getattr(fact, "end", None) or getattr(fact, "start", None)
    return when if isinstance(when, PartialDate) else PartialDate(0)


def newest(facts: Iterable[Kind]) -> list[Kind]:
    """Newest first; of one day, in the order of the file."""
    return sorted(facts, key=day_of, reverse=True)


def put_side(name: str, side: str | None) -> str:
    return f"{side} {name}" if side and side not in name.lower() else name
