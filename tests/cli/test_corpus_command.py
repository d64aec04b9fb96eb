"""`imr corpus`, as its user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.corpus.records import LIBRARY, write_records

from openimr.cli.__main__ import main


@pytest.fixture
def corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    records = write_records(tmp_path / "records.jsonl", *LIBRARY)
    assert main(["corpus", "build", str(tmp_path / "c"), str(records), "--runner", "here"]) == 0
    capsys.readouterr()
    return tmp_path / "c"


def test_search_as_json(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "search", str(corpus), "ESI", "--decision", "overturned", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [hit["entry"]["case_number"] for hit in found["hits"]] == ["CM14-0000003"]


def test_a_line_that_is_no_record_is_told_and_the_rest_is_added(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = corpus.parent / "broken.jsonl"
    broken.write_text("not a record\n")
    assert main(["corpus", "add", str(corpus), str(broken), "--runner", "here"]) == 1
    assert "broken.jsonl, line 1: no record of a determination" in capsys.readouterr().out


def test_figures_are_written_with_tables(corpus: Path) -> None:
    out = corpus.parent / "figures"
    assert main(["corpus", "figures", str(corpus), "--by", "service", "--out", str(out)]) == 0
    lines = (out / "by-service.csv").read_text().splitlines()
    assert lines[1].startswith("epidural steroid injection,2,1,0,0.5000,")
    assert "<desc" in (out / "by-service.svg").read_text()
    assert "<caption>" in (out / "index.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search", "nowhere", "x"], "is no corpus"),
        (["search", "CORPUS", "x", "--decision", "maybe"], "say upheld, overturned or partly"),
        (["search", "CORPUS", "x", "--age", "old"], "is no number and no range"),
        (["figures", "CORPUS", "--by", "moon"], "moon is no group"),
        (["similar", "CORPUS", "missing.json"], "cannot be read"),
        (["compare", "CORPUS", "missing.json"], "is no model"),
        (["train", "CORPUS"], "at least 50"),
    ],
)
def test_what_cannot_be_done_is_told_plainly(
    corpus: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert main(["corpus", *(str(corpus) if one == "CORPUS" else one for one in arguments)]) == 2
    assert says in capsys.readouterr().err
