"""NO_AUTHORITY: the reasons name no guideline, and the item follows no other one. A note: letters do it lawfully too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, straighten

RULE = CheckRule(
    code="NO_AUTHORITY",
    severity="note",
    ground="8 CCR 9792.10.6(d): references to the specific medical and scientific evidence; 9792.21.1(d)",
    remedy="Cite the guideline or study that the reasons rest on.",
)
_SOURCE = re.compile(
    r"\b(?:MTUS|ODG|ACOEM|guidelines?|schedule|stud(?:y|ies)|literature|evidence-based|trial)\b", re.IGNORECASE
)
_FOLLOWS = re.compile(
    r"\b(?:primary|associated|accompan\w+|depend\w*|surgery is not|since the|does not stand)\b", re.IGNORECASE
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        text = " ".join(reasons_of(item))
        if (
            text
            and not letter.truncated
            and item.reviewer_guidelines == ()
            and not _SOURCE.search(text)
            and not _FOLLOWS.search(text)
        ):
            yield RULE.finding(
                "No guideline or study is named for this item.", item=item.n, quotes=(straighten(item.text),)
            )
