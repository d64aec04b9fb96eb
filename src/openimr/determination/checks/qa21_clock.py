"""QA21: the decision lies inside the clock, or an extension was approved. A late decision is valid (Margaris, 2016)."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA21",
    severity="warn",
    ground="Labor Code 4610.6(d)(1): 30 days from the request and its documents; directory only (Margaris, 2016)",
    remedy="Record the extension that was approved, or report the delay.",
)
LONGEST = 180
"""Days from application to determination beyond which no pause or extension explains the time."""


def check(draft: Draft) -> Iterator[CheckFinding]:
    process = draft.process
    if process.decided_on and process.due and process.decided_on > process.due and not process.extended:
        late = (process.decided_on - process.due).days
        yield RULE.finding(f"Decided on {process.decided_on:%m/%d/%Y}, {late} days after {process.due:%m/%d/%Y}.")


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    first, last = letter.dates.application, letter.dates.determination
    if first and last and (last - first).days > LONGEST:
        yield RULE.finding(f"{(last - first).days} days passed from application to determination.")
