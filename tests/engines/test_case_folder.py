"""Which files of a case folder are read, and in what order."""

from __future__ import annotations

from pathlib import Path

import paper
import pytest

from openimr.case import OpenImrError
from openimr.engines.case_folder import sources_in

PDF = paper.typed("Some page")


def test_the_application_comes_first_and_the_decision_second(tmp_path: Path) -> None:
    names = ["records-10.pdf", "records-2.pdf", "ur-decision.pdf", "clinic/notes.pdf", "application.pdf"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PDF)
    sources, problems = sources_in(tmp_path)
    assert [source.name for source in sources] == [
        "application.pdf",
        "ur-decision.pdf",
        "clinic/notes.pdf",
        "records-2.pdf",
        "records-10.pdf",
    ]
    assert {source.sha256 for source in sources} == {paper.source("", PDF).sha256}
    assert problems == ()


def test_the_subfolder_with_the_file_is_preferred(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    (tmp_path / "file" / "records.pdf").write_bytes(PDF)
    (tmp_path / "remarks.json").write_text("{}")
    sources, problems = sources_in(tmp_path)
    assert ([source.name for source in sources], problems) == (["records.pdf"], ())


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "nothing.pdf").write_bytes(b"")
    (tmp_path / ".hidden").write_bytes(b"x")
    paper.picture(paper.NOTE).save(tmp_path / "photo.pdf", "JPEG")
    paper.picture(paper.NOTE).save(tmp_path / "scan.jpg", "JPEG")
    sources, problems = sources_in(tmp_path)
    assert [source.name for source in sources] == ["photo.pdf", "scan.jpg"]
    assert [(problem.code, problem.where) for problem in problems] == [
        ("not_a_pdf", "letter.docx"),
        ("empty_file", "nothing.pdf"),
        ("picture_named_pdf", "photo.pdf"),
    ]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    sources, problems = sources_in(tmp_path)
    assert (sources, [problem.code for problem in problems]) == ((), ["empty_folder"])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OpenImrError, match="There is no folder"):
        sources_in(tmp_path / "missing")
