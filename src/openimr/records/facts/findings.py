"""Statements about guideline concepts (homebound, fluoroscopic guidance, trigger points, ...), from the concept lexicon.

One pass over a document for all concepts. A document says one thing of a concept: where it has statements both ways, the
lexicon's `mixed` decides (present_wins, absent_wins, majority; a tie of the majority counts as silence on neither side:
both are kept, and the conflict is left to the reviewer).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.case import Assertion, Document, DocumentKind, Finding, PartialDate, Polarity

from .concept_lexicon import Concept, concepts
from .series_sheets import FORMS, Passage, Statement, statements

_NOT_THE_RECORDS = FORMS | {DocumentKind.UR_DECISION, DocumentKind.BILLING}
_NEGATION = re.compile(
    r"\b(?:no|not|denies|denied|without|negative for|never|nor|free of)\s+(?:[\w/-]+\s+){0,3}$", re.IGNORECASE
)
_UNREAL = re.compile(
    r"\b(?:if (?:the|she|he|there|this|pain|symptoms|not)|mother|father|brother|sister|family history|guidelines?|criteria"
    r"|mtus|acoem|odg|should (?:he|she|the|be)|in the event|risks? (?:of|include)|return precautions|call if)\b",
    re.IGNORECASE,
)


def find_findings(passages: Iterable[Passage], document: Document) -> Iterator[Finding]:
    """What the document says of each concept. Forms, bills and the utilization-review decision are no records."""
    if document.kind in _NOT_THE_RECORDS:
        return
    said: dict[str, list[Finding]] = {}
    for statement in statements(passages):
        if _UNREAL.search(statement.text):
            continue
        lower = " ".join(statement.text.lower().split())
        for concept in concepts():
            if any(cue in lower for cue in concept.cues):
                finding = _read(concept, statement, document.date)
                if finding is not None:
                    said.setdefault(concept.id, []).append(finding)
    for concept in concepts():
        yield from _settle(concept.mixed, said.get(concept.id, []))


def _read(concept: Concept, statement: Statement, on: PartialDate | None) -> Finding | None:
    """The statement's word on the concept. The contrary is looked for first, for it often contains the concept's words."""
    contrary = concept.absent.search(statement.text) if concept.absent else None
    if contrary is not None:
        return _finding(concept, statement, contrary.span(), Polarity.ABSENT, on, None)
    hit = concept.present.search(statement.text)
    if hit is None:
        return None
    negated = _NEGATION.search(statement.text[: hit.start()]) is not None
    polarity = Polarity.ABSENT if negated else Polarity.PRESENT
    number = next((found for found in hit.groupdict().values() if found), None)
    value = float(number) if number is not None else None
    return _finding(concept, statement, hit.span(), polarity, on, value)


def _finding(
    concept: Concept,
    statement: Statement,
    at: tuple[int, int],
    polarity: Polarity,
    on: PartialDate | None,
    value: float | None,
) -> Finding:
    return Finding(
        spans=(statement.span(*at),),
        assertion=Assertion.ASSERTED,
        concept=concept.id,
        polarity=polarity,
        value=value,
        unit=concept.unit if value is not None else None,
        date=on,
    )


def _settle(mixed: str, said: list[Finding]) -> list[Finding]:
    present = [one for one in said if one.polarity is Polarity.PRESENT]
    absent = [one for one in said if one.polarity is Polarity.ABSENT]
    if not present or not absent:
        return said
    if mixed == "majority":
        return said if len(present) == len(absent) else max(present, absent, key=len)
    return present if mixed == "present_wins" else absent
