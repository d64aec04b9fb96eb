"""Allergies, by generic or class name of the substance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from openimr.case import Allergy, Document, DocumentKind

from ..lexicon import Lexicon, read_rows, terms_of
from ..passages import Passage, Sentence, sentences
from ..sieve import sift

_NO_SOURCE = frozenset({DocumentKind.RFA, DocumentKind.BILLING, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})
_ALLERGY = sift(
    r"\ballerg(?:y|ies|ic)\b|\b(?:rash|hives|anaphyla\w+|itch\w*|angioedema)\s+(?:with|from|to|after)\b|\bADR\b"
)
_RELATIVE = re.compile(r"\b(?:father|mother|brother|sister|son|daughter|wife|husband)\b", re.I)
_DENIED = re.compile(r"\b(?:no|denies|not|nor|without|never|non)\b[^.;:]{0,80}$", re.I)
_NONE = re.compile(
    r"\b(?:NKDA|NKA|NKMA|none|no known|unknown|denies|negative|reviewed|no drug|see|updated|n/a|seasonal)\b", re.I
)
_REACTION = re.compile(
    r"^(?:rash|hives|itch\w*|nausea|vomit\w*|swelling|anaphylaxis|gi upset|upset|unknown|reaction|childhood|mild|severe)\b",
    re.I,
)
_UNKNOWN = re.compile(
    r"^\W*(?:\w+\s)?(?:allerg\w+|all)\s*(?:to)?\s*[:\-]\s*(?P<name>[A-Za-z][A-Za-z-]{3,24})(?=\s*(?:[(,;.\-]|$))", re.I
)


@cache
def _substances() -> Lexicon[str]:
    return Lexicon((term, str(row["name"])) for row in read_rows("allergies") for term in terms_of(row))


def find_allergies(passages: Sequence[Passage], document: Document) -> Iterator[Allergy]:
    """Substances under an allergy heading or in a sentence about allergy, unless denied or a relative's."""
    if document.kind in _NO_SOURCE:
        return
    for passage in passages:
        if passage.section == "family":
            continue
        for sentence in sentences(passage):
            if passage.section == "allergies" or _ALLERGY.search(sentence.text):
                yield from _in_sentence(sentence)


def _in_sentence(sentence: Sentence) -> Iterator[Allergy]:
    text = sentence.text
    if _RELATIVE.search(text):
        return
    hits = _substances().find(text)
    cue = _ALLERGY.search(text)
    for hit in hits:
        far = cue is not None and sentence.passage.section != "allergies" and not -70 < hit.start - cue.end() < 60
        if not far and not _DENIED.search(text[: hit.start]):
            yield Allergy(spans=(sentence.span(),), name=hit.row)
    named = _UNKNOWN.match(text)
    if not hits and named and not _NONE.search(text) and not _REACTION.match(named["name"]):
        yield Allergy(spans=(sentence.span(named.start("name"), named.end("name")),), name=named["name"].lower())
