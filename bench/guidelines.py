"""The guideline engine's figures: `python bench/guidelines.py`. See bench/README.md.

Speed of a staged criterion with and without explanation, loading of the packs, and agreement with an independent engine
(ms-cql-sdk) on generated inputs. Times are of the processor, the best of several turns, so that other work counts less.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from guideline_agreement import compare_rule

from openimr.case import (
    Case,
    Chart,
    DisputedItem,
    Fate,
    LedgerEntry,
    PageRef,
    Span,
    TreatmentCourse,
)
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.pack_folder import open_packs
from openimr.guideline import Edition, Situation, apply, decide, gather, load_library, read_pack

STAGED = """schema: imr-guideline/1
pack: {id: bench, title: Bench, edition: "1", level: mtus, in_force: {from: 2009-07-18}, rights: free, source: this bench}
recommendations:
  - id: B-1
    service: [psychotherapy]
    stance: conditional
    cite: [{title: Bench}]
    rule: Trial of 3 to 4 visits over 2 weeks; with functional improvement up to 10 over 6 weeks.
    criteria:
      kind: staged
      id: visits
      name: trial, then continuation
      unit: visits
      stages:
        - {name: trial, range: [3, 4], most: 4, weeks: 2}
        - name: continuation
          range: [6, 10]
          most: 10
          weeks: 6
          requires: {kind: finding, id: gain, name: functional improvement, concepts: [functional_improvement]}
"""


def main() -> int:
    """Prints the table; 1 when an input is answered differently by the other engine."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--inputs", type=int, default=200_000, help="for the comparison with CQL; 0 leaves it out")
    chosen = given.parse_args()
    rows = [*speed_rows(), *load_rows()]
    differ = 0
    if chosen.inputs:
        row, differ = agreement_row(chosen.inputs)
        rows.append(row)
    print(f"\n{'what':58} {'asked':>18} {'measured':>18}")
    for what, asked, measured in rows:
        print(f"{what:58} {asked:>18} {measured:>18}")
    return 1 if differ else 0


def seed() -> tuple[DisputedItem, Case, Chart]:
    """Twelve visits asked for; one source counts four before them, another nine; nothing is said of improvement."""
    item = DisputedItem(n=1, request="Psychotherapy, 12 visits", service="psychotherapy", quantity=12, unit="visits")
    facts = tuple(
        TreatmentCourse(spans=(Span("records.pdf", page, 0, 4, "said"),), service="psychotherapy", completed=count)
        for page, count in ((2, 4), (5, 9))
    )
    ledger = tuple(
        LedgerEntry(ref=PageRef("records.pdf", page), fate=Fate.READ, document=None, confidence=1.0)
        for page in range(1, 11)
    )
    case = Case(program="bench", items=(item,), date_of_injury=date(2013, 1, 5))
    return item, case, Chart(pages=(), documents=(), ledger=ledger, facts=facts)


def best_rate(job: Callable[[], object], times: int = 5000, turns: int = 7) -> float:
    """Runs a second of processor time, in the best of some turns."""
    best = float("inf")
    for _ in range(turns):
        start = time.process_time()
        for _ in range(times):
            job()
        best = min(best, (time.process_time() - start) / times)
    return 1 / best


def speed_rows() -> list[tuple[str, str, str]]:
    edition = gather([read_pack(STAGED, where="bench")]).editions[0]
    item, case, chart = seed()
    at = date(2014, 3, 1)
    ready = Situation(item=item, case=case, chart=chart, at=at)

    def fresh(step: Callable[[Edition, Situation], object]) -> object:
        return step(edition, Situation(item=item, case=case, chart=chart, at=at))

    figures = (
        ("staged, explanation off, evaluations/s/core", "50,000", best_rate(partial(decide, edition, ready))),
        ("  the same, the chart laid out anew each time", "", best_rate(partial(fresh, decide))),
        ("staged, explanation on, evaluations/s/core", "10,000", best_rate(partial(apply, edition, ready))),
        ("  the same, the chart laid out anew each time", "", best_rate(partial(fresh, apply))),
    )
    return [(what, asked, f"{rate:,.0f}") for what, asked, rate in figures]


def load_rows() -> list[tuple[str, str, str]]:
    count = len(load_library().editions)
    with TemporaryDirectory() as folder:
        cache = Path(folder)
        plain = min(_seconds(partial(open_packs, None)) for _ in range(5))
        open_packs(None, cache)
        cached = min(_seconds(partial(open_packs, None, cache)) for _ in range(5))
    return [
        (f"all packs ({count} rules) load, s", "0.5", f"{plain:.2f}"),
        ("all packs load from the cache, s", "0.1", f"{cached:.2f}"),
    ]


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def agreement_row(inputs: int) -> tuple[tuple[str, str, str], int]:
    """Every rule on its share of the inputs, in all processes."""
    editions = load_library().editions
    each = -(-inputs // len(editions))
    tasks = [(place, each) for place in range(len(editions))]
    start = time.perf_counter()
    results = list(LocalProcesses()(compare_rule, tasks))
    compared = sum(one for one, _, _ in results)
    differ = sum(one for _, one, _ in results)
    for _, _, examples in results:
        for example in examples:
            print(example, file=sys.stderr)
    seconds = time.perf_counter() - start
    share = 100 * (compared - differ) / compared
    return (f"agreement with CQL, {compared:,} inputs, {seconds:.0f} s", "100 %", f"{share:.4f} %"), differ


if __name__ == "__main__":
    sys.exit(main())
