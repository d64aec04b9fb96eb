"""How like cases went: what is known of a case before it is decided, and how well a model of past decisions foretells. Pure.

Nothing that follows the decision goes in: no reasons, no outcome words, no guideline of the reviewer, no identifier, no day or year of
the case, no name. Sex and age do not go in either; they serve to measure disparity.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from .determination import Outcome
from .entry import AGE_BANDS, Entry
from .figures import Interval, wilson
from .profile import Profile
from .signals import signals_in

_WORD = re.compile(r"[a-z]{4,}")
_MOST_WORDS = 30
_OUTCOME = re.compile(
    r"\b(?:up-?held|overturn\w*|revers(?:ed|al)|(?:not )?medically (?:necessary|appropriate)|(?:is|was|are|were) (?:not )?(?:supported|certified|"
    r"approved|authorized|warranted|indicated))\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
NOT_TOLD = "not told"
_LEFT_OUT = frozenset({"program", "region", "quantity"})
"""Fields left out when a letter does not tell them."""
CROSS = "&"
"""Joins the two features of a cross."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A decided item as the model sees it. year, sex and age_band are for splitting and measuring, never features."""

    features: tuple[str, ...]
    overturned: bool
    year: int
    sex: str | None = None
    age_band: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Items with like predictions: how many, the mean prediction, and how many were overturned."""

    count: int
    predicted: float
    overturned: int

    @property
    def rate(self) -> float:
        return self.overturned / self.count if self.count else math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Of one sex or age band. rate: overturned; predicted: mean prediction; auc: None where one outcome is missing."""

    name: str
    count: int
    rate: float
    predicted: float
    interval: Interval
    auc: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """On items decided after those learned from. calibration_error: mean gap of prediction and rate over ten bins of equal width, by their size.

    baseline_auc, baseline_brier: of the overturn rate of the same service, and of the rate of all.
    """

    learned_to: int
    tested_from: int
    tested_to: int
    learned: int
    tested: int
    auc: float
    brier: float
    calibration_error: float
    baseline_auc: float
    baseline_brier: float
    bins: tuple[Bin, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A feature and how it moves the rate, in log odds: above 0 toward overturned."""

    feature: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How like cases went. of: past items with a like prediction; overturned of them; interval: of their rate."""

    rate: float
    interval: Interval
    of: int
    overturned: int
    reasons: tuple[Reason, ...]
    unseen: tuple[str, ...] = ()


def sample_of(entry: Entry) -> Sample | None:
    """None for an item that is not decided or whose year is not known."""
    if entry.decision is None or entry.year is None:
        return None
    return Sample(
        features=features_of(entry),
        overturned=entry.decision is not Outcome.UPHELD,
        year=entry.year,
        sex=entry.sex,
        age_band=entry.age_band,
    )


def features_of(entry: Entry) -> tuple[str, ...]:
    """Known before the decision: fields, their crosses, circumstances of the clinical summary and words of the request."""
    fields = (
        ("program", entry.program),
        ("service", entry.service),
        ("region", entry.region),
        ("kind", entry.kind),
        ("quantity", _band(entry.quantity)),
        ("condition", _nth(entry.conditions, 0)),
        ("diagnosis", _nth(entry.conditions, 1)),
        ("treatment", _nth(entry.treatments, 0)),
        ("care", _nth(entry.treatments, 1)),
    )
    texts = (entry.request, *entry.conditions[:3], *entry.treatments)
    return _features(fields, signals_in(before_decision(entry.summary)), texts)


def features_of_profile(profile: Profile) -> tuple[str, ...]:
    """The same of a case under review."""
    fields = (
        ("program", profile.program),
        ("service", profile.service),
        ("region", profile.region),
        ("quantity", _band(profile.quantity)),
        ("kind", None),
        ("condition", _nth(profile.conditions, 0)),
        ("diagnosis", _nth(profile.conditions, 1)),
        ("treatment", None),
        ("care", None),
    )
    return _features(fields, profile.signals, (profile.request, *profile.conditions[:3]))


def _nth(values: Sequence[str], at: int) -> str | None:
    return values[at] if len(values) > at else None


def _features(named: Sequence[tuple[str, str | None]], signals: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    # That a letter does not tell its diagnosis or treatment is itself known before the decision, and tells.
    fields = [f"{name}={value or NOT_TOLD}" for name, value in named if value or name not in _LEFT_OUT]
    service = next((one for one in fields if one.startswith("service=")), None)
    crosses = (f"{one}{CROSS}{other}" for one, other in combinations(fields, 2) if _crossed(one, other))
    told = [f"signal={name}" for name in signals]
    with_service = (f"{service}{CROSS}{one}" for one in told) if service else ()
    words = dict.fromkeys(word for text in texts for word in _WORD.findall(text.lower()))
    return (*fields, *crosses, *told, *with_service, *(f"word={word}" for word in list(words)[:_MOST_WORDS]))


_WITH_SERVICE_ONLY = ("program=", "region=", "quantity=")
"""Fields that cross with the service alone: their other crosses repeat it or are too rare to learn from."""


def _crossed(one: str, other: str) -> bool:
    narrow = next((field for field in (one, other) if field.startswith(_WITH_SERVICE_ONLY)), None)
    return narrow is None or "service=" in (one + other)


def before_decision(summary: str) -> str:
    """The sentences of a summary that say nothing of a decision."""
    return " ".join(one for one in _SENTENCE.split(summary) if not _OUTCOME.search(one))


def _band(quantity: float | None) -> str | None:
    """Powers of two: what matters is whether it is a few, a dozen or a hundred."""
    return f"about {2 ** round(math.log2(quantity))}" if quantity and quantity > 0 else None


def auc(scores: Sequence[float], truth: Sequence[bool]) -> float | None:
    """The chance that an overturned item scores above an upheld one, ties as one half; None where one outcome is missing."""
    order = sorted(range(len(scores)), key=lambda at: scores[at])
    hits = sum(truth)
    if hits in (0, len(truth)):
        return None
    ranks, at = 0.0, 0
    while at < len(order):
        end = at
        while end < len(order) and scores[order[end]] == scores[order[at]]:
            end += 1
        ranks += sum(truth[one] for one in order[at:end]) * (at + end + 1) / 2
        at = end
    return (ranks - hits * (hits + 1) / 2) / (hits * (len(truth) - hits))


def bins_of(scores: Sequence[float], truth: Sequence[bool], count: int = 10) -> tuple[Bin, ...]:
    """Bins of equal width between 0 and 1, the empty ones left out; like predictions always share a bin."""
    parts: dict[int, list[int]] = {}
    for at, score in enumerate(scores):
        parts.setdefault(min(count - 1, int(score * count)), []).append(at)
    return tuple(
        Bin(
            count=len(part),
            predicted=sum(scores[at] for at in part) / len(part),
            overturned=sum(truth[at] for at in part),
        )
        for _, part in sorted(parts.items())
    )


def calibration_error(bins: Iterable[Bin]) -> float:
    """Mean gap between prediction and rate, weighted by the bins' sizes."""
    parts = tuple(bins)
    total = sum(one.count for one in parts)
    return sum(one.count * abs(one.predicted - one.rate) for one in parts) / total if total else math.nan


def brier(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Mean squared error of the predictions."""
    return (
        sum((score - hit) ** 2 for score, hit in zip(scores, truth, strict=True)) / len(scores) if scores else math.nan
    )


def report_on(
    scores: Sequence[float], samples: Sequence[Sample], *, learned: Sequence[Sample], baseline: Sequence[float]
) -> Report:
    """scores: predictions of the samples; baseline: the overturn rate of each sample's service among those learned from."""
    truth = [one.overturned for one in samples]
    bins = bins_of(scores, truth)
    return Report(
        learned_to=max(one.year for one in learned),
        tested_from=min(one.year for one in samples),
        tested_to=max(one.year for one in samples),
        learned=len(learned),
        tested=len(samples),
        auc=auc(scores, truth) or math.nan,
        brier=brier(scores, truth),
        calibration_error=calibration_error(bins),
        baseline_auc=auc(baseline, truth) or math.nan,
        baseline_brier=brier([sum(one.overturned for one in learned) / len(learned)] * len(truth), truth),
        bins=bins,
        groups=tuple(_groups(scores, samples)),
    )


def _groups(scores: Sequence[float], samples: Sequence[Sample]) -> Iterable[Group]:
    named = [("female", "sex"), ("male", "sex"), *((name, "age_band") for name, _, _ in AGE_BANDS)]
    for name, field in named:
        places = [at for at, one in enumerate(samples) if getattr(one, field) == name]
        if places:
            truth = [samples[at].overturned for at in places]
            own = [scores[at] for at in places]
            yield Group(
                name=name,
                count=len(places),
                rate=sum(truth) / len(truth),
                predicted=sum(own) / len(own),
                interval=wilson(sum(truth), len(truth)),
                auc=auc(own, truth),
            )
