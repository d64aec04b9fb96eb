"""How well two blind reviews of one item agree, by category of service; never by reviewer, and never by outcome.

Ranking or paying reviewers by how often they uphold is barred in utilization review (Labor Code 4610(g)(3)(B)(i)) and has no
place here: no function of this module takes or gives a reviewer.
"""

from __future__ import annotations

import csv
import io
import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from openimr.case import Decision, Problem

from .specialty import category_of

Z95 = 1.959963984540054
"""Normal quantile of a two-sided 95 % interval."""
LEAST = 10
"""Fewer pairs than this say nothing about a category."""
ALARM = 0.01
"""Chance below which a fall in agreement is reported."""
COLUMNS = ("case", "item", "service", "day", "first", "second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One item decided twice, neither reviewer knowing of the other. day: of the later decision."""

    case_id: str
    item: str
    service: str
    day: date
    first: Decision
    second: Decision

    @property
    def agrees(self) -> bool:
        return self.first is self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Cohen's kappa with its 95 % interval. None: both reviews always gave one and the same decision, or too few pairs."""

    category: str
    pairs: int
    agreed: float
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def says(self) -> str:
        head = f"{self.category}: {self.pairs} items decided twice, {100 * self.agreed:.0f} % alike"
        if self.kappa is None or self.low is None or self.high is None:
            return f"{head}; kappa cannot be told"
        return f"{head}; kappa {self.kappa:.2f} (95 % interval {self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Agreement fell in a category: recent share of agreement against the share before, and how likely by chance."""

    category: str
    before: float
    recent: float
    chance: float
    says: str


def measure(pairs: tuple[Pair, ...]) -> tuple[Agreement, ...]:
    """One row for each category of service, in alphabetical order, and "all" last."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[category_of(pair.service)].append(pair)
    named = [(name, groups[name]) for name in sorted(groups)]
    return tuple(_agreement(name, group) for name, group in [*named, ("all", list(pairs))] if group)


def _agreement(category: str, pairs: list[Pair]) -> Agreement:
    total = len(pairs)
    table = [[sum(p.first is a and p.second is b for p in pairs) / total for b in Decision] for a in Decision]
    agreed = sum(table[k][k] for k in range(len(table)))
    found = kappa(table, total) if total >= LEAST else None
    value, low, high = found or (None, None, None)
    return Agreement(category=category, pairs=total, agreed=agreed, kappa=value, low=low, high=high)


def kappa(table: list[list[float]], total: int) -> tuple[float, float, float] | None:
    """Cohen's kappa and its 95 % interval, from shares that add up to 1 over `total` items.

    The wider of two intervals: with the standard error of Fleiss, Cohen and Everitt (Psychological Bulletin 1969; 72:
    323-327), which is 0 where all agree, and with Wilson's for the share agreed (Journal of the American Statistical
    Association 1927; 22: 209-212). None when chance alone would always agree.
    """
    size = range(len(table))
    rows = [sum(table[i]) for i in size]
    columns = [sum(table[i][j] for i in size) for j in size]
    agreed = sum(table[i][i] for i in size)
    chance = sum(rows[i] * columns[i] for i in size)
    if chance > 1 - 1e-12:
        return None
    value = (agreed - chance) / (1 - chance)
    a = sum(table[i][i] * (1 - (rows[i] + columns[i]) * (1 - value)) ** 2 for i in size)
    b = (1 - value) ** 2 * sum(table[i][j] * (columns[i] + rows[j]) ** 2 for i in size for j in size if i != j)
    c = (value - chance * (1 - value)) ** 2
    error = math.sqrt(max(a + b - c, 0.0) / total) / (1 - chance)
    least, most = ((share - chance) / (1 - chance) for share in _wilson(agreed, total))
    return value, max(min(value - Z95 * error, least), -1.0), min(max(value + Z95 * error, most), 1.0)


def _wilson(share: float, total: int) -> tuple[float, float]:
    square = Z95 * Z95 / total
    middle = (share + square / 2) / (1 + square)
    half = math.sqrt(share * (1 - share) * square + square * square / 4) / (1 + square)
    return middle - half, middle + half


def find_drift(pairs: tuple[Pair, ...], *, recent: int = 30) -> tuple[Drift, ...]:
    """Categories in which the last `recent` pairs agree less than all before, so much that chance hardly explains it.

    Fisher's exact test, one-sided, at ALARM shared out over the categories tested (Bonferroni).
    """
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda one: (one.day, one.case_id, one.item)):
        groups[category_of(pair.service)].append(pair)
    tested = {name: group for name, group in sorted(groups.items()) if len(group) >= recent + LEAST}
    drifts = [_drift(name, group[:-recent], group[-recent:]) for name, group in tested.items()]
    return tuple(one for one in drifts if one.chance < ALARM / max(len(tested), 1))


def _drift(category: str, before: list[Pair], recent: list[Pair]) -> Drift:
    old, new = sum(p.agrees for p in before), sum(p.agrees for p in recent)
    chance = _at_most(new, len(recent), old + new, len(before) + len(recent))
    shares = old / len(before), new / len(recent)
    says = (
        f"{category}: agreement fell from {100 * shares[0]:.0f} % of {len(before)} to {100 * shares[1]:.0f} % of the last "
        f"{len(recent)} items decided twice (chance {chance:.4f}); calibrate the panel on these items"
    )
    return Drift(category=category, before=shares[0], recent=shares[1], chance=chance, says=says)


def _at_most(found: int, drawn: int, marked: int, total: int) -> float:
    """Hypergeometric: chance of at most `found` marked among `drawn` of `total`, of which `marked` are marked."""
    ways = sum(math.comb(marked, k) * math.comb(total - marked, drawn - k) for k in range(found + 1) if k <= marked)
    return ways / math.comb(total, drawn)


def load_pairs(text: str) -> tuple[tuple[Pair, ...], tuple[Problem, ...]]:
    """Reads CSV with the columns case, item, service, day, first, second; all rows or none."""
    table = csv.DictReader(io.StringIO(text))
    if tuple(table.fieldnames or ()) != COLUMNS:
        fix = f"Use exactly the columns {', '.join(COLUMNS)}: who decided is not asked for."
        problem = Problem(code="agreement_columns", says="These are not the columns.", where="reviews, row 1", fix=fix)
        return (), (problem,)
    pairs, problems = [], []
    for number, row in enumerate(table, start=2):
        try:
            pairs.append(_pair(row))
        except ValueError as wrong:
            fix = "Write the day as 2014-06-30, and each decision as upheld or overturned."
            problems.append(Problem(code="agreement_row", says=f"{wrong}.", where=f"reviews, row {number}", fix=fix))
    return (() if problems else tuple(pairs)), tuple(problems)


def _pair(row: dict[str, str]) -> Pair:
    return Pair(
        case_id=row["case"].strip(),
        item=row["item"].strip(),
        service=row["service"].strip(),
        day=date.fromisoformat((row["day"] or "").strip()),
        first=Decision((row["first"] or "").strip().lower()),
        second=Decision((row["second"] or "").strip().lower()),
    )
