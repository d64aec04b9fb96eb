"""Do the cited pages bear the words? Every quotation of a review, looked for on its page by other means than the product's.

    python bench/citations.py [CASE_FOLDER ...] [--casebook DIR]

Each case is reviewed, and each quotation in review.json (facts, criteria, sentences of summary and rationale, the case's own
fields, record problems) is looked for on the page it names. Pages with a text layer are read anew by pdfplumber, which shares
no code with the product; scanned pages by their true text where the case has one (`pages.json` beside its folder `file`, or
--truth FILE), else, and where that does not have the words, by bare Tesseract at 300 dots per inch. Without arguments the example of this repository is measured.

A quotation counts as borne when its letters and digits stand on the page in that order: without a single difference on pages
with a text layer, and with at most one letter in eight (in a short one, one letter) different on
scanned pages, whose words OCR may misread.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import pdfplumber
import pypdfium2 as pdfium
import tesserocr
from rapidfuzz.fuzz import partial_ratio

from openimr.cli.rules import load_rules
from openimr.engines.ocr import language_data
from openimr.engines.reader import LocalReader, sources_in
from openimr.letter.review_json import review_json
from openimr.review import review

GOAL = 0.99
EXAMPLE = Path(__file__).parents[1] / "examples" / "seed-case" / "file"
PLACES = ("case", "patient", "facts", "record_problems", "summary", "items")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One quotation: of which part of the review, and where it is said to stand."""

    part: str
    file: str
    page: int
    quote: str


def citations(part: str, tree: object) -> Iterator[Cited]:
    """Every {file, page, quote} below a part of the review. Criteria and sentences of items are parts of their own."""
    if isinstance(tree, dict):
        if {"file", "page", "quote"} <= set(tree):
            yield Cited(part=part, file=str(tree["file"]), page=int(tree["page"]), quote=str(tree["quote"]))
            return
        for name, value in tree.items():
            inner = {"criteria": "criteria", "rationale_sentences": "rationale"}.get(name, part)
            yield from citations(inner, value)
    elif isinstance(tree, list):
        for value in tree:
            yield from citations(part, value)


def squeeze(text: str) -> str:
    """Letters and digits alone: line breaks, hyphens at a line's end and spacing are no words."""
    return re.sub(r"[\W_]+", "", text.casefold())


class Papers:
    """The pages of one case, read by other means. truth: true text by file and page, or nothing."""

    def __init__(self, folder: Path, truth: Path | None) -> None:
        self._folder = folder
        self._truth: dict[str, list[str]] = json.loads(truth.read_text("utf-8")) if truth and truth.exists() else {}

    @cache  # noqa: B019 (lives as long as its case)
    def typed(self, file: str, page: int) -> str:
        """By pdfplumber: the words in reading order and in the order of the file, since columns may be cited either way."""
        with pdfplumber.open(self._folder / file) as pdf:
            found = pdf.pages[page - 1]
            return squeeze(found.extract_text() or "") + "\n" + squeeze(found.extract_text(use_text_flow=True) or "")

    @cache  # noqa: B019
    def recognized(self, file: str, page: int) -> str:
        """By bare Tesseract."""
        picture = pdfium.PdfDocument(self._folder / file)[page - 1].render(scale=300 / 72, grayscale=True).to_pil()
        with tesserocr.PyTessBaseAPI(path=str(language_data()), lang="eng") as api:
            api.SetImage(picture)
            return squeeze(api.GetUTF8Text())

    def true(self, file: str, page: int) -> str | None:
        pages = self._truth.get(file)
        return squeeze(pages[page - 1]) if pages is not None else None


def nearly_in(words: str, text: str) -> bool:
    """Whether the words stand there with one letter in eight different at most, but one in any case."""
    most = max(1, len(words) // 8)
    return words in text or partial_ratio(words, text) >= 100 * (1 - most / max(len(words), 5))


def judge(cited: Cited, papers: Papers, by_ocr: bool) -> tuple[str, bool]:
    """How the page was read for the test, and whether it bears the words."""
    words = squeeze(cited.quote)
    if not by_ocr:
        return "text layer", words in papers.typed(cited.file, cited.page)
    true = papers.true(cited.file, cited.page)
    if true is not None and (nearly_in(words, true)):
        return "truth", True
    # A true text may leave out what the fax machine printed on the page's edge: then the picture tells.
    text = papers.recognized(cited.file, cited.page)
    return "OCR", nearly_in(words, text)


def measure(folder: Path, truth: Path | None, cache: Path | None) -> Iterator[tuple[Cited, str, bool]]:
    files, problems = sources_in(folder)
    rules = load_rules()
    dossier = review(files, reader=LocalReader(cache=cache, workers=1), rules=rules, found_wrong=problems)
    told = json.loads(review_json(dossier))
    by_ocr = {(page.file, page.number) for page in dossier.chart.pages if page.source.value == "ocr"}
    papers = Papers(folder, truth)
    parts = [one for name in PLACES for one in citations(name, told[name])]
    for cited in dict.fromkeys(parts):
        if squeeze(cited.quote):
            source, borne = judge(cited, papers, (cited.file, cited.page) in by_ocr)
            yield cited, source, borne


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("folders", nargs="*", type=Path, help="folders with the PDFs of a case each")
    options.add_argument("--casebook", type=Path, help="a folder of cases, each with its PDFs in `file`")
    options.add_argument("--truth", type=Path, help="true text of one case's pages: {file: [text of page 1, ...]}")
    options.add_argument("--cache", type=Path, help="where pages already read are kept")
    options.add_argument("--misses", action="store_true", help="print the quotations that were not found")
    chosen = options.parse_args()
    cases = [(folder, chosen.truth) for folder in chosen.folders]
    if chosen.casebook:
        cases += [(one, one.parent / "pages.json") for one in sorted(chosen.casebook.glob("*/file"))]
    counts: Counter[tuple[str, str, bool]] = Counter()
    for folder, truth in cases or [(EXAMPLE, None)]:
        print(f"reading {folder}", file=sys.stderr)
        for cited, source, borne in measure(folder, truth, chosen.cache):
            counts[cited.part, source, borne] += 1
            if chosen.misses and not borne:
                print(
                    f"{folder.parent.name}: {cited.part}, {cited.file} p. {cited.page} ({source}): {cited.quote[:160]!r}"
                )
    print_table(counts)


def print_table(counts: Counter[tuple[str, str, bool]]) -> None:
    print(f"{'part of the review':22}{'page read by':14}{'cited':>8}{'borne':>8}{'share':>9}")
    rows = sorted({(part, source) for part, source, _ in counts})
    for part, source in [*rows, ("all", "")]:
        chosen = {key: n for key, n in counts.items() if part == "all" or key[:2] == (part, source)}
        total, good = sum(chosen.values()), sum(n for key, n in chosen.items() if key[2])
        print(f"{part:22}{source:14}{total:8}{good:8}{good / total if total else 1:9.2%}")
    print(f"asked: {GOAL:.0%} of all")


if __name__ == "__main__":
    main()
