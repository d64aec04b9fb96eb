"""REVIEWER_QUALIFICATION_MISSING: the letter does not say what the reviewer is certified in, or where licensed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

RULE = CheckRule(
    code="REVIEWER_QUALIFICATION_MISSING",
    severity="block",
    ground="Labor Code 4610.6(f): the determination describes the qualifications of the reviewer; 139.5(d)(4)",
    remedy="State board certification or specialty, and the state of licensure, as the reviewer's record has them.",
)
_OF_REVIEWERS = re.compile(
    r"HOW\s*THE\s*IMR\s*FINAL\s*DETERMINATION\s*WAS\s*MADE|Medical\s*Qualifications\s*of\s*the\s*Expert|"
    r"no\s*a(?:ff|f|\s)?\s?iliation\s*with\s*the\s*employer",
    re.IGNORECASE,
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    """Only where the letter has the part that describes the reviewer."""
    if letter.program != "CA-DWC-IMR" or not _OF_REVIEWERS.search(letter.text):
        return
    missing = []
    if not letter.reviewer.specialties:
        missing.append("board certification or specialty")
    if not letter.reviewer.licensed_states:
        missing.append("state of licensure")
    if missing:
        yield RULE.finding(f"The letter does not state the reviewer's {' or '.join(missing)}.")
