"""`imr read`: formats, resume, what could not be read, exit codes."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from tests.corpus import letters
from tests.corpus.test_reading import OLD
from tests.engines.test_letter_files import docx_of

from openimr.cli.letter_journal import Journal
from openimr.cli.letter_sources import list_letters
from openimr.cli.letter_work import read_source

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "letters"
    found.mkdir()
    (found / "a.txt").write_text(letters.DWC_2014, encoding="utf-8")
    (found / "b.html").write_text(f"<html><body><pre>{letters.MICHIGAN}</pre></body></html>", encoding="utf-8")
    (found / "c.docx").write_bytes(docx_of(*letters.TEXAS_IRO.split("\n")))
    return found


def rows_in(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_folder_of_letters_becomes_one_record_a_letter_in_order(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    code, said, _ = run("read", str(folder), "-o", str(out))
    assert code == 0
    assert [(Path(str(row["file"])).name, row["program"]) for row in rows_in(out)] == [
        ("a.txt", "CA-DWC-IMR"),
        ("b.html", "MI-PRIRA"),
        ("c.docx", "TX-DWC-IRO"),
    ]
    assert "3 determinations from 3 files" in said
    assert not out.with_name("out.jsonl.reading").exists()


def test_the_same_letters_give_the_same_bytes(run: Run, folder: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        run("read", str(folder), "-o", str(out))
    assert outs[0].read_bytes() == outs[1].read_bytes()


@pytest.mark.parametrize("name", ["out.csv", "out.parquet", "out.fhir.ndjson"])
def test_other_formats(run: Run, folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert run("read", str(folder), "-o", str(out))[0] == 0
    if name.endswith(".csv"):
        assert [row["decision"] for row in csv.DictReader(out.open(encoding="utf-8"))] == [
            "Upheld",
            "Overturned",
            "Overturned",
            "Upheld",
        ]
    elif name.endswith(".parquet"):
        found = duckdb.sql(
            f"SELECT case_number, len(items), year(dates.determination) FROM '{out}' ORDER BY 1"
        ).fetchall()
        assert found == [("148635-001", 1, 2015), ("41822", 1, 2012), ("CM14-0990201", 2, 2014)]
    else:
        assert [row["resourceType"] for row in rows_in(out)] == ["Bundle"] * 3


def test_what_could_not_be_read_is_listed_exactly(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "d.txt").write_text("Minutes of the garden club. The hedge was discussed.", encoding="utf-8")
    (folder / "e.docx").write_bytes(b"PK\x03\x04 torn")
    (folder / "f.txt").write_bytes(b"")
    (folder / "g.bin").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "h.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    code, _, _ = run("read", str(folder), "-o", str(out))
    listed = [
        (Path(row["file"]).name, row["kept"], row["code"])
        for row in csv.DictReader(out.with_name("out.jsonl.unread.csv").open(encoding="utf-8"))
    ]
    assert code == 1
    assert len(rows_in(out)) == 3
    assert listed == [
        ("d.txt", "nothing", "not_a_letter"),
        ("e.docx", "nothing", "broken_file"),
        ("f.txt", "nothing", "empty_file"),
        ("g.bin", "nothing", "unknown_kind"),
        ("h.csv", "nothing", "unknown_table"),
    ]


def test_a_pdf_that_does_not_open_is_said_once(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 and then nothing")
    out = tmp_path / "out.jsonl"
    code, _, _ = run("read", str(folder), "-o", str(out))
    listed = csv.DictReader(out.with_name("out.jsonl.unread.csv").open(encoding="utf-8"))
    assert (code, [(Path(row["file"]).name, row["code"]) for row in listed]) == (1, [("d.pdf", "damaged_pdf")])


def test_nothing_usable_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("Minutes of the garden club.", encoding="utf-8")
    assert run("read", str(tmp_path / "minutes.txt"), "-o", str(tmp_path / "out.jsonl"))[0] == 2
    assert run("read", str(tmp_path / "absent.txt"), "-o", str(tmp_path / "out.jsonl"))[0] == 2
    code, _, error = run("read", str(tmp_path / "minutes.txt"), "-o", str(tmp_path / "out.doc"))
    assert (code, "does not tell its format" in error) == (2, True)


def test_a_table_is_read_row_by_row(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv.gz"
    table.write_bytes(gzip.compress(OLD.encode()))
    out = tmp_path / "out.jsonl"
    assert run("read", str(table), "-o", str(out))[0] == 1
    assert [row["case_number"] for row in rows_in(out)] == ["MN13-90001", "EI14-90002"]


def test_an_interrupted_run_goes_on_where_it_stopped(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    sources, _ = list_letters([folder])
    with Journal(out.with_name("out.jsonl.reading")) as journal:
        journal.add(read_source(sources[0]))
    with out.with_name("out.jsonl.reading").open("ab") as stream:
        stream.write(b'{"name": "torn')
    code, said, _ = run("read", str(folder), "-o", str(out), "--json")
    events = [json.loads(line) for line in said.splitlines()]
    assert (code, events[0]) == (0, {"event": "start", "total": 3, "kept": 1})
    assert [Path(event["file"]).name for event in events if event["event"] == "file"] == ["b.html", "c.docx"]
    assert len(rows_in(out)) == 3


def test_a_file_changed_since_is_read_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "journal"
    sources, _ = list_letters([folder])
    lines = read_source(sources[0])
    with Journal(path) as journal:
        journal.add(lines)
    with Journal(path) as again:
        assert again.holds(lines.name, lines.sha256)
        assert not again.holds(lines.name, "0" * 64)


def test_the_checks_say_their_word(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(letters.DWC_2014.replace("is notmedically", "is medically"), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert run("read", str(folder / "a.txt"), "-o", str(out))[0] == 1
    (row,) = rows_in(out)
    assert [one["code"] for one in row["defects"]] == ["DECISION_CONTRADICTION"]  # type: ignore[attr-defined, index]
