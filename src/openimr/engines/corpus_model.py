"""A model of how like cases went: logistic, with crosses, a drift by year, and calibrated for the years after those learned from.

Newer decisions weigh more. The year enters only as drift while learning; a prediction does not know the year of its case.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from openimr.case import OpenImrError
from openimr.corpus.consistency import CROSS, Bin, Estimate, Reason, Report, Sample, report_on
from openimr.corpus.figures import wilson

FORMAT = 1
_HALF_LIFE = 4.0
_SINGLE, _CROSSED, _DRIFT, _DRIFT_OF_ALL = 4.0, 16.0, 2.0, 0.04
_DRIFT_YEARS = 5.0
_AHEAD = 0.2
"""Predictions are for one year after the last learned from, in units of _DRIFT_YEARS."""
_HORIZON = 3
"""Years of later decisions that the scale is taken from."""
_FEWEST = 2
_MOST_SAMPLES = 300_000
_ROUNDS = 200
_MEMORY = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """weights: (feature, log odds), for the year ahead. scale, shift: of calibration. services: (service, overturned, decided)."""

    learned_to: int
    weights: tuple[tuple[str, float], ...]
    intercept: float
    scale: float
    shift: float
    services: tuple[tuple[str, int, int], ...]
    report: Report | None = None
    format: int = FORMAT


def learn(samples: Sequence[Sample], *, to: int) -> Model:
    """From the decisions up to a year. Raises OpenImrError when they are too few to learn from."""
    known = _thinned([one for one in samples if one.year <= to])
    if len(known) < 50 or len({one.overturned for one in known}) < 2:
        raise OpenImrError(
            f"Only {len(known)} decided items to {to}, or all decided one way; a model needs at least 50 of both."
        )
    weights, intercept = _fit(known, to)
    scale = _scale(known, to)
    table = dict(weights)
    raw = [scale * _raw(one, table, intercept) for one in known]
    shift = _shift(raw, [0.5 ** ((to - one.year) / _HALF_LIFE) for one in known], _forecast(known, to))
    counts: Counter[tuple[str, bool]] = Counter((_service(one), one.overturned) for one in known)
    services = tuple(
        (name, counts[name, True], counts[name, True] + counts[name, False])
        for name in sorted({name for name, _ in counts})
    )
    return Model(learned_to=to, weights=weights, intercept=intercept, scale=scale, shift=shift, services=services)


def evaluate(model: Model, samples: Sequence[Sample], *, first: int, last: int) -> Report:
    """On decisions of later years. Raises OpenImrError when there are none."""
    tested = [one for one in samples if max(first, model.learned_to + 1) <= one.year <= last]
    if not tested:
        raise OpenImrError(
            f"No decided items of {first} to {last} that were not learned from; there is nothing to test on."
        )
    table = dict(model.weights)
    scores = [_chance(model, _raw(one, table, model.intercept)) for one in tested]
    rates = {name: (hits + 1) / (of + 2) for name, hits, of in model.services}
    learned = [one for one in samples if one.year <= model.learned_to]
    middle = sum(one.overturned for one in learned) / len(learned)
    return report_on(scores, tested, learned=learned, baseline=[rates.get(_service(one), middle) for one in tested])


def estimate(model: Model, features: Sequence[str], *, most: int = 6) -> Estimate:
    """The rate of like cases; its interval is that of the later decisions with a like prediction."""
    table = dict(model.weights)
    moved = [(table[name] * model.scale, name) for name in features if name in table]
    chance = _chance(model, model.intercept + sum(table.get(name, 0.0) for name in features))
    like = _like(model.report.bins if model.report else (), chance)
    reasons = sorted((one for one in moved if abs(one[0]) >= 0.05), key=lambda one: (-abs(one[0]), one[1]))
    return Estimate(
        rate=chance,
        interval=wilson(like.overturned, like.count),
        of=like.count,
        overturned=like.overturned,
        reasons=tuple(Reason(feature=name, weight=weight) for weight, name in reasons[:most]),
        unseen=tuple(
            name for name in features if CROSS not in name and not name.startswith("word=") and name not in table
        ),
    )


def write_model(model: Model, path: Path) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_text(json.dumps(asdict(model), sort_keys=True), encoding="utf-8")
    part.replace(path)


def read_model(path: Path) -> Model:
    """Raises OpenImrError for a file that is no model of this release."""
    try:
        model = TypeAdapter(Model).validate_json(path.read_bytes())
    except (OSError, ValidationError) as wrong:
        raise OpenImrError(f"{path} is no model; make one: imr corpus train CORPUS.") from wrong
    if model.format != FORMAT:
        raise OpenImrError(f"{path} was made by another version; train it again: imr corpus train CORPUS.")
    return model


def numpy() -> Any:
    try:
        return import_module("numpy")
    except ImportError as missing:
        raise OpenImrError("Training needs numpy: pip install 'openimr[corpus]'.") from missing


def _service(sample: Sample) -> str:
    return next((name for name in sample.features if name.startswith("service=") and CROSS not in name), "")


def _thinned(samples: Sequence[Sample]) -> Sequence[Sample]:
    """Every n-th of very many."""
    return samples[:: 1 + len(samples) // _MOST_SAMPLES]


def _raw(sample: Sample, table: dict[str, float], intercept: float) -> float:
    return intercept + math.fsum(table.get(name, 0.0) for name in sample.features)


def _chance(model: Model, raw: float) -> float:
    return _sigmoid(model.scale * raw + model.shift)


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _like(bins: Sequence[Bin], chance: float) -> Bin:
    """The bin whose mean prediction is nearest; an empty one when nothing was tested."""
    return min(
        bins,
        key=lambda one: (abs(one.predicted - chance), one.predicted),
        default=Bin(count=0, predicted=0.0, overturned=0),
    )


def _fit(samples: Sequence[Sample], to: int) -> tuple[tuple[tuple[str, float], ...], float]:
    """Weights for the year ahead: a penalized fit of levels and of drifts, both summed."""
    np = numpy()
    counts = Counter(name for one in samples for name in one.features)
    names = sorted(name for name, count in counts.items() if count >= _FEWEST)
    place = {name: at for at, name in enumerate(names)}
    rows = [[place[name] for name in one.features if name in place] for one in samples]
    widest, size = max(map(len, rows)), len(names)
    index = np.full((len(rows), widest), size, dtype=np.int32)
    for at, row in enumerate(rows):
        index[at, : len(row)] = row
    years = np.array([one.year for one in samples], dtype=float)
    crossed = np.array([CROSS in name for name in names], dtype=bool)
    solved = _minimize(
        _objective(
            index,
            np.array([one.overturned for one in samples], dtype=float),
            0.5 ** ((to - years) / _HALF_LIFE),
            (years - to) / _DRIFT_YEARS,
            crossed,
        ),
        2 * (size + 1),
    )
    levels, drifts = solved[: size + 1], solved[size + 1 :]
    ahead = levels + _AHEAD * np.where(np.append(crossed, False), 0.0, drifts)
    weights = tuple((name, round(float(ahead[at]), 6)) for name, at in place.items() if abs(ahead[at]) >= 1e-4)
    return weights, float(ahead[size])


def _objective(index: Any, truth: Any, weight: Any, time: Any, crossed: Any) -> Callable[[Any], tuple[float, Any]]:
    """Loss and gradient of levels and drifts, each with its intercept at the end; crosses do not drift."""
    np = numpy()
    size, width = len(crossed), index.shape[1]
    flat = index.ravel()
    free = np.append(~crossed, True)
    penalty = np.concatenate([np.where(crossed, _CROSSED, _SINGLE), [0.0], np.full(size, _DRIFT), [_DRIFT_OF_ALL]])

    def at(point: Any) -> tuple[float, Any]:
        levels, drifts = point[: size + 1].copy(), np.where(free, point[size + 1 :], 0.0)
        whole, moving = levels[size], drifts[size]
        levels[size] = drifts[size] = 0.0
        raw = levels[index].sum(1) + whole + time * (drifts[index].sum(1) + moving)
        loss = float((weight * (np.logaddexp(0, raw) - truth * raw)).sum() + 0.5 * (penalty * point * point).sum())
        pull = weight * (1 / (1 + np.exp(-np.clip(raw, -500, 500))) - truth)
        level = np.bincount(flat, np.repeat(pull, width), size + 1)
        drift = np.bincount(flat, np.repeat(pull * time, width), size + 1)
        level[size], drift[size] = pull.sum(), (pull * time).sum()
        return loss, np.concatenate([level, np.where(free, drift, 0.0)]) + penalty * point

    return at


def _minimize(of: Callable[[Any], tuple[float, Any]], size: int) -> Any:
    """Limited-memory quasi-Newton (Nocedal 1980) with backtracking; the same numbers on every run."""
    np = numpy()
    point = np.zeros(size)
    loss, slope = of(point)
    steps: list[tuple[Any, Any]] = []
    for _ in range(_ROUNDS):
        direction = -_times_inverse(slope, steps)
        length, downhill = 1.0, float(slope @ direction)
        while True:
            there = point + length * direction
            new_loss, new_slope = of(there)
            if new_loss <= loss + 1e-4 * length * downhill or length < 1e-10:
                break
            length /= 2
        moved, turned = there - point, new_slope - slope
        done = loss - new_loss <= 1e-9 * max(1.0, abs(loss))
        point, loss, slope = there, new_loss, new_slope
        if done:
            break
        if float(moved @ turned) > 1e-12:
            steps = [*steps[1 - _MEMORY :], (moved, turned)]
    return point


def _times_inverse(slope: Any, steps: Sequence[tuple[Any, Any]]) -> Any:
    """The slope times the inverse curvature that the last steps tell of (two-loop recursion)."""
    vector, kept = slope.copy(), []
    for moved, turned in reversed(steps):
        share = float(moved @ vector) / float(moved @ turned)
        kept.append(share)
        vector = vector - share * turned
    if steps:
        moved, turned = steps[-1]
        vector = vector * (float(moved @ turned) / float(turned @ turned))
    else:
        vector = vector / max(1.0, float(abs(vector).max()))
    for (moved, turned), share in zip(steps, reversed(kept), strict=True):
        vector = vector + moved * (share - float(turned @ vector) / float(moved @ turned))
    return vector


def _scale(samples: Sequence[Sample], to: int) -> float:
    """How far predictions must be drawn together: learned on earlier years, fitted on the three after them. One such period tells
    little, so that half of its correction is taken; 1 when there are too few years."""
    early = [one for one in samples if one.year <= to - _HORIZON]
    late = [one for one in samples if one.year > to - _HORIZON]
    if len(early) < 200 or len(late) < 200 or len({one.overturned for one in early}) < 2:
        return 1.0
    weights, intercept = _fit(early, to - _HORIZON)
    table = dict(weights)
    raw = [_raw(one, table, intercept) for one in late]
    return (1.0 + min(1.5, max(0.2, _slope(raw, [one.overturned for one in late])))) / 2


def _slope(raw: Sequence[float], truth: Sequence[bool]) -> float:
    """Slope of a logistic fit of one variable, with an intercept (Platt 1999), by Newton's method."""
    slope, level = 1.0, 0.0
    for _ in range(30):
        chances = [_sigmoid(slope * x + level) for x in raw]
        pull = [chance - hit for chance, hit in zip(chances, truth, strict=True)]
        curve = [chance * (1 - chance) for chance in chances]
        g0, g1 = math.fsum(pull), math.fsum(p * x for p, x in zip(pull, raw, strict=True))
        h00, h01 = math.fsum(curve), math.fsum(c * x for c, x in zip(curve, raw, strict=True))
        h11 = math.fsum(c * x * x for c, x in zip(curve, raw, strict=True))
        whole = h00 * h11 - h01 * h01
        if whole < 1e-9:
            break
        level -= (h11 * g0 - h01 * g1) / whole
        slope -= (h00 * g1 - h01 * g0) / whole
    return slope


def _forecast(samples: Sequence[Sample], to: int) -> float:
    """The overturn rate of all, two years on: the straight line through the log odds of the years learned from."""
    decided = Counter(one.year for one in samples)
    hits = Counter(one.year for one in samples if one.overturned)
    rows = [
        (year - to, math.log((hits[year] + 0.5) / (count - hits[year] + 0.5)), count * 0.5 ** ((to - year) / 20))
        for year, count in sorted(decided.items())
    ]
    total = math.fsum(w for _, _, w in rows)
    x0, y0 = (math.fsum(w * row[at] for row in rows for w in (row[2],)) / total for at in (0, 1))
    spread = math.fsum(w * (x - x0) ** 2 for x, _, w in rows)
    slope = math.fsum(w * (x - x0) * (y - y0) for x, y, w in rows) / spread if len(rows) >= 4 else 0.0
    return _sigmoid(y0 + slope * (2 - x0) if len(rows) >= 4 else y0)


def _shift(raw: Sequence[float], weights: Sequence[float], rate: float) -> float:
    """What added to all makes the weighted mean chance the rate."""
    low, high = -10.0, 10.0
    total = math.fsum(weights)
    for _ in range(60):
        middle = (low + high) / 2
        mean = math.fsum(w * _sigmoid(x + middle) for x, w in zip(raw, weights, strict=True)) / total
        low, high = (middle, high) if mean < rate else (low, middle)
    return low
