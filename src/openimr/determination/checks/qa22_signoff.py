"""QA22: the draft does not speak as if anybody had decided or signed (8 CCR 9792.10.6; a reviewer decides)."""

from __future__ import annotations

import re

from openimr.determination.draft import CheckFinding, Draft

DECIDED = re.compile(
    r"\b(?:(?:has|have) (?:been )?(?:determined|decided|overturned|upheld)"
    r"|it is (?:hereby )?(?:ordered|determined|decided)"
    r"|(?:is|are) hereby|the final determination is|(?:we|I) (?:find|conclude|determine|uphold|overturn)\b"
    r"|electronically signed|(?:signed|approved) by the (?:expert )?reviewer)",
    re.IGNORECASE,
)


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(
            code="QA22", severity="block", where=sentence.text, says="A draft speaks as if the decision had been made."
        )
        for one in draft.items
        for sentence in (*one.rationale.sentences, one.rationale.conclusion)
        if DECIDED.search(re.sub(r'"[^"]*"', '""', sentence.text))
    )
