"""The command as its user meets it: the bundled example, and folders that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "seed-case" / "file"
Run = Callable[..., tuple[int, str, str]]


def test_the_example_gives_every_file_and_the_same_bytes_again(run: Run, place: Path) -> None:
    first, second = place / "first", place / "second"
    assert run("demo", "--out", str(first))[0] == 0
    assert run("demo", "--out", str(second))[0] == 0
    names = {"determination.pdf", "determination.html", "determination.docx", "determination.txt"}
    assert {path.name for path in first.iterdir()} == names | {"evidence.html", "review.json"}
    same = {name: (first / name).read_bytes() == (second / name).read_bytes() for name in names | {"evidence.html"}}
    assert same == dict.fromkeys(same, True)
    reviews = [json.loads((folder / "review.json").read_text()) for folder in (first, second)]
    for review in reviews:
        del review["engine"]["timings"]
    assert reviews[0] == reviews[1]


def test_the_example_says_what_the_file_says(place: Path) -> None:
    review = json.loads((place / "first" / "review.json").read_text())
    item = review["items"][0]
    assert review["eligibility"]["eligible"] is True
    assert (review["patient"]["age"], review["patient"]["sex"]) == (52, "male")
    assert (item["service"], item["quantity"], item["unit"]) == ("psychotherapy", 12, "sessions")
    assert (item["ur_decision"], item["proposed_decision"]) == ("denied", "upheld")
    assert [(one["title"], one["pages"]) for one in item["guidelines"]] == [
        ("MTUS Chronic Pain Medical Treatment Guidelines", "23")
    ]
    caps = [one for one in item["criteria"] if one["kind"] == "cumulative_cap"]
    assert [(one["result"], one["limit"], one["requested"]) for one in caps] == [("not_met", 10, 12)]


def test_every_page_of_the_example_has_one_fate(place: Path) -> None:
    review = json.loads((place / "first" / "review.json").read_text())
    received = []
    for path in sorted(EXAMPLE.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            received += [(path.name, number) for number in range(1, len(pdf.pages) + 1)]
    assert sorted((entry["file"], entry["page"]) for entry in review["ledger"]) == sorted(received)
    fates = {entry["fate"] for entry in review["ledger"]}
    assert fates == {"read", "ocr", "duplicate", "other_patient"}


def test_the_draft_keeps_the_blocks_of_a_determination_and_names_no_reviewer(place: Path) -> None:
    text = (place / "first" / "determination.txt").read_text()
    flat = " ".join(text.split())
    order = [
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "The patient is a 52-year-old male who reported an injury on 05/14/1998",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "eries of 12 psychotherapy sessions: Proposed: Upheld",
        "Claims Administrator guideline: Decision based on MTUS Chronic Pain",
        "MAXIMUS guideline: Decision based on MTUS Chronic Pain",
        "Decision rationale: According to the MTUS Chronic Pain",
        "is not medically necessary and appropriate.",
    ]
    places = [flat.find(phrase) for phrase in order]
    assert places == sorted(places)
    assert -1 not in places
    roster = (Path(__file__).parents[2] / "src/openimr_packs/rosters/example.csv").read_text()
    names = [line.split(",")[1] for line in roster.splitlines()[1:]]
    everything = "".join(path.read_text(errors="replace") for path in sorted((place / "first").iterdir()))
    assert [name for name in names if name in everything] == []


def test_the_draft_is_a_tagged_pdf_with_title_language_and_bookmarks(place: Path) -> None:
    with pikepdf.open(place / "first" / "determination.pdf") as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang).startswith("en")
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in pdf.Root
        assert "Draft" in str(metadata["dc:title"]) or "draft" in str(metadata["dc:title"])
        with pdf.open_outline() as outline:
            titles = [str(entry.title) for entry in outline.root]
        assert "/Author" not in pdf.docinfo
    assert titles[:1] != []


def test_progress_as_json_lines(run: Run, place: Path) -> None:
    code, out, _ = run("demo", "--json", "--out", str(place / "json"))
    events = [json.loads(line) for line in out.splitlines()]
    pages = [event for event in events if event["event"] == "page"]
    assert (code, len(pages), events[-1]["event"]) == (0, events[-1]["pages"], "done")
    assert {event["cached"] for event in pages} == {True}


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing", "There is no folder"), ("empty", "no PDF")],
)
def test_a_folder_that_cannot_be_used_gives_one_sentence(name: str, says: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = run("review", str(tmp_path / name), "--out", str(tmp_path / "out"))
    assert (code, out, says in err, err.count("\n")) == (2, "", True, 1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("left_out", "code"), [("application.pdf", "no_application"), ("ur-decision.pdf", "no_ur_decision")]
)
def test_without_application_or_decision_the_rest_still_runs(
    left_out: str, code: str, run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    (folder / left_out).unlink()
    assert run("review", str(folder), "--out", str(tmp_path / "out"))[0] in (0, 1)
    review = json.loads((tmp_path / "out" / "review.json").read_text())
    assert code in [problem["code"] for problem in review["problems"]]
    assert len(review["ledger"]) > 40


def test_bad_files_are_named_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(EXAMPLE, folder)
    (folder / "zero.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes((EXAMPLE / "application.pdf").read_bytes()[:300])
    with pikepdf.open(EXAMPLE / "application.pdf") as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user="x"))
    code, out, _ = run("review", str(folder), "--out", str(tmp_path / "out"))
    review = json.loads((tmp_path / "out" / "review.json").read_text())
    named = {problem["where"]: problem["code"] for problem in review["problems"]}
    assert code == 1
    assert named["zero.pdf"] == "empty_file"
    assert named["locked.pdf"] == "encrypted_pdf"
    assert named["cut.pdf"] == "damaged_pdf"
    assert [line for line in out.splitlines() if "password" in line] != []
    assert review["items"][0]["request"].endswith("12 psychotherapy sessions")
