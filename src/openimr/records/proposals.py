"""Facts that a language model proposes, and the test each must pass: its words stand on the page it names.

A model is never needed and never believed: what it proposes is a place to look at. A proposal becomes a fact only when its
words stand on a page of this patient's own records, its fields are of the vocabulary, its numbers are in its words, and the
page does not deny them or say them of somebody else. Such a fact carries the model's name and version to the last page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from openimr.case import (
    OF_THE_PATIENT,
    Assertion,
    Document,
    DocumentKind,
    Fact,
    ItemFindings,
    Page,
    PageRef,
    PartialDate,
    Problem,
    Proposer,
    RuleResult,
    Span,
)

from . import dates
from .assertion import Sense, sense_at
from .passages import passages_of
from .proposed_fields import FACTS, FieldError, Given, make_fact, numbers_outside

LONGEST_QUOTE = 600
SHORTEST_QUOTE = 4
"""Letters and digits of a quote at least: less stands on every page."""
REASONS = {
    "malformed": "no proposal by the agreed form",
    "no_such_page": "names a page that is not in the file",
    "not_of_the_patient": "names a page of another patient, an application or a cover",
    "quote_not_on_page": "its words do not stand on the page",
    "quote_too_short": "its words are too few to tell anything",
    "unknown_type": "is of no known type",
    "wrong_field": "has a field or value outside the vocabulary",
    "number_not_in_quote": "has a number that its words do not have",
    "date_not_on_page": "has a day that neither the page nor its document gives",
    "denied_there": "the page denies it or says it of somebody else",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a model says it read. kind: as in review.json ("medication"); given: the fields, as they came."""

    kind: str
    file: str
    page: int
    quote: str
    given: tuple[tuple[str, Given], ...]
    assertion: str = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """All that was proposed; malformed: entries that are no proposals; problems: what went wrong with the model."""

    by: Proposer
    proposals: tuple[Proposal, ...] = ()
    malformed: int = 0
    problems: tuple[Problem, ...] = ()


class FactProposer(Protocol):
    """Reads documents and proposes facts; never raises for what a server does."""

    def propose(self, documents: Sequence[Document], pages: Sequence[Page]) -> Proposed: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """facts: accepted, in the order proposed. known: so many say what the rules found. refused: reasons, counted."""

    facts: tuple[Fact, ...]
    known: int
    refused: tuple[tuple[str, int], ...]


_NO_RECORD = frozenset({DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})


def readable(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents that may be shown to a model and cited: this patient's own, each once."""
    return tuple(
        one for one in documents if not one.other_patient and not one.duplicate_of and one.kind not in _NO_RECORD
    )


def accept(
    proposed: Proposed, documents: Sequence[Document], pages: Sequence[Page], known: Iterable[Fact]
) -> Acceptance:
    """Each proposal tested; what the rules know already is not told twice."""
    shelf = _Shelf(documents, pages)
    bare = {_bare(fact) for fact in known}
    facts: list[Fact] = []
    refused: Counter[str] = Counter({"malformed": proposed.malformed} if proposed.malformed else {})
    repeated = 0
    for proposal in proposed.proposals:
        tested = shelf.test(proposal)
        if isinstance(tested, str):
            refused[tested] += 1
        elif _bare(tested) in bare:
            repeated += 1
        else:
            bare.add(_bare(tested))
            facts.append(replace(tested, proposed_by=proposed.by))
    return Acceptance(facts=tuple(facts), known=repeated, refused=tuple(sorted(refused.items())))


def _bare(fact: Fact) -> Fact:
    return replace(fact, spans=(), only_in_ur=False, proposed_by=None)


class _Shelf:
    """The pages by their places, each with the document that holds it."""

    def __init__(self, documents: Sequence[Document], pages: Sequence[Page]) -> None:
        self._pages = {PageRef(page.file, page.number): page for page in pages}
        self._own = readable(documents)

    def test(self, proposal: Proposal) -> Fact | str:
        """The fact, or the reason why it is none."""
        if proposal.kind not in FACTS:
            return "unknown_type"
        ref = PageRef(proposal.file, proposal.page)
        page = self._pages.get(ref)
        if page is None:
            return "no_such_page"
        document = next((one for one in self._own if one.holds(ref)), None)
        if document is None:
            return "not_of_the_patient"
        span = find_quote(page, proposal.quote)
        if span is None:
            return "quote_not_on_page"
        if sum(map(str.isalnum, span.quote)) < SHORTEST_QUOTE:
            return "quote_too_short"
        return self._fact(proposal, document, page, span)

    def _fact(self, proposal: Proposal, document: Document, page: Page, span: Span) -> Fact | str:
        try:
            assertion = Assertion(proposal.assertion)
            fact = make_fact(proposal.kind, dict(proposal.given), span, assertion)
        except (FieldError, ValueError):
            return "wrong_field"
        if numbers_outside(proposal.given, span.quote):
            return "number_not_in_quote"
        if not _days_of(fact) <= {document.date, *(mention.date for mention in dates.find(page.text, document.date))}:
            return "date_not_on_page"
        sense = _sense(document, page, span)
        if assertion in OF_THE_PATIENT and sense is not None and (sense.negated or sense.of_other):
            return "denied_there"
        return replace(fact, only_in_ur=document.kind is DocumentKind.UR_DECISION)


def _days_of(fact: Fact) -> set[PartialDate | None]:
    return {value for name in ("date", "start", "end") if (value := getattr(fact, name, None)) is not None}


def _sense(document: Document, page: Page, span: Span) -> Sense | None:
    """In what sense the passage around the words says them."""
    for passage in passages_of(replace(document, first_page=page.number, last_page=page.number), (page,)):
        whole = passage.span(0, len(passage.text))
        if whole.start <= span.start < whole.end:
            at = passage.text.find(span.quote)
            return sense_at(passage, at, at + len(span.quote)) if at >= 0 else None
    return None


def find_quote(page: Page, quote: str) -> Span | None:
    """The first place where the words stand, white space folded, whole words only; None where they do not."""
    words = quote[: LONGEST_QUOTE + 1].split()
    if not words or len(quote) > LONGEST_QUOTE:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", page.text)
    if found is None:
        return None
    return Span(page.file, page.number, found.start(), found.end(), " ".join(found[0].split()))


def add_proposed(
    facts: tuple[Fact, ...], documents: Sequence[Document], pages: Sequence[Page], proposer: FactProposer
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """The facts with those accepted after them, and an account of what was proposed and refused."""
    proposed = proposer.propose(readable(documents), pages)
    accepted = accept(proposed, documents, pages, facts)
    return (*facts, *accepted.facts), (*proposed.problems, *_account(proposed, accepted))


def _account(proposed: Proposed, accepted: Acceptance) -> tuple[Problem, ...]:
    refused = sum(count for _, count in accepted.refused)
    if not refused and not accepted.facts and not accepted.known:
        return ()
    why = "; ".join(f"{count} {REASONS[reason]}" for reason, count in accepted.refused)
    return (
        Problem(
            code="model_proposals",
            says=f"A language model proposed {len(proposed.proposals) + proposed.malformed} facts: {len(accepted.facts)} "
            f"accepted, {accepted.known} known already, {refused} refused{f' ({why})' if why else ''}.",
            where=f"{proposed.by.model} ({proposed.by.version})",
            fix="Read the pages of the accepted facts, which are marked with the model's name, before relying on them.",
        ),
    )


def flag_support(findings: Iterable[ItemFindings], facts: Iterable[Fact]) -> tuple[ItemFindings, ...]:
    """Criteria that stand on nothing but a model's proposals say so, and the reviewer is asked to read the pages."""
    by: dict[Span, Proposer] = {}
    ruled: set[Span] = set()
    for fact in facts:
        for span in fact.spans:
            if fact.proposed_by is None:
                ruled.add(span)
            else:
                by[span] = fact.proposed_by
    alone = {span: proposer for span, proposer in by.items() if span not in ruled}
    return tuple(_flag(one, alone) for one in findings) if alone else tuple(findings)


def _flag(findings: ItemFindings, alone: dict[Span, Proposer]) -> ItemFindings:
    primary = tuple(_flag_rule(rule, alone) for rule in findings.primary)
    informative = tuple(_flag_rule(rule, alone) for rule in findings.informative)
    asks = tuple(
        f"{new.name}: this rests only on words that a language model pointed to; read {_places(new.spans)}."
        for rule, old in zip(primary, findings.primary, strict=True)
        for new, before in zip(rule.criteria, old.criteria, strict=True)
        if new is not before
    )
    return replace(findings, primary=primary, informative=informative, asks=(*findings.asks, *asks))


def _flag_rule(rule: RuleResult, alone: dict[Span, Proposer]) -> RuleResult:
    criteria = tuple(
        replace(leaf, explain=f"{leaf.explain} Only a language model ({alone[leaf.spans[0]].model}, "
                f"{alone[leaf.spans[0]].version}) pointed to these words.")
        if leaf.spans and all(span in alone for span in leaf.spans)
        else leaf
        for leaf in rule.criteria
    )  # fmt: skip
    return replace(rule, criteria=criteria)


def _places(spans: Iterable[Span]) -> str:
    return ", ".join(dict.fromkeys(f"{span.file} p. {span.page}" for span in spans))


def describe_vocabulary() -> str:
    """The types of facts and their fields, one line each, for a model's instructions."""
    rows = []
    for kind, made in FACTS.items():
        names = [
            one.name for one in fields(made) if one.name not in ("spans", "assertion", "only_in_ur", "proposed_by")
        ]
        rows.append(f"{kind}: {', '.join(names)}")
    return "\n".join(rows)
