"""OCR against bare Tesseract: character errors and time per page, in one run, taking turns.

    python bench/ocr.py [--pages N] [--casebook DIR]

Without a casebook, N typed notes are printed as noisy, slightly tilted scans whose text is known. With one, up to N of its
scanned pages are read, whose true text is in `pages.json` of each case. Both sides read the same pages with the same language
data, in one process and one thread each, as pictures drawn from the PDF: ours at its own 200 dots per inch, with all it does
(turning, straightening, judging, putting lines in order); bare Tesseract at 200 and at 300, as it comes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import papers
import pypdfium2 as pdfium
import tesserocr
from rapidfuzz.distance import Levenshtein

from openimr.engines.job import Limits
from openimr.engines.ocr import language_data
from openimr.engines.page_images import read_scan

ASKED = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A page of a PDF and what it says."""

    path: Path
    number: int
    truth: str


@dataclass(slots=True)
class Side:
    """One reader and what it did: letters wrong of letters in all, seconds of each page."""

    name: str
    read: Callable[[pdfium.PdfDocument, int], str]
    wrong: int
    letters: int
    seconds: list[float]


def letters_of(text: str) -> str:
    """The words of all lines in alphabetical order: a line in another place is no error of a character, a wrong letter is."""
    return " ".join(sorted(re.sub(r"\s+", " ", text).strip().split()))


def bare(dpi: int) -> Callable[[pdfium.PdfDocument, int], str]:
    api = tesserocr.PyTessBaseAPI(path=str(language_data()), lang="eng", psm=tesserocr.PSM.AUTO)

    def read(document: pdfium.PdfDocument, number: int) -> str:
        api.SetImage(document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil())
        return str(api.GetUTF8Text())

    return read


def ours(document: pdfium.PdfDocument, number: int) -> str:
    return read_scan(document, number, Limits()).text


def made(pages: int, folder: Path) -> Iterator[Scan]:
    path = folder / "scans.pdf"
    path.write_bytes(papers.scans(pages))
    typed = pdfium.PdfDocument(papers.typed_notes(pages, seed=3))
    for number in range(1, pages + 1):
        yield Scan(path=path, number=number, truth=typed[number - 1].get_textpage().get_text_range())


def of_casebook(folder: Path, pages: int) -> list[Scan]:
    """Scanned pages of all cases in turn, so that a small number is of many."""
    cases = [_scans(truth) for truth in sorted(folder.glob("*/pages.json"))]
    found: list[Scan] = []
    while cases and len(found) < pages:
        taken = [next(case, None) for case in cases]
        cases = [case for case, scan in zip(cases, taken, strict=True) if scan is not None]
        found += [scan for scan in taken if scan is not None]
    return found[:pages]


def _scans(truth: Path) -> Iterator[Scan]:
    """Pages of a case that have words and no text layer."""
    for name, texts in json.loads(truth.read_text("utf-8")).items():
        document = pdfium.PdfDocument(truth.parent / "file" / name)
        for number, text in enumerate(texts, 1):
            if text.strip() and not document[number - 1].get_textpage().get_text_range().strip():
                yield Scan(path=truth.parent / "file" / name, number=number, truth=text)


def measure(scans: list[Scan], sides: list[Side]) -> None:
    for turn, scan in enumerate(scans):
        document = pdfium.PdfDocument(scan.path)
        truth = letters_of(scan.truth)
        for side in sides[turn % len(sides) :] + sides[: turn % len(sides)]:
            begun = time.perf_counter()
            text = side.read(document, scan.number)
            side.seconds.append(time.perf_counter() - begun)
            side.wrong += Levenshtein.distance(letters_of(text), truth)
            side.letters += len(truth)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--pages", type=int, default=12)
    options.add_argument("--casebook", type=Path, help="cases with `file` and `pages.json` each")
    chosen = options.parse_args()
    sides = [Side(name, read, 0, 0, []) for name, read in
             (("OpenIMR", ours), ("bare, 200 dpi", bare(200)), ("bare, 300 dpi", bare(300)))]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        scans = of_casebook(chosen.casebook, chosen.pages) if chosen.casebook else [*made(chosen.pages, Path(folder))]
        measure(scans, sides)
    own = statistics.median(sides[0].seconds)
    print(f"{len(scans)} pages\n{'':16}{'characters wrong':>18}{'s a page':>10}{'ours takes':>12}")
    for side in sides:
        middle = statistics.median(side.seconds)
        print(f"{side.name:16}{side.wrong / max(1, side.letters):18.2%}{middle:10.2f}{own / middle:11.2f}x")
    print(f"asked: at most {ASKED} times as long as bare Tesseract, at an equal or better rate of errors")


if __name__ == "__main__":
    main()
