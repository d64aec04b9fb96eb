"""Like cases decided both ways, and the fact that divides them. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .determination import Outcome
from .entry import Entry
from .figures import Interval, wilson
from .profile import Profile
from .signals import ABSENT, signals_in

_LEAST_GAP = 0.12
_LEAST_TOLD = 4
_DIVIDING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A like case. shared: what it has in common with the case asked about, in words."""

    entry: Entry
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divide:
    """A circumstance told by more of one side. upheld, overturned: how many of each side tell it, of how many. here: whether
    the case asked about tells it: True, False (it tells the contrary), None = it is silent."""

    fact: str
    upheld: tuple[int, int]
    overturned: tuple[int, int]
    here: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BothWays:
    """of_like, overturned: of the nearest cases of either side, how many were decided and overturned; interval: of that share."""

    profile: Profile
    upheld: tuple[Precedent, ...]
    overturned: tuple[Precedent, ...]
    divides: tuple[Divide, ...]
    of_like: int
    overturned_like: int

    @property
    def interval(self) -> Interval:
        return wilson(self.overturned_like, self.of_like)


def both_ways(
    profile: Profile, upheld: Sequence[Precedent], overturned: Sequence[Precedent], nearest: Sequence[Precedent]
) -> BothWays:
    """upheld, overturned: the nearest of each side. nearest: of both together, for the share."""
    decided = [one.entry.decision for one in nearest if one.entry.decision]
    return BothWays(
        profile=profile,
        upheld=tuple(upheld),
        overturned=tuple(overturned),
        divides=divides_of(profile, [one.entry for one in upheld], [one.entry for one in overturned]),
        of_like=len(decided),
        overturned_like=sum(decision is not Outcome.UPHELD for decision in decided),
    )


def divides_of(profile: Profile, upheld: Sequence[Entry], overturned: Sequence[Entry]) -> tuple[Divide, ...]:
    """The circumstances that tell the sides apart best, best first; () when none does."""
    said = [Counter(name for entry in side for name in traits_of(entry)) for side in (upheld, overturned)]
    here = frozenset(_traits(profile.signals, profile.guidelines))
    sizes = (len(upheld), len(overturned))
    if not all(sizes):
        return ()
    scored = sorted(
        ((_weight((said[0][name], said[1][name]), sizes), name) for name in said[0] | said[1]),
        key=lambda one: (-one[0], one[1]),
    )
    kept: list[Divide] = []
    for weight, name in scored:
        counts = (said[0][name], said[1][name])
        if weight and not _told_already(name, kept):
            kept.append(
                Divide(
                    fact=name, upheld=(counts[0], sizes[0]), overturned=(counts[1], sizes[1]), here=_here(name, here)
                )
            )
    return tuple(kept[:_DIVIDING])


def traits_of(entry: Entry) -> tuple[str, ...]:
    """What a determination tells, of the case and in its reasons."""
    told = dict.fromkeys((*entry.signals, *_of_reasons(entry.rationale)))
    return _traits(tuple(told), entry.guidelines)


def _traits(signals: Iterable[str], guidelines: Iterable[str]) -> tuple[str, ...]:
    return (*signals, *(f"guideline: {name}" for name in guidelines))


@lru_cache(maxsize=8192)
def _of_reasons(rationale: str) -> tuple[str, ...]:
    return signals_in(rationale)


def _weight(counts: tuple[int, int], sizes: tuple[int, int]) -> float:
    """How much knowing it tells of the side: the likelihood ratio statistic; 0 for what is told too seldom or as often by both."""
    if sum(counts) < min(_LEAST_TOLD, sum(sizes) // 2) or abs(counts[0] / sizes[0] - counts[1] / sizes[1]) < _LEAST_GAP:
        return 0.0
    total = sum(sizes)
    cells = [(counts[side], sizes[side]) for side in (0, 1)] + [
        (sizes[side] - counts[side], sizes[side]) for side in (0, 1)
    ]
    whole = [sum(counts)] * 2 + [total - sum(counts)] * 2
    return sum(
        2 * seen * math.log(seen * total / (size * row)) for (seen, size), row in zip(cells, whole, strict=True) if seen
    )


def _told_already(name: str, kept: Sequence[Divide]) -> bool:
    """Whether its contrary is among them."""
    return any(one.fact in (ABSENT + name, name.removeprefix(ABSENT)) and one.fact != name for one in kept)


def _here(name: str, here: frozenset[str]) -> bool | None:
    contrary = name.removeprefix(ABSENT) if name.startswith(ABSENT) else ABSENT + name
    return True if name in here else False if contrary in here else None


def shared_of(profile: Profile, entry: Entry) -> tuple[str, ...]:
    """Why a case is like another, the weightiest first."""
    parts = []
    if profile.service and profile.service == entry.service:
        parts.append(f"service: {entry.service}")
    if profile.region and profile.region == entry.region:
        parts.append(f"region: {entry.region}")
    parts += [f"guideline: {name}" for name in profile.guidelines if name in entry.guidelines]
    parts += [f"circumstance: {name}" for name in profile.signals if name in entry.signals]
    words = frozenset(" ".join(profile.facts).lower().split())
    parts += [fact for fact in entry.facts if len(words & frozenset(fact.partition(": ")[2].lower().split())) > 1][:4]
    return tuple(parts)
