"""NAME_LEFT_IN: a published letter names a physician or a facility. A note: the reader cannot tell a name from a form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, summary_of

RULE = CheckRule(
    code="NAME_LEFT_IN",
    severity="note",
    ground="Labor Code 4610.6(f): names stay confidential; 8 CCR 9792.10.9: publication without identifying details",
    remedy="Take the name out before publication.",
)
NAMED = re.compile(
    r"\b(?:Dr|Doctor)\.?\s+(?:[A-Z]\.\s+)?(?!Requests|Has|Is|Was|Notes|The|And|On|Reports|States|Recommends)[A-Z][a-z]{2,}\b"
    r"|\b[A-Z][a-z]+(?:['\u2019]s)?\s+(?:[A-Z][a-z]+\s+){0,2}(?:Hospital|Medical Center|Medical Group|Surgery Center|Orthopa?edics|Urgent Care)\b"
)  # fmt: skip
PUBLISHED = re.compile(r"\bCM\d{2}-\d{6,7}\b")


def check(letter: Determination) -> Iterator[CheckFinding]:
    """Only in letters that bear a published number; drafts and their case files have names."""
    if not PUBLISHED.search(letter.case_number or ""):
        return
    for n, sentences in ((None, summary_of(letter)), *((item.n, reasons_of(item)) for item in letter.items)):
        for sentence in sentences:
            found = NAMED.search(sentence)
            if found and not re.match(r"(?:American|National|General|Veterans)\b", found[0]):
                yield RULE.finding(f"A name stands in the letter: {found[0]}.", item=n, quotes=(sentence,))
