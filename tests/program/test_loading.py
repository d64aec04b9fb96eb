"""Packs: what loads, and errors that name file and key."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from openimr import program


def test_the_california_pack_names_its_organization_and_wording() -> None:
    pack = program.load("ca-dwc")
    assert (pack.name, pack.organization.short_name, pack.wording.guideline_label, pack.wording.allow_partial) == (
        "ca-dwc",
        "MAXIMUS",
        "MAXIMUS guideline",
        False,
    )


def test_clocks_one_to_twenty_five_are_all_there() -> None:
    ids = {clock.id for clock in program.load("ca-dwc").clocks}
    assert {f"K{number:02d}" for number in range(1, 26)} - ids == set()


def test_evidence_ladder_has_its_order() -> None:
    ladder = program.load("ca-dwc").evidence
    assert [row.rank for row in ladder.standards] == ["A", "B", "C", "D", "E", "F"]
    assert [row.level for row in ladder.levels] == ["1a", "1b", "1c", "2", "3", "4", "5"]
    assert ladder.search_sequence == ("mtus", "acoem_odg", "other_guideline", "study")


@pytest.mark.parametrize(
    ("name", "code", "effect"),
    [
        ("unsigned", "INE_SIGNATURE", "reject"),
        ("late", "INE_LATE", "reject"),
        ("no_ur_decision", "INE_NO_URD", "reject"),
        ("liability_disputed", "INE_LIABILITY", "defer"),
        ("conditional_noncertification", "INE_CNC", "reject"),
        ("wrong_form", "INE_FORM", "reject"),
        ("authorised_meanwhile", "INE_RESOLVED", "reject"),
        ("duplicate", "INE_DUPLICATE", "merge"),
    ],
)
def test_reasons_carry_code_and_effect(name: str, code: str, effect: str) -> None:
    reason = program.load("ca-dwc").reason(name)
    assert (reason.code, reason.effect) == (code, effect)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    with_files = files("openimr_packs") / "programs" / "ca-dwc"
    folder = tmp_path / "ca-dwc"
    shutil.copytree(str(with_files), folder)
    return folder


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "fees.yaml").unlink()
    with pytest.raises(program.PackError, match=r"fees\.yaml is missing"):
        program.read(copied)


def test_an_unknown_key_is_named_with_its_file(copied: Path) -> None:
    file = copied / "fees.yaml"
    file.write_text(file.read_text().replace("amount: 560", "amuont: 560"))
    with pytest.raises(program.PackError, match=r"ca-dwc/fees\.yaml:3: fees\.0\.amuont: "):
        program.read(copied)


def test_versions_that_overlap_are_refused(copied: Path) -> None:
    file = copied / "clocks.yaml"
    file.write_text(file.read_text().replace("valid_to: 2014-02-11", "valid_to: 2014-02-12"))
    with pytest.raises(program.PackError, match=r"ca-dwc/clocks\.yaml:\d+: K07: versions overlap on 2014-02-12"):
        program.read(copied)


def test_a_calendar_that_does_not_exist_is_refused(copied: Path) -> None:
    file = copied / "clocks.yaml"
    file.write_text(file.read_text().replace("calendar: judicial", "calendar: lunar", 1))
    with pytest.raises(program.PackError, match="no calendar is called 'lunar'"):
        program.read(copied)
