"""How well and how fast published letters are read.

    python bench/letters.py [--letters 400] [--gold DIR] [--workers 2] [--verbose]

Reads letters made by letter_shapes.py (all forms of the California workers' compensation letters, with the noise of text out
of a PDF) and compares what was read with what they say; with --gold also a folder of NNN.txt with NNN.json annotations. Then
reads the made letters through the command's own worker, checks included, and prints letters a second.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from letter_shapes import Made, make_letters

from openimr.case import Page, PageSource
from openimr.cli.letter_sources import LetterSource, list_letters
from openimr.cli.letter_work import read_source
from openimr.corpus import read, record_of
from openimr.determination.letter_checks import check_letter

ASKED = {
    "items found": 98, "decision explicit": 100, "decision inferred": 85, "no wrong explicit decision": 100, "case number": 98, "dates": 98,
    "reviewer": 98, "guidelines with pages": 95, "age": 99, "sex": 98, "quantity": 97,
}  # fmt: skip


class Score:
    """Hits and chances by field."""

    def __init__(self) -> None:
        self.hit: Counter[str] = Counter()
        self.of: Counter[str] = Counter()
        self.misses: list[str] = []

    def add(self, name: str, ok: bool, says: str) -> None:
        self.of[name] += 1
        self.hit[name] += ok
        if not ok:
            self.misses.append(f"{name}: {says}")

    def show(self, title: str) -> None:
        print(f"{title:<34}{'asked':>8}{'measured':>10}{'of':>8}")
        for name in [*ASKED, *sorted(set(self.of) - set(ASKED))]:
            if self.of[name]:
                asked = f"{ASKED[name]} %" if name in ASKED else ""
                print(f"  {name:<32}{asked:>8}{100 * self.hit[name] / self.of[name]:>8.1f} %{self.of[name]:>8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--gold", type=Path, help="folder of annotated letters: NNN.txt with NNN.json")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--verbose", action="store_true", help="list the misses")
    chosen = parser.parse_args()
    made = make_letters(chosen.letters, chosen.seed)
    score = Score()
    for letter in made:
        compare(letter.truth, _read(letter.name, letter.text), score, f"{letter.name} {letter.form}")
    score.show(f"{len(made)} made letters")
    if chosen.gold:
        known = Score()
        names = sorted(path for path in chosen.gold.glob("*.json") if path.with_suffix(".txt").is_file())
        for path in names:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
            compare(json.loads(path.read_text(encoding="utf-8")), _read(path.stem, text), known, path.stem)
        known.show(f"{len(names)} annotated letters")
        score.misses += known.misses
    if chosen.verbose:
        print("\n".join(score.misses))
    speed(made, chosen.workers)


def _read(name: str, text: str) -> dict[str, Any]:
    found = read(name, _pages(name, text)).determinations
    return json.loads(record_of(found[0])) if found else {}


def _pages(name: str, text: str) -> list[Page]:
    return [
        Page(file=name, number=n, text=part, source=PageSource.TEXT_LAYER) for n, part in enumerate(text.split("\f"), 1)
    ]


def compare(truth: dict[str, Any], found: dict[str, Any], score: Score, name: str) -> None:
    """Scores one letter; what the truth leaves open (null) is not scored."""
    for key in ("age", "sex"):
        if (truth.get("patient") or {}).get(key) is not None:
            got = (found.get("patient") or {}).get(key)
            score.add(key, got == truth["patient"][key], f"{name}: {got!r} for {truth['patient'][key]!r}")
    if truth.get("case_number"):
        score.add(
            "case number", found.get("case_number") == truth["case_number"], f"{name}: {found.get('case_number')!r}"
        )
    for key, want in (truth.get("dates") or {}).items():
        got = (found.get("dates") or {}).get(key)
        if want or got:
            score.add("dates", got == want, f"{name}: {key}: {got!r} for {want!r}")
    for key, want in (truth.get("reviewer") or {}).items():
        got = (found.get("reviewer") or {}).get(key)
        if want:
            score.add("reviewer", _plain(got) == _plain(want), f"{name}: {key}: {got!r} for {want!r}")
    items = list(found.get("items") or ())
    score.add("number of items", len(items) == len(truth["items"]), f"{name}: {len(items)} for {len(truth['items'])}")
    for want in truth["items"]:
        best = max(items, key=lambda one: _overlap(one["text"], want["text"]), default=None)
        ok = best is not None and _overlap(best["text"], want["text"]) >= 0.6
        score.add("items found", ok, f"{name}: {want['text'][:60]!r}")
        if ok:
            items.remove(best)
        _compare_item(want, best if ok else {}, score, f"{name}: {want['text'][:50]!r}")


def _compare_item(want: dict[str, Any], got: dict[str, Any], score: Score, name: str) -> None:
    if want.get("decision") is not None:
        explicit = want.get("decision_explicit", True)
        ok = got.get("decision") == want["decision"]
        score.add("decision explicit" if explicit else "decision inferred", ok, f"{name}: {got.get('decision')!r}")
        if explicit:
            score.add("no wrong explicit decision", got.get("decision") in (None, want["decision"]), name)
    if want.get("quantity") is not None:
        score.add(
            "quantity",
            got.get("quantity") == want["quantity"],
            f"{name}: {got.get('quantity')!r} for {want['quantity']}",
        )
    for side in ("claims_admin_guidelines", "reviewer_guidelines"):
        for guide in want.get(side) or ():
            ok = any(
                _overlap(one["source"], guide["source"]) >= 0.6 and set(guide["pages"]) <= set(one["pages"])
                for one in got.get(side) or ()
            )
            score.add("guidelines with pages", ok, f"{name}: {side}: {guide} in {got.get(side)}")


def _overlap(one: str, other: str) -> float:
    a, b = (set(re.findall(r"[a-z0-9]+", words.lower())) for words in (one, other))
    return len(a & b) / max(1, min(len(a), len(b)))


def _plain(value: Any) -> Any:
    return sorted(str(one).lower() for one in value) if isinstance(value, list) else value


def speed(made: list[Made], workers: int) -> None:
    """Letters a second, files to records with the checks, by the worker of `imr read`."""
    with tempfile.TemporaryDirectory() as folder:
        for letter in made:
            Path(folder, f"{letter.name}.txt").write_text(letter.text, encoding="utf-8")
        sources, _ = list_letters([Path(folder)])
        _warm(sources[0])
        with ProcessPoolExecutor(workers) as pool:
            list(pool.map(_warm, [sources[0]] * (2 * workers)))
            began = time.perf_counter()
            records = sum(len(lines.records) for lines in pool.map(read_source, sources, chunksize=16))
            seconds = time.perf_counter() - began
        alone = _cost(made[:60])
    print(f"{'speed, checks included':<34}{'asked':>8}{'measured':>10}")
    print(f"  {f'letters a second, {workers} processes':<32}{300:>8}{records / seconds:>10.0f}")
    for name, seconds in alone.items():
        print(f"  {f'processor time a letter, {name}, ms':<42}{1000 * seconds:>8.1f}")


def _cost(made: list[Made]) -> dict[str, float]:
    """Processor seconds a letter in this process: reading, writing the record, the checks."""
    pages = [_pages(letter.name, letter.text) for letter in made]
    began = time.process_time()
    found = [one for part in pages for one in read("x", part).determinations]
    then = time.process_time()
    for one in found:
        record_of(one)
    after = time.process_time()
    for one in found:
        check_letter(one)
    return {
        "reading": (then - began) / len(made),
        "record": (after - then) / len(made),
        "checks": (time.process_time() - after) / len(made),
    }


def _warm(source: LetterSource) -> int:
    return len(read_source(source).records)


if __name__ == "__main__":
    main()
