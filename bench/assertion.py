"""Negation, experiencer and time of mentions: ours against medspaCy's ConText, in one run.

    python bench/assertion.py [--medspacy-python PYTHON]

Without an interpreter that has medspaCy, one is made in a virtual environment below the cache folder (medspaCy 1.3 needs
numpy 1 and, where there is no wheel for one of its parts, a compiler). Both sides get the same pages and the same mentions,
and take turns; times are medians.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from mentions.choose import pattern

from openimr.case import Document, DocumentKind, Page, PageSource
from openimr.records.assertion import Sense, Time, sense_at
from openimr.records.passages import Passage, passages_of

HERE = Path(__file__).parent
AXES = ("negation", "experiencer", "temporality")
TIMES = {
    Time.RECENT: "recent",
    Time.HISTORICAL: "historical",
    Time.HYPOTHETICAL: "hypothetical",
    Time.PLANNED: "hypothetical",
}
Row = dict[str, object]
Place = tuple[str, int, int]
Labels = dict[Place, tuple[str, str, str]]


def read_rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / "mentions" / name).read_text("utf-8").splitlines()]


def places_on(pages: Sequence[Row]) -> dict[str, list[tuple[int, int]]]:
    """Every mention of a term on the pages, not only the labelled ones: what is timed."""
    terms = pattern((HERE / "mentions" / "terms.txt").read_text("utf-8"))
    return {str(page["note"]): [found.span() for found in terms.finditer(str(page["text"]))] for page in pages}


def label_all(pages: Sequence[Row], places: dict[str, list[tuple[int, int]]]) -> Labels:
    """Ours: each page cut into passages, each mention judged in its passage."""
    labels: Labels = {}
    for row in pages:
        note = str(row["note"])
        page = Page(file=note, number=1, text=str(row["text"]), source=PageSource.TEXT_LAYER)
        document = Document(id="D1", file=note, first_page=1, last_page=1, kind=DocumentKind.CONSULT)
        wanted = iter(places[note])
        place = next(wanted, None)
        for passage in passages_of(document, (page,)):
            last = passage.span(0, len(passage.text)).end
            while place is not None and place[0] < last:
                labels[note, *place] = _words(sense_at(passage, *_within(passage, place)))
                place = next(wanted, None)
    return labels


def _within(passage: Passage, place: tuple[int, int]) -> tuple[int, int]:
    """Offsets in the passage's own text, whose white space is folded."""
    run = max((at for at, start in enumerate(passage.places) if start <= place[0]), default=0)
    start = passage.starts[run] + place[0] - passage.places[run]
    return start, start + place[1] - place[0]


def _words(sense: Sense) -> tuple[str, str, str]:
    negation = "negated" if sense.negated else "affirmed"
    return negation, "other" if sense.of_other else "patient", TIMES[sense.time]


class Rival:
    """medspaCy in a process of its own, which labels all pages each time it is asked."""

    def __init__(self, python: Path, pages: Sequence[Row], places: dict[str, list[tuple[int, int]]]) -> None:
        command = [str(python), "-W", "ignore", str(HERE / "mentions" / "medspacy_labels.py")]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.version = json.loads(self._ask({"pages": list(pages), "places": places}))["version"]

    def label_all(self) -> tuple[float, Labels]:
        answer = json.loads(self._ask("go"))
        return answer["seconds"], {(note, start, end): tuple(said) for note, start, end, said in answer["labels"]}

    def close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(20)

    def _ask(self, value: object) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            raise SystemExit("medspaCy's process has no pipes")
        self._process.stdin.write(json.dumps(value) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit("medspaCy did not answer; try --medspacy-python with an interpreter that imports medspacy")
        return answer


def medspacy_python() -> Path:
    """The interpreter of a virtual environment with medspaCy, made at the first run."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "openimr-bench" / "medspacy"
    python = cache / "bin" / "python"
    if not (cache / "made").exists():
        print(f"installing medspaCy into {cache} ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", cache], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "numpy<2", "medspacy==1.3.1"], check=True)
        (cache / "made").touch()
    return python


def accuracy(labels: Labels, rows: Iterable[Row], axis: int | None) -> tuple[int, int]:
    """Right answers and answers asked. axis None: all axes of a mention must be right."""
    right = asked = 0
    for row in rows:
        said = labels[str(row["note"]), int(str(row["start"])), int(str(row["end"]))]
        wanted = [row[name] for name in AXES]
        checked = [at for at in (range(3) if axis is None else (axis,)) if wanted[at] is not None]
        asked += bool(checked)
        right += bool(checked) and all(said[at] == wanted[at] for at in checked)
    return right, asked


def print_accuracy(ours: Labels, theirs: Labels, rows: Sequence[Row]) -> None:
    print(f"{'':14}{'':13}{'mentions':>9}{'ours':>9}{'medspaCy':>10}")
    for half in ("development", "held out", "both"):
        chosen = [row for row in rows if half in ("both", row["half"])]
        for axis, name in enumerate((*AXES, "all of these")):
            (good, asked), (other, _) = (accuracy(side, chosen, axis if axis < 3 else None) for side in (ours, theirs))
            print(f"{half if axis == 0 else '':14}{name:13}{asked:9}{good / asked:9.1%}{other / asked:10.1%}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--medspacy-python", type=Path, help="an interpreter that imports medspacy")
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--misses", action="store_true", help="print what ours gets wrong on the development half")
    chosen = options.parse_args()
    pages, rows = read_rows("pages.jsonl"), read_rows("mentions.jsonl")
    places = places_on(pages)
    rival = Rival(chosen.medspacy_python or medspacy_python(), pages, places)
    label_all(pages[:3], places)  # the lexicons are loaded once
    own, other = [], []
    for _ in range(chosen.times):
        begun = time.perf_counter()
        ours = label_all(pages, places)
        own.append(time.perf_counter() - begun)
        seconds, theirs = rival.label_all()
        other.append(seconds)
    rival.close()
    print(f"{len(pages)} pages, {sum(map(len, places.values()))} mentions timed; medspaCy {rival.version}\n")
    print_accuracy(ours, theirs, rows)
    fast, slow = statistics.median(own), statistics.median(other)
    print(
        f"\nseconds for {len(pages)} pages: ours {fast:.3f}, medspaCy {slow:.2f}: {slow / fast:.0f} times as fast (asked: 30)"
    )
    if chosen.misses:
        print_misses(ours, [row for row in rows if row["half"] == "development"])


def print_misses(ours: Labels, rows: Iterable[Row]) -> None:
    for row in rows:
        said = ours[str(row["note"]), int(str(row["start"])), int(str(row["end"]))]
        wrong = [f"{name} {said[at]}" for at, name in enumerate(AXES) if row[name] not in (None, said[at])]
        if wrong:
            print(f"{row['note']}:{row['start']} {', '.join(wrong)}: {str(row['sentence'])[:230]}")


if __name__ == "__main__":
    main()
