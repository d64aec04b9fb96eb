"""`imr packs`: what it prints, and what it says of packs that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from openimr.cli.__main__ import main

OWN = """schema: imr-guideline/1
pack: {id: own, title: Own, edition: "1", level: mtus, in_force: {from: 2010-01-01, to: 2012-12-31}, rights: free, source: test}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own, pages: "3"}]
    rule: At most six.
    criteria: {kind: quantity, id: q, name: at most six, measure: requested, most: 6}
    examples:
      - {name: six, quantity: 6, expect: met}
      - {name: seven, quantity: 7, expect: not_met}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(OWN, "utf-8")
    return tmp_path / "own"


def packs(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["packs", *(str(argument) for argument in arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "R-1                conditional      acupuncture                              2010-01-01 to 2012-12-31 own  not verified\n"
    assert packs(capsys, "list", "--packs", folder) == (0, line, "")
    assert packs(capsys, "list", "--packs", folder, "--on", "2013-01-01") == (0, "", "")
    assert packs(capsys, "list", "--packs", folder, "--service", "psychotherapy") == (0, "", "")


def test_list_of_the_bundled_packs_has_the_whole_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    _, printed, _ = packs(capsys, "list")
    assert len(printed.splitlines()) >= 251


def test_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = packs(capsys, "show", "R-1", "--packs", folder)
    assert (code, printed.splitlines()[:4]) == (
        0,
        [
            f"# {folder}/own.yaml:4",
            "# Own, 1, in force 2010-01-01 to 2012-12-31",
            "# not yet checked by a named person against the official text",
            "id: R-1",
        ],
    )


def test_show_of_a_rule_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs(capsys, "show", "R-2", "--packs", folder) == (
        2,
        "",
        "imr: There is no rule R-2; imr packs list names them.\n",
    )


def test_prove_names_the_line_of_what_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert packs(capsys, "prove", folder) == (0, "2 of 2 examples prove\n", "")
    (folder / "own.yaml").write_text(OWN.replace("expect: not_met", "expect: met"), "utf-8")
    assert packs(capsys, "prove", folder) == (
        1,
        f"{folder}/own.yaml:10: R-1: seven: expected met, found not_met\n1 of 2 examples prove\n",
        "",
    )


def test_prove_names_unknown_concepts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leaf = "{kind: finding, id: q, name: x, concepts: [homebond]}"
    text = OWN.replace("{kind: quantity, id: q, name: at most six, measure: requested, most: 6}", leaf)
    (folder / "own.yaml").write_text(text[: text.index("    examples")], "utf-8")
    code, printed, _ = packs(capsys, "prove", folder)
    assert (code, printed.splitlines()[0]) == (
        1,
        f"{folder}/own.yaml:9: R-1: unknown concept 'homebond'; did you mean 'homebound'?",
    )


def test_diff(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(OWN.replace("most: 6", "most: 8"), "utf-8")
    assert packs(capsys, "diff", folder, folder) == (0, "0 differences\n", "")
    assert packs(capsys, "diff", folder, other) == (1, "~ R-1: criteria.most: 6.0 -> 8.0\n1 differences\n", "")


def test_export(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "fhir"
    code, printed, _ = packs(capsys, "export", "--packs", folder, "--fhir", out)
    assert (code, printed) == (0, f"1 rules written to {out}: PlanDefinition, Library and CQL of each\n")
    assert sorted(path.name for path in out.iterdir()) == [
        "Library-R-1.2010-01-01.json",
        "PlanDefinition-R-1.2010-01-01.json",
        "R-1.2010-01-01.cql",
    ]
    plan = json.loads((out / "PlanDefinition-R-1.2010-01-01.json").read_text())
    assert plan["effectivePeriod"] == {"start": "2010-01-01", "end": "2012-12-31"}


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed, _ = packs(capsys, "schema")
    assert (code, json.loads(printed)["title"]) == (0, "Pack")


def test_a_mistake_ends_with_2_and_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.yaml").write_text(OWN.replace("stance:", "stnace:"), "utf-8")
    code, printed, wrong = packs(capsys, "list", "--packs", folder)
    assert (code, printed) == (2, "")
    assert f"{folder}/own.yaml:6: recommendations.0.stnace: unknown key; did you mean 'stance'?" in wrong


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, wrong = packs(capsys, "prove", tmp_path / "nowhere")
    assert (code, "cannot be read (No such file or directory); check the path." in wrong) == (2, True)
