"""The best words of the file for a criterion: of the functional gain from a service, all that the records say of it."""

from __future__ import annotations

import re
from dataclasses import replace

from openimr.case import (
    OF_THE_PATIENT,
    Answer,
    Chart,
    ConservativeCare,
    CriterionResult,
    DisputedItem,
    DocumentKind,
    Fact,
    Finding,
    FunctionalImprovement,
    Polarity,
    Span,
    TreatmentCourse,
)
from openimr.records.record_sentences import records_of, sayings

from .summary_scope import day_of

FUNCTION = (
    "function activities activity daily living adl sitting sits standing walking walks lifting lifts driving tolerance work "
    "duty restrictions restriction goals unchanged unable chores household return"
)
"""Words of which a statement about function bears at least one (8 CCR 9792.20, functional improvement)."""
SAYS_NO_GAIN = frozenset(
    {("no_functional_gain", Polarity.PRESENT), ("restrictions_reduced", Polarity.ABSENT), ("returned_to_work", Polarity.ABSENT)}
)  # fmt: skip
_FUNCTION = re.compile(rf"\b(?:{'|'.join(FUNCTION.split())})\b", re.IGNORECASE)

PRAISE = re.compile(
    r"\b(?:(?:is|are|was|has|have)?\s*(?:been )?(?:\w+ly )?benefit(?:t?ing|t?ed|s)\b|finds? (?:\w+ ){0,4}helpful|(?:is|are|was|very) (?:\w+ly )?help(?:ing|ful)"
    r"|making (?:\w+ ){0,2}(?:progress|use)|\d+ ?(?:%|percent) (?:\w+ )?(?:improved|better|improvement)"
    r"|(?:functional|objective|measurable|steady) (?:gains?|improvements?)|lifts? \d+ ?(?:lbs?|pounds?)[^.;]{0,12}\b(?:now|was|up from)"
    r"|values (?:the|his|her)|feels? (?:\w+ )?better|(?:gives?|gets?|brings?|provides?) (?:\w+ ){0,2}relief|(?:treatment|therapy|sessions?) helps)\b",
    re.IGNORECASE,
)
GAIN = re.compile(
    r"\b(?:functional|objective|measurable) (?:gains?|improvements?)\b|\bfrom \d+[^.;]{0,30}\bto \d+|\bnow\b[^.;]{0,20}\bwas \d"
    r"|\b(?:returned|back|went back) to (?:\w+ )?work\b|\b(?:lifts?|walks?|sits?|stands?) (?:for )?\d+",
    re.IGNORECASE,
)
UNREAL = re.compile(
    r"\b(?:would|could|may|might|if|not|no|never|without|until|unless|expect\w*|hop\w+|should|n't)\b", re.IGNORECASE
)
KINDS_OF = {
    "psychotherapy": (DocumentKind.PSYCH_NOTE, DocumentKind.PSYCH_EVAL),
    "biofeedback": (DocumentKind.PSYCH_NOTE,),
    "chiropractic manipulation": (DocumentKind.CHIRO_NOTE,),
    "acupuncture": (DocumentKind.ACUPUNCTURE_NOTE,),
    "physical therapy": (DocumentKind.PT_NOTE,),
    "occupational therapy": (DocumentKind.PT_NOTE,),
    "aquatic therapy": (DocumentKind.PT_NOTE,),
}
"""Whose notes speak of a service without naming it."""
MOST_PRAISE = 3


def back_up(leaf: CriterionResult, item: DisputedItem, chart: Chart) -> CriterionResult:
    """The criterion with what else the records say of the same: for a missing functional gain, every statement of it."""
    if leaf.kind != "functional_improvement" or leaf.answer is not Answer.NOT_MET:
        return leaf
    begun = begin_of(item, chart)
    more = tuple(
        span
        for fact in chart.facts
        if fact.assertion in OF_THE_PATIENT and not fact.only_in_ur and _says_no_gain(fact, item)
        if day_of(fact).year and day_of(fact).latest().toordinal() >= begun
        for span in fact.spans
        if _FUNCTION.search(_line_of(chart, span))
    )
    return replace(leaf, spans=tuple(dict.fromkeys((*leaf.spans, *more))))


def words_about(leaf: CriterionResult, item: DisputedItem) -> str:
    """What the best quotation for a criterion speaks of."""
    if leaf.kind == "functional_improvement":
        return f"{item.service} sessions visits therapy {FUNCTION}"
    return f"{leaf.name} {item.service}"


def _says_no_gain(fact: Fact, item: DisputedItem) -> bool:
    if isinstance(fact, FunctionalImprovement):
        return fact.polarity is Polarity.ABSENT and fact.service in (item.service, None)
    if isinstance(fact, ConservativeCare):
        return fact.failed is True and fact.modality == item.service
    return isinstance(fact, Finding) and (fact.concept, fact.polarity) in SAYS_NO_GAIN


def is_gain(words: str) -> bool:
    """A statement of a change in function, and no mere opinion or comfort."""
    return bool(GAIN.search(words))


def begin_of(item: DisputedItem, chart: Chart) -> int:
    """The day the course began, as an ordinal; unknown: half a year before the last dated fact."""
    courses = [one for one in chart.facts if isinstance(one, TreatmentCourse) and one.service == item.service]
    starts = [one.start.earliest().toordinal() for one in courses if one.start]
    if starts:
        return min(starts)
    days = [day_of(fact).latest().toordinal() for fact in chart.facts if day_of(fact).year]
    return max(days, default=0) - 183


def _line_of(chart: Chart, span: Span) -> str:
    page = chart.page_at(span.ref)
    text = page.text if page else ""
    return text[max(0, text.rfind("\n", 0, span.start)) : span.end + 90]


def find_praise(item: DisputedItem, chart: Chart) -> tuple[Span, ...]:
    """Statements in the records that the treatment in dispute helps, since it began; the newest first."""
    if item.drug is not None:
        return ()
    begun = begin_of(item, chart)
    named = re.compile(
        rf"\b(?:{re.escape(item.service.split()[0][:7])}\w*|treatments?|therapy|sessions?|adjustments?|visits)\b", re.I
    )
    bearing = tuple(page for page in chart.pages if PRAISE.search(page.text))
    found: list[tuple[int, Span]] = []
    for document in records_of(chart.documents):
        day = document.date.latest().toordinal() if document.date else 0
        if day and day < begun:
            continue
        own = document.kind in KINDS_OF.get(item.service, ())
        for one in sayings(document, bearing):
            if PRAISE.search(one.text) and not UNREAL.search(one.text) and (own or named.search(one.text)):
                found.append((day, one.span()))
    ranked = sorted(found, key=lambda one: (-one[0], one[1]))
    return tuple({(span.file, span.page): span for _, span in reversed(ranked)}.values())[::-1][:MOST_PRAISE]
