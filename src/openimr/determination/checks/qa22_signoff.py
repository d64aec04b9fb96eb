"""QA22: a licensed reviewer, not software, decides and signs; a draft does not speak as if anybody had."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.draft import CheckFinding, CheckRule, Draft

RULE = CheckRule(
    code="QA22",
    severity="block",
    ground="Labor Code 139.5(d)(4), 4610.6: a licensed reviewer decides; software does not",
    remedy="Return the item to the reviewer for decision and signature.",
)
DECIDED = re.compile(
    r"\b(?:(?:has|have) (?:been )?(?:determined|decided|overturned|upheld)"
    r"|it is (?:hereby )?(?:ordered|determined|decided)"
    r"|(?:is|are) hereby|the final determination is|(?:we|I) (?:find|conclude|determine|uphold|overturn)\b"
    r"|electronically signed|(?:signed|approved) by the (?:expert )?reviewer)",
    re.IGNORECASE,
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        for sentence in (*one.rationale.sentences, one.rationale.conclusion):
            if DECIDED.search(re.sub(r'"[^"]*"', '""', sentence.text)):
                yield RULE.finding("A draft speaks as if the decision had been made.", where=sentence.text)
    yield from _signed(draft)


def _signed(draft: Draft) -> Iterator[CheckFinding]:
    """Once a decision is dated, every item has the signature of a licensed reviewer under its final text."""
    process = draft.process
    if process.decided_on is None and not process.sign_offs:
        return
    assigned = {one.id for one in process.reviewers}
    for one in draft.items:
        mine = [sign for sign in process.sign_offs if sign.n == one.item.n]
        if not mine:
            yield RULE.finding("Nobody has signed off this item.", item=one.item.n)
        for sign in mine:
            if not sign.licensed or (assigned and sign.by not in assigned):
                yield RULE.finding(f"Signed off by {sign.by}, who is no assigned licensed reviewer.", item=one.item.n)
            if sign.edited_after:
                yield RULE.finding("The text was changed after the reviewer signed it off.", item=one.item.n)
