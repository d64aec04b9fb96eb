"""The draft for the worker: short sentences of everyday words, the same facts (Labor Code 4610.6(d)(1))."""

from __future__ import annotations

from openimr.case import Answer, CriterionResult, Decision

from .criterion_words import tell_worker
from .draft import ItemDossier
from .proposal import deciding_rule

LEAD = "You asked a doctor who is not part of your case to look at a care request that was refused."
END = (
    "This is only a draft. No one has decided yet. A doctor must first read your file. If you or your doctor have a record that "
    "is not in the file, send it now."
)
OUTCOMES = {
    Decision.UPHELD: "The draft would keep the refusal.",
    Decision.OVERTURNED: "The draft would allow it. That means your claims office would have to pay for it.",
    None: "The draft leaves this open. A doctor has to answer a question first.",
}
MOST = 3
"""Reasons told for one item; the rest stand in the letter."""


def tell_plainly(items: tuple[ItemDossier, ...]) -> tuple[str, ...]:
    """One paragraph for each item, between a beginning and an end; names of treatments in quotation marks."""
    return (LEAD, *(_tell(one) for one in items), END) if items else ()


def _tell(one: ItemDossier) -> str:
    said = [f'Your doctor asked for this: "{one.item.request.rstrip(" .")}".', OUTCOMES[one.proposal.decision]]
    if one.proposal.follows is not None and one.proposal.decision is not None:
        said.append("It goes with another item in your request, so it has the same result.")
    elif one.findings.primary and one.proposal.decision is not Decision.OVERTURNED:
        reasons = _reasons(one)
        said += [f"Why? {reasons[0]}", *reasons[1:]] if reasons else []
    elif one.findings.primary:
        said.append("Your records show what the guideline asks for.")
    return " ".join(said)


def _reasons(one: ItemDossier) -> list[str]:
    """The criteria that decide first, each said once."""
    leaves = [
        leaf for leaf in deciding_rule(one.findings).criteria if not leaf.informative and leaf.answer is not Answer.MET
    ]
    decisive = {leaf.id for leaf in one.proposal.decisive}
    ranked = sorted(leaves, key=lambda leaf: (leaf.id not in decisive, leaf.answer is not Answer.NOT_MET))
    said = list(dict.fromkeys(_word(leaf) for leaf in ranked))
    return [one for one in said if not any(other != one and other.startswith(one) for other in said)][:MOST]


def _word(leaf: CriterionResult) -> str:
    if leaf.answer is Answer.NOT_DOCUMENTED and leaf.conflict:
        return "Your records do not agree with each other on one point."
    return tell_worker(leaf)
