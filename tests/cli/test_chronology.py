"""`imr chronology` and `imr find` as their user meets them, and the written forms of a made-up chronology."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from openimr.case import Imaging, PartialDate, Span
from openimr.letter.chronology import chronology_csv, chronology_docx, chronology_json
from openimr.letter.chronology_html import chronology_html
from openimr.records.timeline import Event, EventSource

EXAMPLE = Path(__file__).parents[2] / "examples" / "seed-case" / "file"
Run = Callable[..., tuple[int, str, str]]
SCAN = Span("clinic/no 1.pdf", 4, 10, 20, "MRI <knee>")
EVENTS = (
    Event(
        source=EventSource.DOCUMENT, kind="pr2", text="=Progress & plan", date=PartialDate(2014, 3, 10),
        provider="Ilse Brandt, MD", provider_role="treating physician", regions=("hip", "knee"), document="D1",
        spans=(Span("clinic/no 1.pdf", 1, 0, 4, "PR-2"),),
    ),
    Event(
        source=EventSource.FACT, kind="imaging", text="MRI <knee>", date=PartialDate(2014, 4), regions=("knee",),
        fact=Imaging(modality="MRI", body_region="knee", date=PartialDate(2014, 4), spans=(SCAN,)), spans=(SCAN, SCAN),
    ),
    Event(
        source=EventSource.GAP, kind="gap", text="No care recorded for 200 days.", date=PartialDate(2014, 4, 1),
        until=PartialDate(2014, 10, 18),
    ),
)  # fmt: skip


def test_csv_rows() -> None:
    rows = list(csv.reader(io.StringIO(chronology_csv(EVENTS))))
    assert rows[1:] == [
        [
            "2014-03-10", "", "Treating physician's progress report", "Ilse Brandt, MD", "treating physician",
            "hip; knee", "'=Progress & plan", "", "clinic/no 1.pdf p. 1", "D1", "document",
        ],
        ["2014-04", "", "Imaging", "", "", "knee", "MRI", "MRI <knee>", "clinic/no 1.pdf p. 4", "", "fact"],
        ["2014-04-01", "2014-10-18", "Gap in care", "", "", "", "No care recorded for 200 days.", "", "", "", "gap"],
    ]  # fmt: skip


def test_html_rows_lead_to_their_pages_and_need_no_network() -> None:
    page = chronology_html(EVENTS, "Chronology <1>", "../case")
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', page) == [
        ("../case/clinic/no%201.pdf#page=1", "clinic/no 1.pdf p.&nbsp;1"),
        ("../case/clinic/no%201.pdf#page=4", "clinic/no 1.pdf p.&nbsp;4"),
    ]
    assert re.findall(r'data-kind="([^"]*)" data-parts="([^"]*)"', page) == [
        ("Treating physician&#x27;s progress report", "hip|knee"),
        ("Imaging", "knee"),
        ("Gap in care", ""),
    ]
    assert re.findall(r"<option>([^<]*)</option>", page) == [
        "Ilse Brandt, MD", "hip", "knee", "Gap in care", "Imaging", "Treating physician&#x27;s progress report",
    ]  # fmt: skip
    assert (re.findall(r"https?:|<link|src=", page), "<title>Chronology &lt;1&gt;</title>" in page) == ([], True)


def test_docx_rows() -> None:
    table = docx.Document(io.BytesIO(chronology_docx(EVENTS, "Chronology"))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][2:] == [
        ["04/2014", "", "Imaging", "knee", 'MRI\n"MRI <knee>"', "clinic/no 1.pdf p. 4"],
        ["04/01/2014 to 10/18/2014", "", "Gap in care", "", "No care recorded for 200 days.", ""],
    ]
    assert chronology_docx(EVENTS, "Chronology") == chronology_docx(EVENTS, "Chronology")


def test_json_events() -> None:
    events = json.loads(chronology_json(EVENTS))["events"]
    assert [(one["type"], one["date"], one["until"], len(one["spans"])) for one in events] == [
        ("pr2", "2014-03-10", None, 1),
        ("imaging", "2014-04", None, 2),
        ("gap", "2014-04-01", "2014-10-18", 0),
    ]


def test_the_command_writes_four_files_and_selects(run: Run, place: Path) -> None:
    code, _, _ = run("chronology", str(EXAMPLE), "--out", str(place / "all"))
    assert (code, sorted(path.name for path in (place / "all").iterdir())) == (
        0, ["chronology.csv", "chronology.docx", "chronology.html", "chronology.json"],
    )  # fmt: skip
    picked = ("--type", "imr_application", "--pictures")
    assert run("chronology", str(EXAMPLE), "--out", str(place / "some"), *picked)[0] == 0
    pages = (place / "some" / "chronology-pages.html").read_text("utf-8")
    assert (pages.count("<figure"), pages.count("data:image/jpeg")) == (1, 1)
    events = json.loads((place / "some" / "chronology.json").read_text())["events"]
    assert [one["type"] for one in events] == ["imr_application"]


@pytest.mark.parametrize(
    ("statement", "code", "says"),
    [
        ("no documentation of psychotherapy", 0, "may bear it"),
        ("no evidence of a hyperbaric unicorn", 0, "nothing found on"),
        ("there is no documentation", 2, ""),
    ],
)
def test_find_says_what_it_found(statement: str, code: int, says: str, run: Run) -> None:
    found, out, _ = run("find", str(EXAMPLE), statement)
    assert (found, says in out) == (code, True)


@pytest.mark.parametrize("command", [("chronology", "--out", "never"), ("find", "no spasm")])
def test_a_folder_that_is_missing_gives_one_sentence(command: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    name, *more = command
    code, out, err = run(name, str(tmp_path / "missing"), *more)
    assert (code, out, "There is no folder" in err, err.count("\n")) == (2, "", True, 1)
