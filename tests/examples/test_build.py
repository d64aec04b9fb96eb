"""The bundled example case: its checked-in PDFs say what their plain-text sources say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CASE = EXAMPLES / "seed-case"
FILES = ("application", "records-claims-admin", "records-employee", "records-provider", "ur-decision")
MARKS = ("## ", "# ", "**")


def _load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_build", EXAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = _load_build()


def _bare(row: str) -> str:
    for mark in MARKS:
        if row.startswith(mark):
            return row[len(mark) :]
    return "" if row == "----" else row


def _expected(name: str) -> list[str]:
    """The letters of each page of one file, in order and without white space; a scan has none in its text layer."""
    pages = []
    for document in build.read_documents(CASE):
        for number, rows in enumerate(document.pages if document.file == name else (), start=1):
            said = " ".join([document.fax_line(number), *map(_bare, rows)])
            pages.append("" if document.scanned else "".join(said.split()))
    return pages


def _printed(name: str) -> list[str]:
    pdf = pypdfium2.PdfDocument(CASE / "file" / f"{name}.pdf")
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


@pytest.mark.parametrize("name", FILES)
def test_the_checked_in_pages_say_what_the_sources_say(name: str) -> None:
    assert _printed(name) == _expected(name)


def test_the_sources_make_exactly_these_files() -> None:
    assert tuple(sorted({one.file for one in build.read_documents(CASE)})) == FILES


def test_a_rebuild_gives_the_same_bytes_twice() -> None:
    documents = tuple(one for one in build.read_documents(CASE) if one.file == "records-employee")
    assert build.assemble(documents, "again") == build.assemble(documents, "again")


def test_the_case_has_forty_pages_or_more_and_eight_to_twelve_scans() -> None:
    documents = build.read_documents(CASE)
    scans = sum(len(one.pages) for one in documents if one.scanned)
    assert (sum(len(one.pages) for one in documents), scans) == (53, 12)


def test_a_page_too_long_for_its_sheet_is_refused() -> None:
    long = build.Document(
        name="01-long", file="long", scanned=False, grey=False, fax="", font="mono", size=10.0, pages=(("word",) * 200,)
    )
    with pytest.raises(ValueError, match=r"long: 1 source pages took 5 sheets"):
        build.assemble((long,), "long")


def test_a_head_line_without_a_colon_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01-odd.txt").write_text("file records\n====\ntext\n")
    with pytest.raises(ValueError, match=r"01-odd.txt: expected 'key: value' in the head, found 'file records'"):
        build.read_document(tmp_path / "01-odd.txt")
