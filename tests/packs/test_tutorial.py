"""The tutorial's rule is taken from the page as written: it proves, and its mistake is told as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openimr.cli.__main__ import main
from openimr.guideline import PackError, read_pack

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "write-a-rule.md"


def written() -> str:
    found = re.search(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_rule_proves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "taping"
    folder.mkdir()
    (folder / "taping.yaml").write_text(written(), "utf-8")
    assert main(["packs", "prove", str(folder)]) == 0
    printed = capsys.readouterr().out.strip()
    assert printed == "9 of 9 examples prove"
    assert printed in PAGE.read_text("utf-8")


def test_the_mistake_is_told_as_on_the_page() -> None:
    with pytest.raises(PackError) as refused:
        read_pack(written().replace("most: 4", "mosst: 4"), where="taping/taping.yaml")
    told = [line for line in str(refused.value).splitlines() if "unknown key" in line]
    assert told == [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("taping/taping.yaml:")]


def test_the_commands_of_the_page_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "taping"
    folder.mkdir()
    (folder / "taping.yaml").write_text(written(), "utf-8")
    assert main(["packs", "show", "EX-TAPE-01", "--packs", str(folder)]) == 0
    assert main(["packs", "export", "--packs", str(folder), "--fhir", str(tmp_path / "out")]) == 0
    assert main(["packs", "diff", str(folder), str(folder)]) == 0
    assert "id: EX-TAPE-01" in capsys.readouterr().out
    assert len(list((tmp_path / "out").iterdir())) == 3
