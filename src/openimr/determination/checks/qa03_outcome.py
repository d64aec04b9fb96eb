"""QA03: item decision, conclusion sentence and what the applied rule supports agree."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.case import Decision
from openimr.determination.draft import CheckFinding, CheckRule, Draft, ItemDossier
from openimr.determination.proposal import POLICY, deciding_rule

RULE = CheckRule(
    code="QA03",
    severity="block",
    ground="Labor Code 4610.6(e), (h)(5): one decision for each service",
    remedy="Find out which of the two is meant, and correct the other.",
)


def check(draft: Draft) -> Iterator[CheckFinding]:
    for one in draft.items:
        where = f"item {one.item.n}: {one.rationale.conclusion.text}"
        if _concluded(one) is not one.proposal.decision:
            yield RULE.finding("The conclusion does not say what the item line says.", item=one.item.n, where=where)
        elif one.findings.primary and one.proposal.decision is not None and one.proposal.follows is None:
            answer = deciding_rule(one.findings).answer
            if POLICY[answer] is not one.proposal.decision:
                says = f"The rule applied is {answer.value.replace('_', ' ')}, and the draft says the opposite."
                yield RULE.finding(says, item=one.item.n, where=where)


def _concluded(one: ItemDossier) -> Decision | None:
    text = one.rationale.conclusion.text
    if "is not medically necessary and appropriate" in text:
        return Decision.UPHELD
    opened = text.startswith("Whether") or "is medically necessary and appropriate" not in text
    return None if opened else Decision.OVERTURNED
