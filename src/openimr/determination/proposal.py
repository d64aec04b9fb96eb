"""From findings to a proposal: what the criteria would support. A physician decides.

Policy (8 CCR 9792.21(d): a silent schedule is no ground for denial). Undecided is better than wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

from openimr.case import Answer, CriterionResult, Decision, DisputedItem, ItemFindings, PageRef, RuleResult

SEARCH_SEQUENCE = (
    "No rule in the installed guideline packs addresses this request. Search in the order of 8 CCR 9792.21.1: "
    "MTUS, then ACOEM or ODG, then other guidelines, then studies. Which source applies?"
)

# rule's answer           draft when nothing stands in the way
POLICY = {
    Answer.MET: Decision.OVERTURNED,
    Answer.NOT_MET: Decision.UPHELD,
    Answer.NOT_DOCUMENTED: Decision.UPHELD,  # "not supported on this record"
}
# What stands in the way, by answer: silence supports a draft only where the whole file was read.
BARRIERS = {
    Answer.MET: ("only_ur",),
    Answer.NOT_MET: ("only_ur",),
    Answer.NOT_DOCUMENTED: ("only_ur", "conflict", "unreadable", "nearly"),
}
QUESTIONS = {
    "only_ur": "The result rests on the utilization review decision alone (8 CCR 9792.10.6(b)(2)). "
    "Do the medical records support it: {names}?",
    "conflict": "The file contradicts itself and the contradiction decides. Which account is right: {names}?",
    "unreadable": "{count} of the pages received could not be read, so nothing may be called not documented. "
    "Please read: {pages}.",
    "nearly": "Most of what the guideline asks is documented and nothing speaks against the rest. "
    "Does the file show it in words that were not recognized: {names}?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the criteria support for one item; decision None: open, see asks.

    decisive: criteria enough alone; contributing: criteria that are not. supported_quantity: advice, item units.
    follows: n of the item whose result this one takes.
    """

    n: int
    decision: Decision | None
    decisive: tuple[CriterionResult, ...] = ()
    contributing: tuple[CriterionResult, ...] = ()
    supported_quantity: float | None = None
    asks: tuple[str, ...] = ()
    follows: int | None = None


def propose(
    item: DisputedItem, findings: ItemFindings, *, unreadable: tuple[PageRef, ...] = (), allow_partial: bool = False
) -> Proposal:
    """The draft for one item. unreadable: pages nobody could read. allow_partial: the program may grant less."""
    if not findings.primary:
        return Proposal(n=item.n, decision=None, asks=(*findings.asks, SEARCH_SEQUENCE), follows=item.depends_on)
    rule = deciding_rule(findings)
    named = _named(rule)
    asks = tuple(_question(barrier, named, unreadable) for barrier in _barriers(rule, named, unreadable))
    decision = None if asks else POLICY[rule.answer]
    if allow_partial and decision is Decision.UPHELD and rule.supported_quantity:
        decision, asks = None, (f"The criteria support {rule.supported_quantity:g} of what is requested. Grant that?",)
    return Proposal(
        n=item.n,
        decision=decision,
        decisive=tuple(one for one in named if one.id in rule.decisive) if rule.decisive else named,
        contributing=tuple(one for one in named if one.id not in rule.decisive) if rule.decisive else (),
        supported_quantity=rule.supported_quantity,
        asks=_each_once((*findings.asks, *rule.asks, *_disagreement(findings), *asks)),
        follows=item.depends_on,
    )


def propose_all(
    items: tuple[DisputedItem, ...],
    findings: tuple[ItemFindings, ...],
    *,
    unreadable: tuple[PageRef, ...] = (),
    allow_partial: bool = False,
) -> tuple[Proposal, ...]:
    """One proposal per item, in order. An item without a rule of its own follows the item it depends on."""
    by_n = {found.n: found for found in findings}
    drafts = [
        propose(
            item,
            by_n.get(item.n, ItemFindings(n=item.n, primary=())),
            unreadable=unreadable,
            allow_partial=allow_partial,
        )
        for item in items
    ]
    decided = {draft.n: draft for draft in drafts}
    return tuple(_follow(draft, decided, by_n) for draft in drafts)


def deciding_rule(findings: ItemFindings) -> RuleResult:
    """Of several rules that apply, the one least satisfied.

    Alternatives (first or repeat, initial or continued, one drug or another) exclude each other by what a row says it
    applies to; rows that still apply together must all hold. Equal answers: the first.
    """
    for answer in (Answer.NOT_MET, Answer.NOT_DOCUMENTED):
        for rule in findings.primary:
            if rule.answer is answer:
                return rule
    return findings.primary[0]


def _each_once(asks: tuple[str, ...]) -> tuple[str, ...]:
    """Without the single questions that the one on what decides already puts."""
    decides = any(ask.startswith(QUESTIONS["conflict"][:30]) for ask in asks)
    return tuple(dict.fromkeys(ask for ask in asks if not (decides and ask.startswith("Which value is right?"))))


def _disagreement(findings: ItemFindings) -> tuple[str, ...]:
    if len({rule.answer for rule in findings.primary}) < 2:
        return ()
    said = "; ".join(f"{rule.rule_id}: {rule.answer.value.replace('_', ' ')}" for rule in findings.primary)
    return (f"Guideline rows of the same rank give different results ({said}). Must each of them hold?",)


def _follow(draft: Proposal, decided: dict[int, Proposal], findings: dict[int, ItemFindings]) -> Proposal:
    found = findings.get(draft.n)
    parent = decided.get(draft.follows) if draft.follows is not None and draft.follows != draft.n else None
    if parent is None or parent.decision is None:
        return draft
    if found is not None and found.primary and parent.decision is Decision.OVERTURNED:
        return draft
    return Proposal(n=draft.n, decision=parent.decision, decisive=parent.decisive, follows=parent.n)


def _named(rule: RuleResult) -> tuple[CriterionResult, ...]:
    """The criteria that carry the rule's answer."""
    wanted = {*rule.decisive, *rule.contributing}
    leaves = tuple(one for one in rule.criteria if not one.informative)
    chosen = tuple(one for one in leaves if one.id in wanted)
    if chosen:
        return chosen
    return tuple(one for one in leaves if one.answer is rule.answer) or leaves


def _barriers(rule: RuleResult, named: tuple[CriterionResult, ...], unreadable: tuple[PageRef, ...]) -> tuple[str, ...]:
    present = {
        "only_ur": bool(named) and all(one.only_in_ur for one in named),
        "conflict": any(one.conflict for one in named),
        "unreadable": bool(unreadable),
        "nearly": _nearly_supported(rule),
    }
    return tuple(name for name in BARRIERS[rule.answer] if present[name])


def _nearly_supported(rule: RuleResult) -> bool:
    """At least as many criteria met as undocumented, or one statement asked alone: a person looks before silence decides.

    Not where one that carries the answer failed.
    """
    asked = [one for one in rule.criteria if not one.informative]
    carrying = rule.decisive or rule.contributing
    if any(one.answer is Answer.NOT_MET and one.id in carrying for one in asked):
        return False
    answers = [one.answer for one in asked]
    lone = len(asked) == 1 and asked[0].limit is None  # a statement, which may stand there in other words
    return lone or answers.count(Answer.MET) >= answers.count(Answer.NOT_DOCUMENTED)


def _question(barrier: str, named: tuple[CriterionResult, ...], unreadable: tuple[PageRef, ...]) -> str:
    concerned = tuple(one for one in named if barrier != "conflict" or one.conflict)
    return QUESTIONS[barrier].format(
        names="; ".join(one.name for one in concerned),
        count=len(unreadable),
        pages="; ".join(f"{ref.file} page {ref.page}" for ref in unreadable[:10]),
    )
