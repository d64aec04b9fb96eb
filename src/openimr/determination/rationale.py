"""The reasons for one item, in the order a determination gives them: rule, facts, contradictions, gaps, conclusion."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from openimr.case import (
    Answer,
    Chart,
    CriterionResult,
    Decision,
    DisputedItem,
    GuidelineCitation,
    ItemFindings,
    RuleResult,
)

from .backing import back_up, begin_of, find_praise
from .counts import COUNTED, compare_counts
from .criterion_words import advise_physician
from .measured import compare_measures
from .proposal import Proposal, deciding_rule
from .quoting import quoter
from .sentence import Sentence, end_sentence, join_words
from .sources import compare_sources
from .voice import Voice
from .weighing import weigh

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
        sentences=(Sentence(text=_state_rule(rule)), *_reason(item, rule, leaves, proposal, chart)),
        conclusion=conclusion,
        what_would_change=() if proposal.decision is Decision.OVERTURNED else _list_changes(leaves, item, chart),
        guidelines=rule.citations,
    )


def _reason(
    item: DisputedItem, rule: RuleResult, leaves: tuple[CriterionResult, ...], proposal: Proposal, chart: Chart
) -> tuple[Sentence, ...]:
    counted = compare_counts(item, leaves, chart)
    weighed = tuple(back_up(leaf, item, chart) for leaf in leaves if not counted or leaf.kind not in COUNTED)
    reasons = weigh(
        weighed,
        supported=rule.answer is Answer.MET,
        decisive=frozenset(leaf.id for leaf in proposal.decisive),
        voice=_voice(item, leaves, chart),
    )
    return (*_open_with_patient((*counted, *reasons)), *compare_sources(item.ur_guidelines, rule))


def _voice(item: DisputedItem, leaves: tuple[CriterionResult, ...], chart: Chart) -> Voice:
    gain = any(leaf.kind == "functional_improvement" for leaf in leaves)
    return Voice(
        quoter=quoter(chart),
        item=item,
        pages=len(chart.searched()),
        praise=find_praise(item, chart) if gain else (),
        measured=compare_measures(item, chart, begin_of(item, chart)) if gain else (),
    )


def _open_with_patient(said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    if not said:
        return ()
    first = said[0]
    text = first.text
    lead = "In the case of this patient, "
    moved = tuple((place + len(lead), spans) for place, spans in first.anchors)
    opened = Sentence(text=lead + text[0].lower() + text[1:], citations=first.citations, anchors=moved)
    return (opened, *said[1:])


def name_item(item: DisputedItem) -> str:
    """The request as worded, fit for the middle of a sentence."""
    words = re.sub(r"^\d{1,2}[.)]\s+", "", " ".join(item.request.split()).rstrip(" .;:"))
    first, second = words[:1], words[1:2]
    return first.lower() + words[1:] if second.islower() and item.drug is None else words


def name_guideline(cited: GuidelineCitation) -> str:
    parts = (cited.title, cited.section, f"page(s) {cited.pages}" if cited.pages else None)
    return ", ".join(part for part in parts if part)


def _state_rule(rule: RuleResult) -> str:
    title = join_words(tuple(dict.fromkeys(_shorten_title(cited.title) for cited in rule.citations)))
    body = " ".join(rule.rule.split())
    if rule.rule_id.startswith("FOLLOWS"):
        return end_sentence(body)
    if re.match(r"(?:not )?recommended\b", body, re.IGNORECASE):
        body = f"the service is {body[0].lower()}{body[1:]}"
    if body[1:2].islower() or body[:2] == "A ":
        body = body[0].lower() + body[1:]
    return end_sentence(f"According to {'the ' + title if title else 'the guideline applied'}, {body}")


def _shorten_title(title: str) -> str:
    """As letters say it in a sentence: MTUS Chronic Pain Guidelines."""
    return title.replace(" Medical Treatment Guidelines", " Guidelines").replace(" Treatment Guidelines", " Guidelines")


def _list_changes(leaves: tuple[CriterionResult, ...], item: DisputedItem, chart: Chart) -> tuple[str, ...]:
    """Each missing or failing criterion as a step for the treating physician."""
    voice = _voice(item, (), chart)
    failing = tuple(
        replace(leaf, spans=voice.rank(back_up(leaf, item, chart))) for leaf in leaves if leaf.answer is not Answer.MET
    )
    led = (
        ("Show first that the service it accompanies is necessary.",)
        if any(leaf.id == "follows" for leaf in failing)
        else ()
    )
    return (*led, *advise_physician(tuple(leaf for leaf in failing if leaf.id != "follows")))
