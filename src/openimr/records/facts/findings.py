"""Statements about guideline concepts (homebound, trigger points, ...), from the concept lexicon.

One pass over a document for all concepts. A document says one thing of a concept: where it has statements both ways,
the lexicon's `mixed` decides (present_wins, absent_wins, majority; after a tie of the majority both are kept, and the
conflict is left to the reviewer). `settle_findings` does the same over all documents for concepts of any recency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.case import Assertion, Document, DocumentKind, Fact, Finding, PartialDate, Polarity

from ..assertion import assertion_at
from ..body import regions
from ..passages import Passage, Sentence, sentences
from ..sieve import sift
from .concept_lexicon import Concept, concepts, cued
from .drugs import drug_names

_NOT_THE_RECORDS = frozenset(
    {
        DocumentKind.IMR_APPLICATION,
        DocumentKind.PROOF_OF_SERVICE,
        DocumentKind.FAX_COVER,
        DocumentKind.UR_DECISION,
        DocumentKind.BILLING,
    }
)
_OF_OTHERS = frozenset({Assertion.FAMILY, Assertion.HYPOTHETICAL})
_UNREAL = sift(
    r"\b(?:if (?:the|she|he|there|this|pain|symptoms|not)|family history|guidelines?"
    r"|criteria (?:for|require|include|ask)|mtus|acoem|odg"
    r"|should (?:he|she|the|be)|in the event|risks? (?:of|include)|return precautions|call if|whether|when the patient)\b",
)
_OWN_NEGATION = re.compile(r"(?:no|not|never|denies|denied|without|free of|cannot|unable)\b", re.IGNORECASE)
"""Words of a pattern that states an absence: they do not negate the concept."""
_UNTICKED = re.compile(r"\[ ?\] ?$")
_TICKED_NO = re.compile(r"[\s:,|-]*(?:\[ ?\] ?y(?:es)?\W*)?(?:\[x\] ?no?\b|no\b|none\b|denied\b)", re.IGNORECASE)


def find_findings(passages: Iterable[Passage], document: Document) -> Iterator[Finding]:
    """What the document says of each concept. Forms, bills and the utilization-review decision are no records."""
    if document.kind in _NOT_THE_RECORDS:
        return
    said: dict[tuple[str, PartialDate | None], list[Finding]] = {}
    for passage in passages:
        on = passage.date or document.date
        for sentence in sentences(passage):
            for finding in _read_sentence(sentence, on):
                said.setdefault((finding.concept, on), []).append(finding)
    rules = {concept.id: concept.mixed for concept in concepts()}
    for (name, _), found in said.items():
        yield from _settle(rules[name], found)


def settle_findings(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """All facts of a case file, the findings brought into line.

    Where a concept's recency is `any`, age does not make a statement outdated, so `mixed` decides over the whole file;
    of the others the latest statement is left to count.
    """
    kept: list[Fact] = []
    said: dict[str, list[Finding]] = {}
    rules = {concept.id: concept.mixed for concept in concepts() if concept.timeless}
    for fact in facts:
        if isinstance(fact, Finding) and fact.concept in rules:
            said.setdefault(fact.concept, []).append(fact)
        else:
            kept.append(fact)
    for name in sorted(said):
        kept.extend(_settle(rules[name], said[name]))
    return tuple(kept)


def _read_sentence(sentence: Sentence, on: PartialDate | None) -> Iterator[Finding]:
    text = sentence.text
    if _UNREAL.search(text) or _is_copied(sentence):
        return
    for concept in cued(text):
        if concept.needs_drug and not _names_a_drug(text):
            continue
        finding = _read(concept, sentence, text, on)
        if finding is not None:
            yield finding


_COPIED = re.compile(
    r"\W{0,3}\[\s?(?:copied|copy|carried|template|default|macro|ROS macro|auto|from (?:prior|last|previous)|imported|pulled)\b",
    re.IGNORECASE,
)


def _is_copied(sentence: Sentence) -> bool:
    """Whether the note itself marks a sentence as carried over or filled in: "No blood thinners. [copied 01/2014]"."""
    after = sentence.passage.text[sentence.end : sentence.end + 24]
    return _COPIED.match(after) is not None or ("[" in sentence.text and _COPIED.search(sentence.text) is not None)


def _read(concept: Concept, sentence: Sentence, text: str, on: PartialDate | None) -> Finding | None:
    """The sentence's word on the concept. The contrary comes first, for it often contains the concept's words."""
    contrary = concept.absent.search(text) if concept.absent else None
    hit = concept.present.search(text)
    if contrary is not None and not (hit is not None and _stands_apart(concept, hit, contrary)):
        return _finding(concept, sentence, contrary.span(), Polarity.ABSENT, on, None)
    if hit is None:
        return None
    sense = assertion_at(sentence.passage, sentence.start + hit.start(), sentence.start + hit.end())
    if sense in _OF_OTHERS:
        return None
    if _UNTICKED.search(text[: hit.start()]):
        return None
    negated = sense is Assertion.NEGATED and _OWN_NEGATION.match(hit[0]) is None
    denied = negated or _TICKED_NO.match(text[hit.end() :]) is not None
    polarity = Polarity.ABSENT if denied else Polarity.PRESENT
    number = next((found for found in hit.groupdict().values() if found), None)
    value = float(number) if number is not None else None
    return _finding(concept, sentence, hit.span(), polarity, on, value)


def _stands_apart(concept: Concept, hit: re.Match[str], contrary: re.Match[str]) -> bool:
    """One side has the sign and the other has not: "SLR: right negative, left positive at 45"."""
    goes_beyond = hit.start() <= contrary.start() and hit.end() > contrary.end()
    apart = hit.end() <= contrary.start() or contrary.end() <= hit.start()
    return concept.mixed == "present_wins" and (goes_beyond or apart)


def _finding(
    concept: Concept,
    sentence: Sentence,
    at: tuple[int, int],
    polarity: Polarity,
    on: PartialDate | None,
    value: float | None,
) -> Finding:
    return Finding(
        spans=(sentence.span(*at),),
        assertion=Assertion.ASSERTED,
        concept=concept.id,
        polarity=polarity,
        value=value,
        unit=concept.unit if value is not None else None,
        drug=_drug(sentence.text),
        body_region=_region(sentence.text),
        date=on,
    )


def _region(text: str) -> str | None:
    """The part of the body, where a sentence names just one."""
    named = {hit.row for hit in regions(text)}
    return named.pop() if len(named) == 1 else None


def _names_a_drug(text: str) -> bool:
    return next(iter(drug_names().find(text)), None) is not None


def _drug(text: str) -> str | None:
    """The drug a sentence is about, where it names just one."""
    named = {hit.term for hit in drug_names().find(text)}
    return named.pop() if len(named) == 1 else None


def _settle(mixed: str, said: list[Finding]) -> list[Finding]:
    present = [one for one in said if one.polarity is Polarity.PRESENT]
    absent = [one for one in said if one.polarity is Polarity.ABSENT]
    if not present or not absent:
        return said
    if mixed == "majority":
        return said if len(present) == len(absent) else max(present, absent, key=len)
    return present if mixed == "present_wins" else absent
