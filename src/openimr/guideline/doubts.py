"""What cannot be, or does not fit the file: asked of the reviewer, never guessed."""

from __future__ import annotations

from openimr.case import OF_THE_PATIENT, ExamFinding, Finding, Imaging, Procedure, TreatmentCourse

from .history import MOST_VISITS
from .situation import Situation

_NO_PART = (None, "psyche", "head")
MOST_PERCENT = 100


def doubts(situation: Situation) -> list[str]:
    """Questions about numbers of impossible size, and about a request for a body part that the file does not treat."""
    return [*_impossible(situation), *_another_part(situation)]


def _impossible(situation: Situation) -> list[str]:
    asks = []
    for course in situation.shelf.of(TreatmentCourse):
        count = max(course.completed or 0, course.authorized or 0)
        if course.service == situation.item.service and count > MOST_VISITS:
            asks.append(f"{_where(course)} was read as {count} visits of {course.service}, which cannot be; how many?")
    for fact in situation.shelf.of(Finding):
        if fact.unit == "percent" and fact.value is not None and fact.value > MOST_PERCENT:
            asks.append(f"{_where(fact)} was read as {fact.value:g} percent, which cannot be; what does it say?")
    return asks


def _where(fact: TreatmentCourse | Finding) -> str:
    span = fact.spans[0] if fact.spans else None
    return f"{span.file} page {span.page}" if span else "A fact"


def _another_part(situation: Situation) -> list[str]:
    wanted = situation.item.body_region
    if wanted in _NO_PART:
        return []
    shelf = situation.shelf
    placed: list[ExamFinding | Imaging | Procedure] = []
    placed += [*shelf.of(ExamFinding), *shelf.of(Imaging), *shelf.of(Procedure)]
    treated = {fact.body_region for fact in placed if fact.assertion in OF_THE_PATIENT} - set(_NO_PART)
    if not treated or wanted in treated:
        return []
    parts = ", ".join(sorted(str(part) for part in treated))
    return [f"The request is for the {wanted}; the records speak of: {parts}. Is the {wanted} part of this claim?"]
