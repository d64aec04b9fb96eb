"""CASE_NUMBER_MISMATCH: one letter bears two file numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

RULE = CheckRule(
    code="CASE_NUMBER_MISMATCH",
    severity="block",
    ground="8 CCR 10575: the petition names the case number; LC 4610.6(h)(5)",
    remedy="Find out whether pages of another case got into the letter, and correct the number.",
)
_NUMBER = re.compile(r"\bCM\d{2}-\d{6,7}\b")


def check(letter: Determination) -> Iterator[CheckFinding]:
    numbers = tuple(dict.fromkeys(_NUMBER.findall(letter.text)))
    if letter.case_number and _NUMBER.fullmatch(letter.case_number) and letter.case_number not in numbers:
        numbers = (letter.case_number, *numbers)
    if len(numbers) > 1:
        yield RULE.finding(f"The letter bears the case numbers {', '.join(numbers)}.", quotes=numbers)
