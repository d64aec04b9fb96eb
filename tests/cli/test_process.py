"""`imr process` and `imr notice`, as their user runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.workflow.stories import CASE, TO_ASSIGNED, TO_SCREENING, tell

from openimr.cli.__main__ import main
from openimr.workflow import write_log

MATTER = """\
case_number: CM15-0001234
sent_on: 2015-06-29
parties:
  - {role: EMPLOYEE, name: Pat Example, address: [12 Sample Street], language: es, email: p@example.org}
  - {role: CA, name: Example Claims, address: [PO Box 1], delivery: electronic, email: c@example.org}
  - {role: REQ_PHYS, name: "Alex Doc, MD", address: [5 Clinic Road]}
items:
  - {n: 1, text: "Physical therapy, 12 visits"}
facts:
  employee: Pat Example
  received_on: 2015-06-20
  requesting_physician: Alex Doc, MD
  ur_decision_date: 2015-05-26
  priority: regular
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text(write_log(tell(TO_ASSIGNED)))
    return path


def test_where_a_case_stands_and_what_comes_next(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "show", str(log), "--at", "2015-06-23T00:00"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        f"{CASE}: SCREENING since 2015-06-22",
        "  item 1: OPEN",
        "  item 2: OPEN",
        "  AD: decide on eligibility (K06 no period)",
    ]
    assert (
        "      lacks signed: whether the employee or a valid representative signed (8 CCR 9792.10.1(b), 9792.10.3(a)(1))"
        in lines
    )


def test_days_of_the_duties(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "show", str(log), "--case", CASE]) == 0
    assert "  CA: send the records (K09 2015-07-09; K09_MAIL 2015-07-14)" in capsys.readouterr().out.splitlines()


def test_before_the_case_existed(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "show", str(log), "--at", "2015-06-01T00:00"]) == 0
    assert capsys.readouterr().out == f"{CASE}: did not exist yet\n"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (
            write_log(tell((*TO_SCREENING, TO_SCREENING[1]))),
            1,
            "Problem: Row 3 (found_unique) repeats row 2. [row 3, CM15-0001234]",
        ),
        ("{\n", 2, "Problem: Row 1 is no JSON"),
    ],
)
def test_a_faulty_log_is_told(
    tmp_path: Path, text: str, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(text)
    assert main(["process", "show", str(path)]) == code
    assert capsys.readouterr().err.startswith(says)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show"], "imr: Say which log"),
        (["show", "nowhere.jsonl"], "imr: [Errno 2]"),
        (
            ["diagram", "--program", "mars"],
            "imr: there is no program pack 'mars'; there are ca-dmhc, ",
        ),
    ],
)
def test_what_cannot_run_says_so(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", *arguments]) == 2
    assert capsys.readouterr().err.startswith(says)


def test_all_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["process", "prove"]) == 0
    first, _, last = capsys.readouterr().out.strip().partition(" of ")
    assert first == last.split()[0]


def test_the_how_to_is_true(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its log is read and stands where it should; its notice is written to all three parties."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "process-and-notices.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(json|yaml)\n(.*?)```", page, re.DOTALL)
    log, matter = (tmp_path / name for name in ("cases.jsonl", "matter.yaml"))
    log.write_text(blocks[0][1])
    matter.write_text(blocks[1][1])
    assert main(["process", "show", str(log)]) == 0
    assert capsys.readouterr().out.startswith(f"{CASE}: SCREENING since 2015-06-22\n")
    assert main(["notice", "assignment", str(matter), "--out", str(tmp_path / "letters")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_a_notice_is_written_to_everyone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "matter.yaml").write_text(MATTER)
    assert main(["notice", "assignment", str(tmp_path / "matter.yaml"), "--out", str(tmp_path / "out")]) == 0
    made = [path.name for path in sorted((tmp_path / "out").iterdir())]
    assert made == [
        *(f"assignment-1-employee.{kind}" for kind in ("html", "mail.txt", "pdf", "txt")),
        *(f"assignment-2-ca.{kind}" for kind in ("html", "mail.txt", "pdf", "txt")),
        *(f"assignment-3-req_phys.{kind}" for kind in ("html", "pdf", "txt")),
    ]
    assert capsys.readouterr().out.split() == [str(tmp_path / "out" / name) for name in made if name.endswith(".pdf")]


def test_a_notice_takes_its_facts_from_the_log(tmp_path: Path, log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "matter.yaml").write_text(MATTER.split("facts:", maxsplit=1)[0])
    arguments = ["notice", "assignment", str(tmp_path / "matter.yaml"), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--log", str(log)]) == 0
    said = (tmp_path / "out" / "assignment-3-req_phys.txt").read_text()
    assert "Requesting physician: Alex Doc\n" in said
    (tmp_path / "matter.yaml").write_text(MATTER.replace("CM15-0001234", "CM15-0000000"))
    capsys.readouterr()
    assert main([*arguments, "--log", str(log)]) == 2
    assert capsys.readouterr().err == "imr: cases.jsonl: the log has no case CM15-0000000\n"


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("received_on: 2015-06-20", "received_on: 2015-02-30", 2, "imr: matter.yaml:11: a value cannot be read: day is out of range"),
        ("received_on: 2015-06-20", "received_on: June", 2, "imr: matter.yaml:11: received_on (day on which the application"),
        ("received_on:", "recieved_on:", 2, "imr: matter.yaml:11: no fact is called 'recieved_on'"),
        ("role: CA, name: Example Claims", "role: CA", 2, "imr: matter.yaml:5: parties.1.name: "),
        ("sent_on: 2015-06-29\n", "", 2, "imr: matter.yaml: 'sent_on' is missing"),
        ("items:", "itmes:", 2, "imr: matter.yaml:7: unknown key 'itmes'"),
        ("  received_on: 2015-06-20\n", "", 1, "Problem: The notice assignment needs received_on, which is not known."),
    ],
)  # fmt: skip
def test_a_fault_of_the_matter_names_its_line_and_nothing_is_written(
    tmp_path: Path, old: str, new: str, code: int, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "matter.yaml").write_text(MATTER.replace(old, new, 1))
    assert main(["notice", "assignment", str(tmp_path / "matter.yaml"), "--out", str(tmp_path / "out")]) == code
    assert capsys.readouterr().err.startswith(says)
    assert not (tmp_path / "out").exists()
