"""`imr panel` and `imr assign` as their users run them."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from openimr.cli.__main__ import main

CASES = resources.files("openimr_packs").joinpath("rosters/example_cases.csv").read_text("utf-8")
ROSTER = resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    return tmp_path


def test_the_example_is_assigned_but_for_one_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "plan.csv"
    assert main(["assign", str(folder / "cases.csv"), "--on", "2014-02-20", "--out", str(out)]) == 1
    told = capsys.readouterr().out
    assert "CM14-0000106 -> NOBODY (1 open)  No reviewer practices Otolaryngology or Audiology.\n" in told
    assert "    cheapest remedy: one reviewer with board Otolaryngology\n" in told
    assert "10 reviews of 10 cases placed, 1 open" in told
    assert len(out.read_text("utf-8").splitlines()) == 11
    again = ["assign", str(folder / "cases.csv"), "--on", "2014-02-20", "--previous", str(out), "--json"]
    assert main(again) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["moved"], len(result["placements"])) == ([], 10)
    assert {one["reasons"][-1] for one in result["placements"]} == {"kept from the plan before"}


def test_results_of_imr_review_are_cases_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    review = {
        "eligibility": {"eligible": True},
        "case": {"employee": {"name": "Pat Example"}, "employer": "Quarry Foods", "signature_date": "2014-02-01"},
        "documents": [{"author": "Eamon Fairweather, PhD"}, {"author": None}],
        "items": [{"n": 1, "request": "6 sessions", "service": "psychotherapy", "body_region": "psyche"}],
    }
    (folder / "one").mkdir()
    (folder / "one" / "review.json").write_text(json.dumps(review), "utf-8")
    assert main(["assign", str(folder), "--on", "2014-02-20", "--json"]) == 0
    # R031, else the best fit, wrote one of the records
    assert [one["reviewer"] for one in json.loads(capsys.readouterr().out)["placements"]] == ["R028"]


@pytest.mark.parametrize(
    ("cases", "roster", "says"),
    [
        (
            CASES.replace("psychotherapy,psyche", "aromatherapy,psyche"),
            ROSTER,
            "1 problems, printed above. Nothing was assigned.",
        ),
        ("id,services\n", ROSTER, "lists no case."),
        (CASES, ROSTER.replace("FL:2031-12-31,Physical", "QQ:2031-12-31,Physical", 1), "there is no state 'QQ'"),
    ],
)
def test_bad_input_assigns_nothing(
    folder: Path, cases: str, roster: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cases.csv").write_text(cases, "utf-8")
    (folder / "roster.csv").write_text(roster, "utf-8")
    given = ["assign", str(folder / "cases.csv"), "--roster", str(folder / "roster.csv"), "--on", "2014-02-20"]
    assert main(given) == 2
    told = capsys.readouterr()
    assert (told.out, says in told.err) == ("", True)


def test_import_writes_all_or_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out.csv"
    bad = folder / "bad.csv"
    bad.write_text(ROSTER.replace("CA:2031-12-31;TX:2030-05-31", "", 1), "utf-8")
    assert (main(["panel", "import", str(bad), "--on", "2014-02-20", "--out", str(out)]), out.exists()) == (2, False)
    assert "[roster, row 3] Nothing was imported" in capsys.readouterr().err
    assert main(["panel", "import", str(folder / "roster.csv"), "--on", "2014-02-20", "--out", str(out)]) == 1
    assert capsys.readouterr().out == f"60 reviewers written to {out}\n"
    assert main(["panel", "check", str(out), "--on", "2014-02-20"]) == 1
    assert capsys.readouterr().out.endswith("56 of 60 reviewers are qualified on 2014-02-20\n")


def test_fit_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["panel", "fit", "--service", "psychotherapy", "--on", "2014-02-20", "--top", "1", "--earlier", "R031"]
    assert main(given) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Specialties that fit: Psychology, Psychiatry",
        "R028  fit 0.7000  may be assigned",
        "    + Psychology is specialty no. 1 for the disputed items",
        "    + licensed in AZ",
        "    + 16 years in practice, 24 hours a week",
        "    + 6 of 12 cases open",
    ]


def test_agreement_by_category(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(
        f"C{n},1,psychotherapy,2014-06-{n % 28 + 1:02d},upheld,{'upheld' if n % 4 else 'overturned'}\n"
        for n in range(16)
    )
    (tmp_path / "pairs.csv").write_text("case,item,service,day,first,second\n" + rows, "utf-8")
    assert main(["panel", "agreement", str(tmp_path / "pairs.csv")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == (
        "Behavioral and mental health: 16 items decided twice, 75 % alike; kappa 0.00 (95 % interval -0.98 to 0.59)"
    )
