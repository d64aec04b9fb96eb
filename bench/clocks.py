"""How many clocks one core computes in a minute: every clock of every open case, over again."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from openimr.program import due, load

ASKED = 2_000_000
PACK = load("ca-dwc")


def main() -> None:
    chosen = _arguments()
    chance = random.Random(chosen.seed)
    events = [date(2014, 3, 1) + timedelta(days=chance.randrange(6000)) for _ in range(chosen.cases)]
    clocks = [clock.id for clock in PACK.clocks]
    deliveries = [None, *(row.delivery for row in PACK.extensions)]
    print("| what | asked, a minute and core | measured | met |")
    print("|---|---:|---:|---|")
    mixed = [(chance.choice(clocks), event, chance.choice(deliveries)) for event in events]
    _row("every clock, every delivery, derivation off", mixed, explain=False)
    for clock, delivery in (("K01", "mail"), ("K01", "fax"), ("K07", None), ("K15", None), ("K17", None)):
        said = f"{clock}{f' by {delivery}' if delivery else ''}, derivation off"
        _row(said, [(clock, event, delivery) for event in events], explain=False)
    _row("every clock, every delivery, with derivation", mixed, explain=True)
    _all_clocks_of_open_cases(events, clocks)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000, help="so many open cases (default 200,000)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _row(says: str, given: list[tuple[str, date, str | None]], *, explain: bool) -> None:
    def run() -> None:
        for clock, event, delivery in given:
            due(PACK, clock, event, delivery=delivery, explain=explain)

    rate = len(given) / _seconds(run) * 60
    asked = "" if explain else f"{ASKED:,}"
    met = "" if explain else ("yes" if rate >= ASKED else "NO")
    print(f"| {says} | {asked} | {rate:,.0f} | {met} |")


def _all_clocks_of_open_cases(events: list[date], clocks: list[str]) -> None:
    """Every clock of every open case, once."""

    def run() -> None:
        for event in events:
            for clock in clocks:
                due(PACK, clock, event, delivery="mail", explain=False)

    seconds = _seconds(run)
    count = len(events) * len(clocks)
    print(f"| all {len(clocks)} clocks of {len(events):,} open cases | within minutes | {seconds / 60:.1f} minutes | ")
    print(f"\n{count:,} clocks in {seconds:.0f} s of one core's time.")


def _seconds(run: Callable[[], None]) -> float:
    """Time of this process on its core: other work on the machine does not count."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
