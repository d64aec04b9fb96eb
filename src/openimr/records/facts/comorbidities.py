"""Chronic conditions outside the injury."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from openimr.case import OF_THE_PATIENT, Comorbidity, Document, DocumentKind

from ..assertion import assertion_at
from ..lexicon import Hit, Lexicon, read_rows, terms_of
from ..passages import Passage, Sentence, sentences
from .double_meanings import is_meant

_NO_SOURCE = frozenset(
    {
        DocumentKind.RFA,
        DocumentKind.BILLING,
        DocumentKind.PROOF_OF_SERVICE,
        DocumentKind.FAX_COVER,
        DocumentKind.IMAGING,
    }
)
_NOT_HERE = frozenset({"plan", "allergies"})
_MENTAL = frozenset({"depression", "anxiety"})
_SCALE = re.compile(r"\s*(?:inventory|scale|index|score|screen|questionnaire|naive|test|today|:?\s*\d)", re.I)


@cache
def _conditions() -> Lexicon[str]:
    return Lexicon((term, str(row["name"])) for row in read_rows("comorbidities") for term in terms_of(row))


def find_comorbidities(passages: Sequence[Passage], document: Document) -> Iterator[Comorbidity]:
    """Conditions stated of the patient; denied ones and relatives' are passed over."""
    if document.kind in _NO_SOURCE:
        return
    for passage in passages:
        if passage.section in _NOT_HERE:
            continue
        for sentence in sentences(passage):
            for hit in _conditions().find(sentence.text):
                if _stated(sentence, hit):
                    yield Comorbidity(spans=(sentence.span(),), name=hit.row)


def _stated(sentence: Sentence, hit: Hit[str]) -> bool:
    if not is_meant(sentence.text, hit.start, hit.end):
        return False
    if hit.row in _MENTAL and _SCALE.match(sentence.text, hit.end):
        return False
    start = sentence.start + hit.start
    return assertion_at(sentence.passage, start, sentence.start + hit.end) in OF_THE_PATIENT
