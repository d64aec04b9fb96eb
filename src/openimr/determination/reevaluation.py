"""What a changed rule would change: the same stored case under two guideline libraries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openimr.case import Answer, Case, Chart, DisputedItem, ItemFindings
from openimr.guideline import Library, Situation, decide, evaluate_all
from openimr.guideline.selection import select

from .proposal import Proposal, deciding_rule, propose_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a library makes of one item. decision: upheld | overturned | open. rule: id of the row that decides."""

    decision: str
    rule: str
    answer: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item that two libraries decide differently."""

    case_id: str
    item: int
    service: str
    request: str
    old: Outcome
    new: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The two libraries, and the services with rules that differ."""

    old: Library
    new: Library
    services: frozenset[str]


def changes(case_id: str, case: Case, chart: Chart, libraries: Comparison, *, at: date) -> tuple[Change, ...]:
    """The items whose draft decision differs. Items of services whose rules are the same are passed over; where the
    answers alone settle it, reasons are not worked out."""
    concerned = [item for item in case.items if item.service in libraries.services]
    if not concerned or all(_alike(item, case, chart, libraries, at) for item in concerned):
        return ()
    before, after = _outcomes(case, chart, libraries.old, at), _outcomes(case, chart, libraries.new, at)
    return tuple(
        Change(case_id=case_id, item=item.n, service=item.service, request=item.request, old=one, new=other)
        for item, one, other in zip(case.items, before, after, strict=True)
        if one.decision != other.decision
    )


def _alike(item: DisputedItem, case: Case, chart: Chart, libraries: Comparison, at: date) -> bool:
    """Whether the answers alone show that the decision stays: the same rows with the same answers, met or not met, on
    facts that do not come from the UR decision alone."""
    if item.depends_on is not None or any(fact.only_in_ur for fact in chart.facts):
        return False
    situation = Situation(item=item, case=case, chart=chart, at=item.service_date or at)
    old, new = _answers(libraries.old, situation), _answers(libraries.new, situation)
    return old == new and (Answer.NOT_MET in old.values() or set(old.values()) == {Answer.MET})


def _answers(library: Library, situation: Situation) -> dict[str, Answer]:
    deciding = select(library, situation, on=situation.at).deciding
    return {edition.row.id: decide(edition, situation) for edition in deciding}


def _outcomes(case: Case, chart: Chart, library: Library, at: date) -> tuple[Outcome, ...]:
    findings = evaluate_all(case, chart, library, at=at)
    proposals = propose_all(case.items, findings, unreadable=chart.unreadable())
    return tuple(_outcome(found, proposal) for found, proposal in zip(findings, proposals, strict=True))


def _outcome(found: ItemFindings, proposal: Proposal) -> Outcome:
    decision = proposal.decision.value if proposal.decision else "open"
    if not found.primary:
        return Outcome(decision=decision, rule="", answer="", because=next(iter(proposal.asks), ""))
    rule = deciding_rule(found)
    because = next((one.explain for one in proposal.decisive), "")
    return Outcome(decision=decision, rule=rule.rule_id, answer=rule.answer.value, because=because)


def tally(changed: Iterable[Change]) -> tuple[tuple[str, int], ...]:
    """How many decisions change in which way for which service, the most frequent first."""
    counts: dict[str, int] = {}
    for one in changed:
        key = (
            f"{one.service}: {one.old.decision} -> {one.new.decision} ({one.old.rule or '-'} -> {one.new.rule or '-'})"
        )
        counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
