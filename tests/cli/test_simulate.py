"""`imr simulate`: reviews and stored cases under two folders of packs, in this process and in several."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from openimr.batch import run_here
from openimr.case import Case, Chart, DisputedItem, Span, TreatmentCourse
from openimr.cli.__main__ import main
from openimr.engines import stored_cases
from openimr.engines.local_processes import LocalProcesses
from openimr.engines.simulation import simulate
from openimr.engines.stored_cases import write_stored
from openimr.guideline.stored import StoredCase, store

RULE = """schema: imr-guideline/1
pack: {id: own, title: Own, edition: "1", level: mtus, in_force: {from: 2010-01-01}, rights: free, source: test}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own}]
    rule: At most six.
    criteria: {kind: quantity, id: q, name: at most six, measure: cumulative, most: 6, silent_history: none_given}
"""


def stored(number: int) -> StoredCase:
    """Asks for four visits after so many."""
    item = DisputedItem(n=1, request="acupuncture", service="acupuncture", quantity=4, unit="visits")
    spans = (Span("records.pdf", 1, 0, 4, "said"),)
    facts = (TreatmentCourse(spans=spans, service="acupuncture", completed=number),)
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    return store(f"C-{number}", Case(program="p", items=(item,)), chart, at=date(2014, 3, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, most in (("old", 6), ("new", 5)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.yaml").write_text(RULE.replace("most: 6", f"most: {most}"), "utf-8")
    write_stored(tmp_path / "cases.parquet", (stored(number) for number in range(9)))
    return tmp_path


def run(folder: Path, *more: str, cases: str = "cases.parquet") -> int:
    out = str(folder / "changes.parquet")
    packs = ["--old", str(folder / "old"), "--new", str(folder / "new")]
    return main(["simulate", str(folder / cases), *packs, "--out", out, *more])


def test_list_and_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--runner", "here") == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].endswith("Rules differ for: acupuncture.")
    assert printed[1:] == [
        "1 decisions would change, in 1 cases.",
        "        1  acupuncture: overturned -> upheld (R-1 -> R-1)",
        f"The list is in {folder / 'changes.parquet'}.",
    ]
    query = f"SELECT case_id, item, old_decision, new_decision FROM '{folder / 'changes.parquet'}'"
    assert duckdb.sql(query).fetchall() == [("C-2", 1, "overturned", "upheld")]


def test_several_processes_give_the_same_list(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_cases, "GROUP", 2)
    write_stored(folder / "cases.parquet", (stored(number % 5) for number in range(12)))
    one, several = (
        list(simulate(folder / "cases.parquet", folder / "old", folder / "new", runner))
        for runner in (run_here, LocalProcesses(2))
    )
    assert [change.case_id for change in one] == ["C-2", "C-2"]
    assert several == one


def review(service: str, eligible: bool = True) -> dict[str, object]:
    evidence = [{"file": "records.pdf", "page": 1, "quote": "4 visits"}]
    return {
        "case": {
            "program": "p", "date_of_injury": "2012-01-02", "ur_decision_date": None,
            "employee": {"name": "Ann Example", "date_of_birth": "1980-01-02", "sex": "female"},
        },
        "eligibility": {"eligible": eligible},
        "ledger": [{"file": "records.pdf", "page": 1, "fate": "read"}],
        "facts": [
            {"type": "treatment_course", "service": service, "completed": 2, "from": "2013-02", "only_in_ur": False,
             "assertion": "asserted", "evidence": evidence},
            {"type": "medication", "name": "gabapentin", "status": "past", "assertion": "asserted", "evidence": evidence},
        ],
        "items": [{"n": 1, "request": service, "service": service, "quantity": 4.0, "unit": "visits", "follows": None}],
        "engine": {"packs": [{"name": "selection date", "edition": "2014-03-01"}]},
    }  # fmt: skip


def test_a_folder_of_reviews_is_read_and_can_be_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, tree in (("a", review("acupuncture")), ("b", review("massage therapy")), ("c", review("x", False))):
        (folder / "results" / name).mkdir(parents=True)
        (folder / "results" / name / "review.json").write_text(json.dumps(tree), "utf-8")
    assert run(folder, "--runner", "here", "--store", str(folder / "kept.parquet"), cases="results") == 0
    assert capsys.readouterr().out.splitlines()[2] == "1 decisions would change, in 1 cases."
    assert run(folder, "--runner", "here", cases="kept.parquet") == 0
    assert duckdb.sql(f"SELECT case_id FROM '{folder / 'changes.parquet'}'").fetchall() == [("a",)]
    assert b"Ann Example" not in (folder / "kept.parquet").read_bytes()


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        ("nowhere.parquet", "is not there"),
        ("old", "no review.json below it"),
        ("broken.parquet", "is not a Parquet file that can be read"),
        ("changes_only.parquet", "does not hold stored cases (openimr.facts/1)"),
    ],
)
def test_cases_that_cannot_be_used(folder: Path, capsys: pytest.CaptureFixture[str], cases: str, says: str) -> None:
    (folder / "broken.parquet").write_text("not Parquet", "utf-8")
    stored_cases.write_changes(folder / "changes_only.parquet", [])
    assert run(folder, cases=cases) == 2
    assert says in capsys.readouterr().err


def test_without_new_packs_and_without_a_file_there_is_nothing_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", str(folder / "cases.parquet")]) == 2
    assert "name the new packs (--new) or a file to keep the cases in (--store)" in capsys.readouterr().err


def test_packs_that_cannot_be_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "new" / "own.yaml").write_text(RULE.replace("most: 6", "mosst: 6"), "utf-8")
    assert run(folder) == 2
    assert "unknown key; did you mean 'most'?" in capsys.readouterr().err
