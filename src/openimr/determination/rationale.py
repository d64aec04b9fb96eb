"""The reasons for one item, in the order a determination gives them: rule, facts, contradictions, gaps, conclusion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import (
    OF_THE_PATIENT,
    Answer,
    Chart,
    CriterionResult,
    Decision,
    DisputedItem,
    GuidelineCitation,
    ItemFindings,
    RuleResult,
    Span,
    TreatmentCourse,
)

from .proposal import Proposal, deciding_rule
from .sentence import Sentence, end_sentence, join_words, write_number

CONCLUSIONS = {
    Decision.UPHELD: "As such, the requested service for {item} is not medically necessary and appropriate.",
    Decision.OVERTURNED: "As such, the requested service for {item} is medically necessary and appropriate.",
    None: "Whether the requested service for {item} is medically necessary and appropriate is left open for the "
    "expert reviewer.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rationale:
    """what_would_change: missing or failing criteria, as steps the treating physician can take."""

    n: int
    sentences: tuple[Sentence, ...]
    conclusion: Sentence
    what_would_change: tuple[str, ...]
    guidelines: tuple[GuidelineCitation, ...]

    @property
    def text(self) -> str:
        return " ".join(one.text for one in (*self.sentences, self.conclusion))


def explain(item: DisputedItem, findings: ItemFindings, proposal: Proposal, chart: Chart) -> Rationale:
    """The rationale of one item's proposal."""
    conclusion = Sentence(text=CONCLUSIONS[proposal.decision].format(item=name_item(item)))
    if not findings.primary:
        opening = Sentence(
            text="No rule of the installed guidelines addresses this request, which is no ground to refuse it."
        )
        return Rationale(n=item.n, sentences=(opening,), conclusion=conclusion, what_would_change=(), guidelines=())
    rule = deciding_rule(findings)
    leaves = tuple(leaf for leaf in rule.criteria if not leaf.informative)
    return Rationale(
        n=item.n,
        sentences=(
            Sentence(text=_state_rule(rule)),
            *_weigh(leaves, proposal),
            *_state_contradictions(item, leaves, chart),
        ),
        conclusion=conclusion,
        what_would_change=tuple(_remedy(leaf) for leaf in leaves if leaf.answer is not Answer.MET)
        if proposal.decision is not Decision.OVERTURNED
        else (),
        guidelines=rule.citations,
    )


def name_item(item: DisputedItem) -> str:
    """The request as worded, fit for the middle of a sentence."""
    words = " ".join(item.request.split()).rstrip(" .;:")
    first, second = words[:1], words[1:2]
    return first.lower() + words[1:] if second.islower() and item.drug is None else words


def name_guideline(cited: GuidelineCitation) -> str:
    parts = (cited.title, cited.section, f"page(s) {cited.pages}" if cited.pages else None)
    return ", ".join(part for part in parts if part)


def measure_boilerplate(rationale: Rationale) -> float:
    """Share of sentences, 0 to 1, that bear a page, number or date of this file."""
    sentences = (*rationale.sentences, rationale.conclusion)
    own = sum(bool(one.citations) or bool(re.search(r"\d", one.text)) for one in sentences)
    return own / len(sentences)


def _state_rule(rule: RuleResult) -> str:
    title = join_words(tuple(name_guideline(cited) for cited in rule.citations[:2])) or "guideline applied"
    body = " ".join(rule.rule.split())
    if body[1:2].islower() or body[:2] in ("A ", "I "):
        body = body[0].lower() + body[1:]
    return end_sentence(f"According to the {title}, {body}")


def _weigh(leaves: tuple[CriterionResult, ...], proposal: Proposal) -> tuple[Sentence, ...]:
    """Facts for, then facts against, then silence; led by what decides. One sentence per criterion."""
    decisive = {leaf.id for leaf in proposal.decisive}
    against = proposal.decision is not Decision.OVERTURNED
    order = {Answer.MET: 0, Answer.NOT_MET: 1, Answer.NOT_DOCUMENTED: 2}
    ranked = sorted(leaves, key=lambda leaf: (order[leaf.answer], leaf.id not in decisive))
    sentences: list[Sentence] = []
    said: set[str] = set()
    turned = False
    for leaf in ranked:
        text = end_sentence(leaf.explain or leaf.name)
        if text in said:
            continue
        said.add(text)
        if not sentences:
            text = "In the case of this patient, " + _lower(text)
        elif against and leaf.answer is not Answer.MET and not turned and sentences:
            text = "However, " + _lower(text)
        turned = turned or leaf.answer is not Answer.MET
        sentences.append(Sentence(text=text, citations=leaf.spans))
    return tuple(sentences)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:] if text[1:2].islower() or text.startswith("A ") else text


def _state_contradictions(
    item: DisputedItem, leaves: tuple[CriterionResult, ...], chart: Chart
) -> tuple[Sentence, ...]:
    """Counts that disagree, each computed through to the limit."""
    limits = [leaf.limit for leaf in leaves if leaf.kind in ("visit_trial", "cumulative_cap") and leaf.limit]
    courses = [
        fact
        for fact in chart.facts
        if isinstance(fact, TreatmentCourse) and fact.service == item.service and fact.assertion in OF_THE_PATIENT
    ]
    spans: dict[int, tuple[Span, ...]] = {}
    for course in courses:
        for count in (course.completed, course.authorized):
            if count is not None:
                spans[count] = (*spans.get(count, ()), *course.spans[:1])
    if len(spans) < 2 or item.quantity is None or not limits:
        return ()
    return (_compute_worlds(item.quantity, max(limits), spans, courses),)


def _compute_worlds(
    quantity: float, limit: float, spans: dict[int, tuple[Span, ...]], courses: list[TreatmentCourse]
) -> Sentence:
    done = {course.completed for course in courses}
    named = tuple(f"{count} {'completed' if count in done else 'authorized'}" for count in sorted(spans))
    sums = tuple(f"{count} + {write_number(quantity)} = {write_number(count + quantity)}" for count in sorted(spans))
    above = [count + quantity > limit for count in spans]
    verdict = "all exceed" if all(above) else "all stay within" if not any(above) else "fall on both sides of"
    effect = "so the difference does not change the result" if len(set(above)) == 1 else "so the difference matters"
    return Sentence(
        text=f"The file gives different counts ({join_words(named)}): {join_words(sums)}; the totals {verdict} the "
        f"limit of {write_number(limit)}, {effect}.",
        citations=tuple(span for count in sorted(spans) for span in spans[count]),
    )


def _remedy(leaf: CriterionResult) -> str:
    if leaf.answer is Answer.NOT_DOCUMENTED:
        return end_sentence(f"Send a report that documents: {leaf.name}")
    if leaf.limit is not None and leaf.requested is not None:
        return end_sentence(f"Request an amount within the limit of {write_number(leaf.limit)} ({leaf.name})")
    return end_sentence(f"Show with new findings that this is satisfied: {leaf.name}")
