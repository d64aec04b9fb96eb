"""`imr corpus build | add`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openimr.batch import Runner, run_here
from openimr.case import OpenImrError
from openimr.engines.corpus_building import Built, build
from openimr.engines.corpus_sources import as_lines, is_records
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.ray_runner import RayRunner

_LISTED = 20


def make(chosen: argparse.Namespace) -> int:
    """Builds or extends, and tells what went in; 1 when some of it could not be read."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="imr-corpus-") as scratch, runner_of(chosen) as runner:
        read = _read_letters(chosen, [path for path in chosen.sources if not is_records(path)], Path(scratch))
        records = [as_lines(path, Path(scratch)) for path in chosen.sources if is_records(path)]
        built = build(chosen.corpus, [*records, *read], runner, extend=chosen.task == "add", tell=_Teller(chosen))
    _tell(built, time.perf_counter() - start, as_json=chosen.json)
    return 1 if built.unread else 0


@contextmanager
def runner_of(chosen: argparse.Namespace) -> Iterator[Runner]:
    if chosen.runner == "ray":
        with RayRunner(address=chosen.address, workers=chosen.workers) as runner:
            yield runner
    else:
        yield run_here if chosen.runner == "here" else LocalProcesses(chosen.workers)


def _read_letters(chosen: argparse.Namespace, letters: Sequence[Path], scratch: Path) -> tuple[Path, ...]:
    """Letters read into records, as `imr read` does it, with its account of what could not be read."""
    from . import read

    if not letters:
        return ()
    out = scratch / "letters.jsonl"
    asked = argparse.Namespace(**vars(chosen))
    asked.letters, asked.out, asked.format, asked.anew = list(letters), out, "jsonl", False
    if read.run(asked) == 2 or not out.exists():
        raise OpenImrError("None of the letters could be read; nothing was built.")
    unread = out.with_name(f"{out.name}.unread.csv")
    if unread.exists():
        kept = chosen.corpus.with_name(f"{chosen.corpus.name}.unread.csv")
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(unread.read_bytes())
        print(f"  What could not be read is listed in {kept}.", file=sys.stderr)
    return (out,)


class _Teller:
    """Prints a line whenever a shard is done: how far it is and how long it will take."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self._json, self._start, self._first = chosen.json, time.perf_counter(), -1

    def __call__(self, done: int, of: int) -> None:
        if self._first < 0:
            self._first = done
        new = done - self._first
        left = (time.perf_counter() - self._start) / new * (of - done) if new else 0.0
        if self._json:
            print(
                json.dumps({"event": "progress", "letters": done, "of": of, "seconds_left": round(left)}),
                file=sys.stderr,
            )
        elif of:
            print(
                f"\r{done:,} of {of:,} letters indexed, {left:.0f} s left  ",
                end="\n" if done >= of else "",
                file=sys.stderr,
            )


def _tell(built: Built, seconds: float, *, as_json: bool) -> None:
    manifest = built.manifest
    if as_json:
        counts = {
            "added": built.added,
            "repeated": built.repeated,
            "empty": built.empty,
            "letters": manifest.letters,
            "items": manifest.entries,
        }
        unread = [{"file": file, "line": line, "says": says} for file, line, says in built.unread]
        print(json.dumps({"event": "done", **counts, "generation": manifest.generation, "unread": unread}))
        return
    print(
        f"{built.added:,} letters added in {seconds:.1f} s; the corpus holds {manifest.letters:,} letters, {manifest.entries:,} items "
        f"({manifest.generation})."
    )
    if built.repeated:
        print(f"  {built.repeated:,} letters were in it already and were not added again.")
    if built.empty:
        print(f"  {built.empty:,} letters name no item and cannot be found by a search.")
    if built.resumed:
        print(f"  {built.resumed:,} pieces of an interrupted run were used.")
    for file, line, says in built.unread[:_LISTED]:
        print(f"  not read: {file}, line {line}: {says}")
    if len(built.unread) > _LISTED:
        print(f"  not read: {len(built.unread) - _LISTED:,} more lines; --json lists all")
