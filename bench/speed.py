"""How fast the job is, as ratios to bare libraries within one run: `python bench/speed.py`. See bench/README.md."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import papers
import pypdfium2 as pdfium

from openimr.engines.reader import LocalReader
from openimr.records.documents import split
from openimr.records.reading import ReadPages, SourceFile

try:
    import pdfplumber
except ImportError:
    pdfplumber = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. goal: the figure should be at most this."""

    what: str
    measured: str
    figure: float
    goal: float


def median_seconds(job: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def source(path: Path) -> SourceFile:
    return SourceFile(name=path.name, content=path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())


def read_bare(path: Path) -> int:
    """What pdfium alone does in one process: the text of every page."""
    letters = 0
    document = pdfium.PdfDocument(path)
    for page in document:
        textpage = page.get_textpage()
        letters += len(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return letters


def read_pages(path: Path, workers: int | None = None) -> ReadPages:
    """Pages and boxes, and the documents among them."""
    read = LocalReader(workers=workers).read([source(path)])
    split(read.pages)
    return read


def text_row(records: Path, pages: int, times: int) -> Row:
    """The two take turns, so that other work on the machine slows both."""
    pairs = [
        (median_seconds(lambda: read_bare(records), 1), median_seconds(lambda: read_pages(records), 1))
        for _ in range(times)
    ]
    bare, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    measured = f"{ours:.2f} s against {bare:.2f} s"
    return Row(
        what=f"pages, boxes, documents of {pages} pages / bare pypdfium2", measured=measured, figure=ratio, goal=2
    )


def review_row(folder: Path, pages: int, out: Path) -> Row | None:
    """`imr review` of the case against pdfplumber's bare text, measured on a sample of the same pages and scaled."""
    if pdfplumber is None:
        return None
    sample = min(pages, 40)
    with pdfplumber.open(folder / "records.pdf", pages=list(range(1, sample + 1))) as pdf:
        bare = median_seconds(lambda: [page.extract_text() for page in pdf.pages], 1) * pages / sample
    ours = median_seconds(lambda: review(folder, out), 1)
    measured = f"{ours:.1f} s against {bare:.1f} s"
    return Row(what=f"imr review of {pages} pages / bare pdfplumber", measured=measured, figure=ours / bare, goal=0.1)


def review(folder: Path, out: Path) -> None:
    command = [*IMR, "review", str(folder), "--out", str(out), "--cache", str(out / "cache")]
    subprocess.run(command, check=False, capture_output=True)


IMR = [sys.executable, "-m", "openimr.cli"]


def help_row(times: int) -> Row:
    taken = median_seconds(lambda: subprocess.run([*IMR, "--help"], check=True, capture_output=True), 3 * times)
    return Row(what="imr --help, seconds", measured=f"{taken:.3f} s", figure=taken, goal=0.3)


def letter_row(out: Path) -> Row:
    """Typesetting of the bundled example's letter, the second time (the first one loads the fonts)."""
    from openimr.engines import typesetting

    plain, seen = typesetting.typeset, []

    def watch(letter: typesetting.Letter) -> bytes:
        seen.append(letter)
        return plain(letter)

    typesetting.typeset = watch
    from openimr.cli.__main__ import main

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main(["demo", "--out", str(out)])
    taken = median_seconds(lambda: plain(seen[0]), 9)
    return Row(what="typesetting a letter, seconds", measured=f"{1000 * taken:.0f} ms", figure=taken, goal=0.15)


def memory_row(pages: int, folder: Path, out: Path) -> Row:
    """Resident memory of `imr review` and its workers together, at its highest."""
    process = subprocess.Popen(
        [*IMR, "review", str(folder), "--out", str(out), "--cache", str(out / "cache")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    highest = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, highest))
    watcher.start()
    process.wait()
    watcher.join()
    return Row(what=f"peak memory of imr review, {pages} pages, GB", measured="", figure=highest[0], goal=1)


def _watch(process: subprocess.Popen[bytes], highest: list[float]) -> None:
    while process.poll() is None:
        highest[0] = max(highest[0], sum(_resident(number) for number in _family(process.pid)) / 1e9)
        time.sleep(0.1)


def _family(number: int) -> list[int]:
    members = [number]
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == number:
                members.append(int(path.parent.name))
    return members


def _resident(number: int) -> float:
    """Bytes; 0 for a process that is gone."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{number}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0.0


def ocr_row(path: Path, pages: int, times: int) -> Row:
    """One process each; bare Tesseract reads pages drawn at 300 dots per inch."""
    pairs = [
        (median_seconds(lambda: _bare_ocr(path), 1) / pages, median_seconds(lambda: read_pages(path, 1), 1) / pages)
        for _ in range(times)
    ]
    bare, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(ours / bare for bare, ours in pairs)
    return Row(
        what="OCR of a page / bare tesserocr", measured=f"{ours:.2f} s against {bare:.2f} s", figure=ratio, goal=1.5
    )


def _bare_ocr(path: Path) -> None:
    import tesserocr

    from openimr.engines.ocr import language_data

    with tesserocr.PyTessBaseAPI(path=str(language_data()), lang="eng") as api:
        for page in pdfium.PdfDocument(path):
            api.SetImage(page.render(scale=300 / 72, grayscale=True).to_pil())
            api.GetUTF8Text()


def measure(folder: Path, *, pages: int, large: int, times: int) -> Iterator[Row | None]:
    """The rows as they are measured: the whole takes some minutes."""
    case = papers.case_folder(folder / "case", pages)
    scans = folder / "scans.pdf"
    scans.write_bytes(papers.scans(6))
    yield text_row(case / "records.pdf", pages, times)
    yield ocr_row(scans, 6, times)
    yield help_row(times)
    yield letter_row(folder / "letter")
    yield review_row(case, pages, folder / "out")
    if large:
        yield memory_row(large, papers.case_folder(folder / "large", large), folder / "large-out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000, help="pages of the text file")
    parser.add_argument("--large", type=int, default=5000, help="pages of the file for peak memory; 0 leaves it out")
    parser.add_argument("--times", type=int, default=3, help="runs, of which the median counts")
    chosen = parser.parse_args()
    print(f"{'what':<62}{'figure':>8}{'goal':>8}  measured", flush=True)
    with tempfile.TemporaryDirectory(prefix="openimr-bench-") as folder:
        for row in measure(Path(folder), pages=chosen.pages, large=chosen.large, times=chosen.times):
            if row is None:
                print("imr review / bare pdfplumber: install pdfplumber to measure it")
            else:
                print(f"{row.what:<62}{row.figure:>8.2f}{row.goal:>8.2f}  {row.measured}", flush=True)


if __name__ == "__main__":
    main()
