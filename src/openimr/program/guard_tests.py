"""What a guard can ask of the facts: a closed list of kinds, so that a pack holds no expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from .periods import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes(Row):
    """The fact is yes."""

    kind: Literal["yes"]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class No(Row):
    """The fact is no."""

    kind: Literal["no"]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownYes(Row):
    """The fact is known to be yes. Unknown counts as no here: for rules that only apply when something is shown."""

    kind: Literal["known_yes"]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYes(Row):
    """The fact is not known to be yes."""

    kind: Literal["not_yes"]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Row):
    """The fact is known, whatever it is."""

    kind: Literal["known"]
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Among(Row):
    """The fact is one of `values`."""

    kind: Literal["among"]
    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside(Row):
    """The word `fact` is not one of the words of the fact `words`; no words known means none."""

    kind: Literal["outside"]
    fact: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Row):
    """`moment` lies on or before the last day of the clock that starts at the fact `event`."""

    kind: Literal["within"]
    clock: str
    event: str
    moment: str
    delivery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Row):
    """`moment` lies after the last day of the clock that starts at the fact `event`."""

    kind: Literal["passed"]
    clock: str
    event: str
    moment: str
    delivery: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBefore(Row):
    """The day `fact` is not before the day of the fact `other`, or not before the fixed `day`."""

    kind: Literal["not_before"]
    fact: str
    other: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Same(Row):
    """Both facts are known and equal."""

    kind: Literal["same"]
    fact: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Row):
    """The count is at least `count`."""

    kind: Literal["at_least"]
    fact: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf(Row):
    """Every one of these guards is met."""

    kind: Literal["all_of"]
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Row):
    """One of these guards is met."""

    kind: Literal["any_of"]
    guards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMet(Row):
    """This guard is not met."""

    kind: Literal["not"]
    guard: str


Test = Annotated[
    Yes
    | No
    | KnownYes
    | NotYes
    | Known
    | Among
    | Outside
    | Within
    | Passed
    | NotBefore
    | Same
    | AtLeast
    | AllOf
    | AnyOf
    | NotMet,
    Field(discriminator="kind"),
]
