"""What the file offers on a question: the facts that count, and the candidate values they give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from operator import attrgetter

from openimr.case import (
    OF_THE_PATIENT,
    Allergy,
    Assertion,
    Comorbidity,
    Diagnosis,
    ExamFinding,
    Fact,
    Finding,
    FunctionalImprovement,
    Imaging,
    Medication,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    WorkStatus,
)

from .leaf_kinds import Also, FindingLeaf, Leaf
from .limbs import of_the_other_limb
from .situation import Situation, Statement

_SAME_CARE = {
    "physical therapy": ("postoperative physical therapy",),
    "postoperative physical therapy": ("physical therapy",),
}


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as whole words, plurals included, any case."""
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")(?:s|es)?\b", re.IGNORECASE)


def says(words: tuple[str, ...], text: str | None) -> bool:
    return bool(words) and text is not None and pattern(words).search(text) is not None


def ingredient(drug: str) -> str:
    """The first ingredient of a combination, without what is said of its release or salt."""
    words = drug.removeprefix("acetaminophen/").split("/")[0].split()
    return words[0] if words else ""


def spans_of(facts: Iterable[Fact]) -> tuple[Span, ...]:
    """The spans of facts, each once, in page order."""
    spans = {span for fact in facts for span in fact.spans}
    return tuple(spans) if len(spans) < 2 else tuple(sorted(spans, key=_PLACE))


_PLACE = attrgetter("file", "page", "start", "end", "quote")


def fits(leaf: Leaf, fact: Fact, situation: Situation) -> bool:
    """Whether a fact is about the item's region, side and level, as far as the leaf asks and both say, and of an author
    whose role the leaf asks for, as far as the document names one."""
    if not leaf.match and not leaf.by:
        return True
    item = situation.item
    for key in leaf.match:
        wanted, given = getattr(item, key, None), getattr(fact, key, None)
        if key == "drug" and wanted and given and says((ingredient(given),), f"{wanted} {item.request}"):
            continue
        if wanted and given and wanted != given and "bilateral" not in (wanted, given):
            return False
    return not leaf.by or any(_written_by(leaf.by, span, situation) for span in fact.spans)


def _written_by(roles: tuple[str, ...], span: Span, situation: Situation) -> bool:
    document = situation.chart.document_of(span.ref)
    return document is None or document.author_role is None or says(roles, document.author_role)


def statements(leaf: FindingLeaf, situation: Situation) -> tuple[Statement, ...]:
    """Every fact that speaks of one of the leaf's concepts."""
    found = [
        spoken
        for fact in _speaking(leaf, situation)
        if (spoken := _spoken(fact)) and fits(leaf, fact, situation) and _recent(leaf, spoken.date, situation.at)
    ]
    if leaf.prefer is not None:
        there = leaf.prefer == "present"
        found = [one for one in found if one.present == there] or found
    if IMPROVEMENT in leaf.concepts:
        own = [one for one in found if getattr(one.fact, "service", None) == situation.item.service]
        if found or situation.item.unit not in _VISITS or not situation.shelf.of(Finding):
            return tuple(own or found)
        return _derived(leaf, situation)
    return tuple(found)


IMPROVEMENT = "functional_improvement"
"""The concept that is read from facts of its own type."""
_VISITS = ("visits", "sessions")
_GAINS = ("adl_improved", "restrictions_reduced", "dependency_reduced")
_DERIVED = (*_GAINS, "no_functional_gain")


def _derived(leaf: FindingLeaf, situation: Situation) -> tuple[Statement, ...]:
    """Where no statement names functional improvement: its parts, and stated absence of gain (8 CCR 9792.20(e))."""
    return tuple(
        Statement(present=(fact.polarity is Polarity.PRESENT) == (fact.concept in _GAINS), fact=fact, date=fact.date)
        for fact in situation.shelf.about(_DERIVED)
        if leaf.part is None
        and fact.assertion in OF_THE_PATIENT
        and (fact.concept in _GAINS or fact.polarity is Polarity.PRESENT)
    )


def _speaking(leaf: FindingLeaf, situation: Situation) -> list[Fact]:
    """The facts that speak of the leaf's concepts, by their concept or by the words of their name."""
    found: list[Fact] = [
        fact for fact in situation.shelf.about(leaf.concepts) if not of_the_other_limb(fact, situation.item)
    ]
    if IMPROVEMENT in leaf.concepts:
        found += [
            fact
            for fact in situation.shelf.of(FunctionalImprovement)
            if leaf.part in (None, fact.part)
            and _of_service(fact.service, situation.item.service)
            and not _before(fact.date, situation.case.date_of_injury)
        ]
    for kind, words, text in named_by(leaf.also) if leaf.also.model_fields_set else ():
        found += [fact for fact in situation.shelf.of(kind) if says(words, getattr(fact, text)) and _in_use(fact)]
    return found


def _spoken(fact: Fact) -> Statement | None:
    if fact.assertion not in OF_THE_PATIENT and fact.assertion is not Assertion.NEGATED:
        return None
    stated = getattr(fact, "polarity", Polarity.PRESENT) is Polarity.PRESENT
    present = stated != (fact.assertion is Assertion.NEGATED)
    return Statement(present=present, fact=fact, date=getattr(fact, "date", None))


def _before(when: PartialDate | None, injured: date | None) -> bool:
    return injured is not None and when is not None and when.latest() < injured


def _of_service(given: str | None, wanted: str) -> bool:
    return given is None or given == wanted or given in _SAME_CARE.get(wanted, ())


def _in_use(fact: Fact) -> bool:
    return not (isinstance(fact, Medication) and fact.current is False)


@cache
def named_by(also: Also) -> tuple[tuple[type[Fact], tuple[str, ...], str], ...]:
    """For each type of fact that counts by its name: its words, and the field to look in."""
    by_type: tuple[tuple[type[Fact], tuple[str, ...], str], ...] = (
        (Diagnosis, also.diagnosis, "name"),
        (ExamFinding, also.exam, "name"),
        (Comorbidity, also.comorbidity, "name"),
        (Medication, also.medication, "name"),
        (Procedure, also.procedure, "name"),
        (Allergy, also.allergy, "name"),
        (Imaging, also.imaging, "finding"),
        (WorkStatus, also.work_status, "status"),
    )
    return tuple(one for one in by_type if one[1])


def _recent(leaf: FindingLeaf, when: PartialDate | None, at: date) -> bool:
    return leaf.within_months is None or when is None or (at - when.latest()).days <= leaf.within_months * 30.44
