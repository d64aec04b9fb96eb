"""The guideline before the chart: pure and deterministic, one ItemFindings for each disputed item."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openimr.case import (
    Answer,
    Case,
    Chart,
    CriterionResult,
    DisputedItem,
    Fate,
    ItemFindings,
    RuleResult,
    all_of,
)

from .amounts import asked_for
from .doubts import doubts
from .loading import Edition, Library
from .selection import select
from .situation import Recorded, Situation
from .staged import supported
from .tree import Live, Results, combine, read_tree


def evaluate_all(
    case: Case, chart: Chart, library: Library, *, at: date, recorded: tuple[Recorded, ...] = ()
) -> tuple[ItemFindings, ...]:
    """Findings for every item in order; an item that depends on another one follows it.

    recorded: what the reviewer settled (answers of leaves, the right one of rival values).
    """
    found = {item.n: evaluate(item, case, chart, library, at=at, recorded=recorded) for item in case.items}
    return tuple(_following(item, found) for item in case.items)


def evaluate(
    item: DisputedItem, case: Case, chart: Chart, library: Library, *, at: date, recorded: tuple[Recorded, ...] = ()
) -> ItemFindings:
    """Findings for one item. at: the day of the review, which selects the edition of a prospective request; the day of
    service selects that of a retrospective one. No row: the reviewer is asked, never a denial (8 CCR 9792.21(d))."""
    day = item.service_date or at
    situation = Situation(item=item, case=case, chart=_of_this_patient(chart), at=day, recorded=recorded)
    selection = select(library, situation, on=day)
    asks = [f"Does {edition.row.id} apply? The file leaves it open." for edition in selection.unsure]
    if not selection.deciding:
        asks.append(f"No guideline row applies to item {item.n} ({item.service}); which guideline should decide it?")
        asks += [
            node.question
            for edition in selection.informative
            for node in edition.judgements
            if edition.row.stance == "rule"
        ]
    if not asked_for(situation):
        asks.append(_quantity_question(item))
    asks += doubts(situation)
    return ItemFindings(
        n=item.n,
        primary=tuple(apply(edition, situation) for edition in selection.deciding),
        informative=tuple(apply(edition, situation) for edition in selection.informative),
        skipped=selection.skipped,
        asks=tuple(asks),
        on=day,
    )


def _quantity_question(item: DisputedItem) -> str:
    if item.quantity is None:
        return f"Item {item.n} names no quantity; how much is requested?"
    return f"Item {item.n} was read as asking for {item.quantity:g}, which cannot be; how much is requested?"


def decide(edition: Edition, situation: Situation) -> Answer:
    """The row's answer alone, without reasons, spans or sentences; the same as `apply(...).answer`."""
    return combine(edition.row.criteria, Live(_under(edition, situation)))


def _under(edition: Edition, situation: Situation) -> Situation:
    """The situation with the row's own conversion table and what was settled of this row."""
    if not edition.factors and not situation.recorded:
        return situation
    own = tuple(one for one in situation.recorded if one.row_id == edition.row.id)
    if edition.factors == situation.equivalents and own == situation.recorded:
        return situation
    return replace(situation, equivalents=edition.factors, table=edition.head.edition, recorded=own)


def _of_this_patient(chart: Chart) -> Chart:
    """Without the facts that stand only on another patient's pages."""
    foreign = {entry.ref for entry in chart.ledger if entry.fate is Fate.OTHER_PATIENT}
    if not foreign:
        return chart
    own = tuple(fact for fact in chart.facts if any(span.ref not in foreign for span in fact.spans))
    return replace(chart, facts=own)


def apply(edition: Edition, situation: Situation) -> RuleResult:
    """One row applied to one item, with reasons."""
    row, head = edition.row, edition.head
    here = _under(edition, situation)
    results = read_tree(edition.nodes, here)
    answer = combine(row.criteria, results)
    decisive, contributing = _reasons(edition, results, answer)
    return RuleResult(
        rule_id=row.id,
        answer=answer,
        citations=edition.citations,
        rule=row.rule,
        criteria=results.criteria,
        stance=row.stance,
        level=head.level,
        edition=head.edition,
        verified=row.verified.by is not None,
        decisive=decisive,
        contributing=contributing,
        supported_quantity=_room(edition, results),
        asks=_asks(edition, results, here),
    )


def _reasons(edition: Edition, results: Results, answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Decisive: with every other leaf MET, this one alone gives the answer. Contributing: the other unmet ones."""
    if answer is Answer.MET:
        return (), ()
    unmet = [one for one in results.criteria if one.answer is not Answer.MET and not one.informative]
    if len(unmet) == 1:
        return (unmet[0].id,), ()
    every, tree = frozenset(results.answers), edition.row.criteria
    # Without a `not`, a leaf alone never gives a worse answer than its own.
    able = unmet if edition.negates else [one for one in unmet if one.answer is answer or one.answer is Answer.NOT_MET]
    decisive = tuple(one.id for one in able if combine(tree, results, every - {one.id}) is answer)
    return decisive, tuple(one.id for one in unmet if one.id not in decisive)


def _room(edition: Edition, results: Results) -> float | None:
    return next((supported(node, results.courses[node.id]) for node in edition.staged), None)


def _asks(edition: Edition, results: Results, situation: Situation) -> tuple[str, ...]:
    asks = [node.question for node in edition.judgements if not situation.settled(node.id)]
    asks += [f"Which value is right? {one.explain}" for one in results.criteria if one.conflict]
    asks += [
        f"Only the utilization review decision says this; is it in the records? {one.name}"
        for one in results.criteria
        if one.only_in_ur
    ]
    if situation.shelf.unreadable:
        unread = ", ".join(f"{ref.file} page {ref.page}" for ref in situation.shelf.unreadable)
        silent = [one.name for one in results.criteria if one.answer is Answer.NOT_DOCUMENTED and not one.conflict]
        if silent:
            asks.append(f"These pages could not be read: {unread}. Do they speak of: {'; '.join(silent)}?")
    return tuple(asks)


def _following(item: DisputedItem, found: dict[int, ItemFindings]) -> ItemFindings:
    own = found[item.n]
    seen, leader = {item.n}, item.depends_on
    if leader is None or leader in seen or leader not in found:
        return own
    first = found[leader]
    answer = all_of(rule.answer for rule in first.primary) if first.primary else Answer.NOT_DOCUMENTED
    follows = _follows(leader, answer, first)
    if own.primary:
        rules = tuple(_joined(rule, follows) for rule in own.primary)
        return ItemFindings(n=own.n, primary=rules, informative=own.informative, skipped=own.skipped, asks=own.asks)
    rule = RuleResult(
        rule_id=f"FOLLOWS-{leader}",
        answer=answer,
        citations=first.primary[0].citations if first.primary else (),
        rule=f"The service is an accompaniment of item {leader} and follows it.",
        criteria=(follows,),
        stance="conditional",
        level=first.primary[0].level if first.primary else "mtus",
        edition=first.primary[0].edition if first.primary else "",
        verified=False,
        decisive=() if answer is Answer.MET else (follows.id,),
    )
    return ItemFindings(n=own.n, primary=(rule,), informative=own.informative, skipped=own.skipped)


def _follows(leader: int, answer: Answer, first: ItemFindings) -> CriterionResult:
    verb = {Answer.MET: "is supported", Answer.NOT_MET: "is not supported", Answer.NOT_DOCUMENTED: "is not documented"}
    return CriterionResult(
        id="follows",
        kind="other",
        name=f"the service that it accompanies (item {leader}) is medically necessary",
        answer=answer,
        explain=f"It follows item {leader}, which {verb[answer]} by the guideline.",
        spans=tuple(span for rule in first.primary for one in rule.criteria for span in one.spans)[:3],
    )


def _joined(rule: RuleResult, follows: CriterionResult) -> RuleResult:
    """The row's own criteria and the one that the item follows another."""
    answer = all_of((rule.answer, follows.answer))
    decisive = rule.decisive if rule.answer is answer and answer is not Answer.MET else ()
    if follows.answer is answer and answer is not Answer.MET:
        decisive = (*decisive, follows.id)
    return replace(rule, answer=answer, criteria=(follows, *rule.criteria), decisive=decisive)
