"""Corroboration: a study that shows the lesion, on the side and at the level of the request and of the examination."""

from __future__ import annotations

import re

from openimr.case import OF_THE_PATIENT, Answer, Assertion, ExamFinding, Fact, Imaging, Polarity

from .evidence import fits, says
from .leaf_kinds import CorroborationLeaf
from .reading import Reading, silent
from .situation import Situation

_VERTEBRA = re.compile(r"\b([CTLS])(\d{1,2})(?:\s*[-/]\s*([CTLS])?(\d{1,2}))?", re.IGNORECASE)


def read_corroboration(leaf: CorroborationLeaf, situation: Situation) -> Reading:
    """A study on another side or region is the contrary only when no fitting one shows it.

    exam: signs whose side (and level, where the leaf matches levels) the study must share.
    """
    studies = [
        fact
        for fact in situation.shelf.of(Imaging)
        if fact.assertion in OF_THE_PATIENT and says(leaf.modalities, fact.modality)
    ]
    here = [fact for fact in studies if fits(leaf, fact, situation)]
    shown = tuple(fact for fact in here if says(leaf.words, fact.finding))
    stated = tuple(fact for fact in situation.shelf.about(leaf.concepts) if fact.assertion is not Assertion.PLANNED)
    if shown or any(fact.polarity is Polarity.PRESENT for fact in stated):
        return _against_exam(leaf, shown, situation) or _said(leaf, Answer.MET, "A study shows it", shown or stated)
    told = tuple(fact for fact in here if fact.finding) + stated
    if told:
        return _said(leaf, Answer.NOT_MET, "The studies in the file do not show it", told)
    if studies and not here:
        return _said(leaf, Answer.NOT_MET, "The studies in the file are of another side or region", tuple(studies))
    return silent(leaf, situation)


def _said(leaf: CorroborationLeaf, answer: Answer, verb: str, facts: tuple[Fact, ...]) -> Reading:
    return Reading(answer=answer, explain=lambda: f"{verb}: {leaf.name}.", facts=facts)


def _against_exam(leaf: CorroborationLeaf, shown: tuple[Imaging, ...], situation: Situation) -> Reading | None:
    """Where study and examination differ in side or level, or the examination names no level; None where they agree."""
    signs = tuple(
        fact
        for fact in situation.shelf.of(ExamFinding)
        if fact.polarity is Polarity.PRESENT and fact.assertion in OF_THE_PATIENT and says(leaf.exam, fact.name)
    )
    if not shown or not signs:
        return None
    if _apart(_sides(shown), _sides(signs)):
        return _said(leaf, Answer.NOT_MET, "Study and examination are of different sides", (*shown, *signs))
    if "level" not in leaf.match or not (studied := _levels(shown)):
        return None
    examined = _levels(signs)
    if not examined:
        return _said(leaf, Answer.NOT_DOCUMENTED, "The examination names no level", (*shown, *signs))
    if not studied & examined:
        return _said(leaf, Answer.NOT_MET, "Study and examination are of different levels", (*shown, *signs))
    return None


def _sides(facts: tuple[Imaging, ...] | tuple[ExamFinding, ...]) -> set[str]:
    return {side for fact in facts if (side := fact.laterality or _side_in(fact))}


def _side_in(fact: Fact) -> str | None:
    said = " ".join(span.quote for span in fact.spans).lower()
    named = [side for side in ("left", "right", "bilateral") if re.search(rf"\b{side}\b", said)]
    return named[0] if len(named) == 1 else None


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and "bilateral" not in one | other and not one & other


def _levels(facts: tuple[Imaging, ...] | tuple[ExamFinding, ...]) -> set[str]:
    """Vertebrae named, e.g. L5 and S1 of "L5-S1"."""
    said = " ".join(
        f"{getattr(fact, 'finding', None) or ''} {' '.join(span.quote for span in fact.spans)}" for fact in facts
    )
    found: set[str] = set()
    for match in _VERTEBRA.finditer(said):
        region = match[1].upper()
        found.add(region + match[2])
        if match[4]:
            found.add((match[3] or region).upper() + match[4])
    return found
