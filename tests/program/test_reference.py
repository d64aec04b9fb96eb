"""The pages of the documentation on the packs are those that the packs give."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr import program
from openimr.program.reference import write_reference

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", program.names())
def test_the_page_is_up_to_date(name: str) -> None:
    """If not: imr process reference --program NAME > docs/reference/program-NAME.md"""
    written = write_reference(program.load(name)) + "\n"
    assert (REFERENCE / f"program-{name}.md").read_text(encoding="utf-8") == written


def test_what_was_not_read_is_marked() -> None:
    lines = write_reference(program.load("ca-dmhc")).splitlines()
    clocks = [line for line in lines if line.startswith("| K")]
    assert [line.split(" | ")[0].strip("| ") for line in clocks if not line.endswith(" * |")] == ["K09", "K10"]
