"""How fast a corpus is built, searched, compared and counted, and how well a model foretells later decisions.

    python bench/corpus.py [--letters 20000] [--records FILE] [--table dmhc.jsonl] [--workers 2] [--keep DIR] [--ray] [--kill-node]

Letters are made by letter_shapes.py (the forms of published letters, invented content), read once, and varied to the number asked
for: dates, decisions, ages, requests of other letters. --table: records of the DMHC table (imr read dmhc.csv.gz -o dmhc.jsonl).
--ray builds again on a local Ray cluster of two nodes and compares the bytes; --kill-node removes one of them midway.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

from letter_shapes import make_letters
from letter_words import ITEMS

from openimr.case import Page, PageSource
from openimr.corpus import read, record_of
from openimr.corpus.figures import By
from openimr.corpus.profile import Profile
from openimr.corpus.query import Filters
from openimr.corpus.services import service_of
from openimr.engines.corpus_building import build
from openimr.engines.corpus_index import CorpusIndex
from openimr.engines.corpus_likeness import similar
from openimr.engines.corpus_model import evaluate, learn
from openimr.engines.corpus_samples import samples_of
from openimr.engines.corpus_tables import CorpusTables
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.ray_runner import RayRunner

SHAPES = 400
QUERIES = (
    "lumbar epidural steroid injection radiculopathy", '"functional improvement" physical therapy', "opioid urine drug screen", "topical cream",
    "knee arthroscopy meniscal tear", "acupuncture", "psychotherapy depression", "TENS unit home trial", "MRI shoulder", "gym membership",
    "functional restoration program", "medial branch block cervical", "home health aide", "omeprazole gastrointestinal risk", "lumbar brace",
    "chiropractic low back", "compound cream lidocaine", "trigger point injections", "EMG upper extremities", "interferential unit rental",
)  # fmt: skip
ASKED = {
    "index, seconds a million letters": 600.0, "index, peak MB (all processes, upper bound)": 4096.0, "search with facets, median ms": 10.0,
    "search with facets, 99th percentile ms": 60.0, "similar cases, median ms": 100.0, "figures, slowest ms": 300.0,
    "DMHC: AUC (at least)": 0.66, "DMHC: calibration error": 0.05,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--records", type=Path, help="records made before (by --keep)")
    parser.add_argument("--table", type=Path, help="records of the DMHC table")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="keep records and corpus here")
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--kill-node", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        records = chosen.records or write_letters(folder / "records.jsonl", chosen.letters)
        measured = measure_build(folder / "corpus", records, chosen)
        measured |= measure_search(folder / "corpus") | measure_figures(folder / "corpus")
        if chosen.table:
            measured |= measure_model(folder / "dmhc", chosen.table)
        show(measured)
        if chosen.ray:
            compare_ray(folder, records, kill=chosen.kill_node)


def write_letters(path: Path, count: int) -> Path:
    """Records of made letters, varied; the same count gives the same bytes."""
    rng = random.Random(7)
    shapes = [json.loads(line) for line in _shapes()]
    services = {text: service_of(text) for text, _ in ITEMS}
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps(_varied(rng, shapes[number % len(shapes)], number, services)) + "\n")
    return path


def _shapes() -> Iterator[str]:
    for made in make_letters(SHAPES, seed=5):
        page = Page(file=made.name, number=1, text=made.text, source=PageSource.TEXT_LAYER)
        yield from (record_of(one) for one in read(made.name, [page]).determinations if one.items)


def _varied(rng: random.Random, shape: dict[str, Any], number: int, services: dict[str, str | None]) -> dict[str, Any]:
    year = rng.randint(2013, 2024)
    day = f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    patient = shape["patient"] | {"age": rng.randint(19, 79), "sex": rng.choice(("male", "female"))}
    items = []
    for item in shape["items"]:
        text, quantity = rng.choice(ITEMS)
        decision = "Overturned" if rng.random() < 0.3 else "Upheld"
        items.append(item | {"text": text, "quantity": quantity, "service": services[text], "decision": decision})
    dates = shape["dates"] | {"determination": day}
    return shape | {
        "file": f"made-{number}.txt", "case_number": f"CM{year % 100:02d}-{number:07d}", "dates": dates, "patient": patient, "items": items,
        "fields": {"claims_administrator": f"Made Mutual {rng.randint(1, 40)}", "requesting_physician": f"Made Physician {rng.randint(1, 900)}"},
    }  # fmt: skip


def measure_build(corpus: Path, records: Path, chosen: argparse.Namespace) -> dict[str, float]:
    start = time.perf_counter()
    built = build(corpus, [records], LocalProcesses(chosen.workers), extend=False)
    seconds = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    size = sum(size for _, size in built.manifest.files) / 1e6
    print(
        f"{built.added:,} letters, {built.manifest.entries:,} items in {seconds:.1f} s; {size:,.0f} MB, {len(built.manifest.segments)} segments"
    )
    return {
        "index, seconds a million letters": seconds * 1e6 / max(1, built.added),
        "index, peak MB (all processes, upper bound)": own + chosen.workers * children,
    }


def measure_search(corpus: Path) -> dict[str, float]:
    index = CorpusIndex(corpus)
    filters = (Filters(), Filters(sex="female"), Filters(year_from=2015, year_to=2018), Filters(region="lumbar spine"))
    times = [timed(lambda w=words, f=one: index.search(w, f)) for _ in range(3) for one in filters for words in QUERIES]
    profiles = [
        Profile(
            n=1,
            request=text,
            service=service_of(text),
            region="lumbar spine",
            facts=("diagnosis: lumbar radiculopathy", "medication: Norco"),
        )
        for text, _ in ITEMS
    ]
    like = [timed(lambda p=profile: similar(index, p)) for profile in profiles]
    return {
        "search with facets, median ms": statistics.median(times),
        "search with facets, 99th percentile ms": sorted(times)[int(len(times) * 0.99) - 1],
        "similar cases, median ms": statistics.median(like),
    }


def measure_figures(corpus: Path) -> dict[str, float]:
    with CorpusTables(corpus) as tables:
        tables.figure(By.YEAR, Filters())
        times = {by.value: timed(lambda b=by: tables.figure(b, Filters())) for by in By}
    print("figures, ms: " + ", ".join(f"{name} {value:.0f}" for name, value in times.items()))
    return {"figures, slowest ms": max(times.values())}


def measure_model(corpus: Path, table: Path) -> dict[str, float]:
    build(corpus, [table], LocalProcesses(2), extend=False)
    samples = samples_of(corpus, Filters(program="CA-DMHC-IMR"))
    report = evaluate(learn(samples, to=2013), samples, first=2014, last=2016)
    return {"DMHC: AUC (at least)": report.auc, "DMHC: calibration error": report.calibration_error}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def show(measured: dict[str, float]) -> None:
    print(f"{'':<46}{'asked':>10}{'measured':>12}")
    for name, value in measured.items():
        print(
            f"{name:<46}{ASKED[name]:>10g}{value:>12.3f}"
            if value < 1
            else f"{name:<46}{ASKED[name]:>10g}{value:>12,.1f}"
        )


def compare_ray(folder: Path, records: Path, *, kill: bool) -> None:
    """Builds on a Ray cluster of two nodes of this machine, one of them removed midway when asked, and compares every byte."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    other = cluster.add_node(num_cpus=1)
    timer = Timer(5.0, lambda: cluster.remove_node(other, allow_graceful=False))
    try:
        with RayRunner(address=cluster.address) as runner:
            if kill:
                timer.start()
            build(folder / "ray", [records], runner, extend=False)
    finally:
        timer.cancel()
        cluster.shutdown()
    same = _bytes(folder / "ray") == _bytes(folder / "corpus")
    print(f"Ray, two nodes{', one removed midway' if kill else ''}: {'the same bytes' if same else 'OTHER BYTES'}")


def _bytes(corpus: Path) -> dict[str, bytes]:
    files = sorted(file for file in corpus.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(corpus).as_posix(): file.read_bytes() for file in files}


if __name__ == "__main__":
    main()
