"""Re-evaluation of many stored cases after a change of a rule: `python bench/simulate.py`. See bench/README.md.

Makes cases of all services that the bundled rules know, by the sampler of the differential test, stores them, changes one
rule (or all those of a service), and asks which decisions would change: on this machine's processors and, with --ray, on a
local Ray with two workers, comparing the two lists.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from openimr.batch import Runner
from openimr.determination.reevaluation import Change, tally
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.ray_runner import RayRunner
from openimr.engines.simulation import simulate
from openimr.engines.stored_cases import write_changes, write_stored
from openimr.guideline import load_library
from openimr.guideline.loading import bundled_texts
from openimr.guideline.sampling import sample
from openimr.guideline.stored import StoredCase, store

CHANGED = "ca-mtus-chronic-pain-2009/rehabilitation.yaml"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--cases", type=int, default=1_000_000)
    given.add_argument(
        "--distinct", type=int, default=25_000, help="so many differ; the rest repeat them by other names"
    )
    given.add_argument("--service", help="only cases of this service, the worst case: every one is concerned")
    given.add_argument("--ray", action="store_true", help="also on a local Ray with two workers")
    chosen = given.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        old, new = write_packs(folder)
        start = time.perf_counter()
        count = write_stored(folder / "cases.parquet", made_cases(chosen))
        made = time.perf_counter() - start
        size = (folder / "cases.parquet").stat().st_size / 1e6
        print(f"{count:,} cases made and stored in {made:.0f} s, {size:.0f} MB")
        local = timed(folder, old, new, "all processors", LocalProcesses())
        for kind, number in tally(local)[:6]:
            print(f"  {number:>9,}  {kind}")
        if chosen.ray:
            start = time.perf_counter()
            with RayRunner(workers=2) as runner:
                print(f"Ray with two workers started in {time.perf_counter() - start:.0f} s")
                assert timed(folder, old, new, "Ray, two workers", runner) == local, "the two runners differ"


def timed(folder: Path, old: Path, new: Path, name: str, runner: Runner) -> list[Change]:
    start = time.perf_counter()
    changed = list(simulate(folder / "cases.parquet", old, new, runner))
    write_changes(folder / "changes.parquet", changed)
    print(f"{name}: {time.perf_counter() - start:.1f} s, {len(changed):,} decisions would change")
    return changed


def write_packs(folder: Path) -> tuple[Path, Path]:
    """The bundled packs, and the same with a shorter trial and a longer course of psychotherapy and biofeedback."""
    for side in ("old", "new"):
        for where, text in bundled_texts():
            path = folder / side / where
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    path = folder / "new" / CHANGED
    text = path.read_text("utf-8")
    changed = text.replace("most: 4\n        weeks: 2", "most: 5\n        weeks: 2").replace(
        "most: 10\n        weeks: 6", "most: 12\n        weeks: 6"
    )
    assert changed != text, "the rule to change is not where it was"
    path.write_text(changed, "utf-8")
    return folder / "old", folder / "new"


def made_cases(chosen: argparse.Namespace) -> Iterator[StoredCase]:
    """Each service's rules taking turns."""
    library = load_library()
    rules = (
        library.of_service(chosen.service) if chosen.service else [one for one in library.editions if one.row.service]
    )
    sources = [sample(edition, seed=3) for edition in rules]
    distinct: list[StoredCase] = []
    for number in range(chosen.cases):
        if number < chosen.distinct:
            situation = next(sources[number % len(sources)])
            distinct.append(store("", situation.case, situation.chart, at=situation.at))
        yield replace(distinct[number % len(distinct)], case_id=f"C-{number:07d}")


if __name__ == "__main__":
    main()
