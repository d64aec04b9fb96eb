"""QA18: no refusal only because the guidelines are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Decision
from openimr.corpus import Determination, Outcome
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.sentences import reasons_of

RULE = CheckRule(
    code="QA18",
    severity="warn",
    ground="8 CCR 9792.21(d): treatment is not denied only because the schedule does not address it",
    remedy="Search in the order of 8 CCR 9792.21.1 and apply the source that is found.",
)
SILENT = re.compile(
    r"\b(?:MTUS|schedule|guidelines?)\b[^.;]{0,30}\b(?:is|are|does not|do not)\b[^.;]{0,20}\b(?:silent|address|discuss)",
    re.I,
)
SOURCE = re.compile(
    r"\b(?:ODG|Official Disability|ACOEM|stud(?:y|ies)|literature|review|trial|evidence|college|society|academy)\b",
    re.I,
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        if one.proposal.decision is Decision.UPHELD and not one.findings.primary and one.proposal.follows is None:
            yield RULE.finding("No rule was applied, and none was followed.", item=one.item.n)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for item in letter.items:
        text = " ".join(reasons_of(item))
        if (
            item.decision is Outcome.UPHELD
            and SILENT.search(text)
            and not SOURCE.search(text)
            and not item.reviewer_guidelines
        ):
            yield RULE.finding("The reasons rest on the silence of the schedule alone.", item=item.n)
