"""RECORDS_LIST: the documents reviewed are listed without dates. A note: it is no ground for appeal (Hacker, 2015)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

RULE = CheckRule(
    code="RECORDS_LIST",
    severity="note",
    ground="8 CCR 9792.10.6(d): a list of the documents reviewed; Hacker v. County of San Bernardino (2015): no ground by itself",
    remedy="List each report with its author and date.",
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    listed = letter.documents_reviewed or ()
    if listed and not any(re.search(r"\b(?:19|20)\d\d\b|\d[/-]\d", line) for line in listed):
        yield RULE.finding(f"None of the {len(listed)} lines of the list bears a date.", quotes=listed[:3])
