"""The reference of the checks says of each what the code says."""

from __future__ import annotations

from pathlib import Path

from openimr.determination.checks import list_checks
from openimr.determination.letter_checks import list_letter_checks

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "checks.md"


def test_the_reference_lists_every_check_with_its_severity_and_ground() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in REFERENCE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    told = {(row[0], row[1], row[-1]) for row in rows if row[0] != "code"}
    rules = [rule for rule, _, _ in list_checks()] + [rule for rule, _ in list_letter_checks()]
    assert told == {(rule.code, rule.severity, rule.ground) for rule in rules}
