"""`imr simulate`: which decisions of stored cases would change if the rules changed."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from openimr.batch import Runner, run_here
from openimr.case import OpenImrError
from openimr.determination.reevaluation import Change, tally
from openimr.engines.kept_reviews import stored_reviews
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.ray_runner import RayRunner
from openimr.engines.simulation import libraries, simulate
from openimr.engines.stored_cases import count_in, write_changes, write_stored

SHOWN = 15
"""So many kinds of change are listed; the rest is in the Parquet file."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("cases", type=Path, help="stored cases (Parquet), or a folder of results of imr review")
    command.add_argument("--old", type=Path, default=Path("bundled"), help="packs as they are (default: bundled)")
    command.add_argument("--new", type=Path, help="packs as they would be: a folder, a file, or `bundled`")
    command.add_argument(
        "--out", type=Path, default=Path("changes.parquet"), help="list of changed decisions (Parquet)"
    )
    command.add_argument("--store", type=Path, metavar="FILE", help="also keep the cases in compact form (Parquet)")
    command.add_argument("--runner", choices=("local", "ray", "here"), default="local", help="default: all processors")
    command.add_argument("--workers", type=int, help="so many processes (default: one a processor)")
    command.add_argument("--address", help="of a Ray cluster (default: a Ray of this machine)")


def run(chosen: argparse.Namespace) -> int:
    """Writes the list and prints a summary; 0 also when decisions change, 2 when the input cannot be used."""
    try:
        if not chosen.new and not chosen.store:
            raise OpenImrError("Nothing to do: name the new packs (--new) or a file to keep the cases in (--store).")
        with TemporaryDirectory() as scratch:
            cases = _stored(chosen, Path(scratch))
            return _compare(chosen, cases) if chosen.new else 0
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _stored(chosen: argparse.Namespace, scratch: Path) -> Path:
    """The file of stored cases; made from reviews where a folder is given."""
    if chosen.cases.is_file() and chosen.cases.suffix == ".parquet":
        return Path(chosen.cases)
    if not chosen.cases.exists():
        raise OpenImrError(f"{chosen.cases} is not there; name stored cases (.parquet) or a folder of results.")
    kept: Path = chosen.store or scratch / "cases.parquet"
    count = write_stored(kept, stored_reviews(chosen.cases))
    print(f"{count} reviews stored" + (f" in {kept}" if chosen.store else ""))
    return kept


def _compare(chosen: argparse.Namespace, cases: Path) -> int:
    old, new = (_named(folder) for folder in (chosen.old, chosen.new))
    services = sorted(libraries(old, new).services)
    start = time.perf_counter()
    with _runner(chosen) as runner:
        changed = list(simulate(cases, old, new, runner))
    seconds = time.perf_counter() - start
    write_changes(chosen.out, changed)
    print(_summary(changed, services, count_in(cases), seconds))
    print(f"The list is in {chosen.out}.")
    return 0


def _named(folder: Path) -> Path | None:
    return None if str(folder) == "bundled" else folder.resolve()


@contextmanager
def _runner(chosen: argparse.Namespace) -> Iterator[Runner]:
    if chosen.runner == "ray":
        with RayRunner(address=chosen.address, workers=chosen.workers) as runner:
            yield runner
    else:
        yield run_here if chosen.runner == "here" else LocalProcesses(chosen.workers)


def _summary(changed: list[Change], services: list[str], count: int, seconds: float) -> str:
    lines = [
        f"{count:,} stored cases, {seconds:.1f} s. Rules differ for: {', '.join(services) or 'no service'}.",
        f"{len(changed):,} decisions would change, in {len({one.case_id for one in changed}):,} cases.",
    ]
    kinds = tally(changed)
    lines += [f"{number:>9,}  {kind}" for kind, number in kinds[:SHOWN]]
    if len(kinds) > SHOWN:
        lines.append(f"           and {len(kinds) - SHOWN} other kinds of change")
    return "\n".join(lines)
