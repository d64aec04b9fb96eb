"""What a statement denies, as terms to search for: its content words by stem, and names with all their synonyms.

Synonyms come from the lexicons by which the facts are read; nothing here names one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .body import regions
from .facts.concept_lexicon import Concept, concepts
from .facts.drugs import drugs_in
from .facts.instruments import instruments_in
from .facts.modalities import modalities_in
from .facts.services_given import services_in
from .lexicon import Lexicon, read_rows, terms_of
from .sieve import Sieve

Places = tuple[tuple[int, int], ...]

_PROOF = r"(?:documentation|documents?|evidence|mention|records?|indication|report|proof|description|discussion)s?"
NEGATION = re.compile(
    r"\b(?:there (?:is|are|was|were|has been|have been) (?:no|not any|insufficient|inadequate|little)\b"
    rf"(?:\s+(?:\w+\s+)?{_PROOF}\b)?"
    rf"|(?:(?:the )?(?:file|chart|notes?|reports?|provider|physician|medical records?|records?)\s+)?(?:do(?:es)?|did) not "
    r"(?:document|show|mention|describe|include|contain|indicate|demonstrate|establish|report|have)\b"
    r"|fail(?:s|ed|ure)? to (?:document|show|mention|describe|include|demonstrate|establish)\b"
    r"|(?:is|are|was|were|has been|have been|had been) (?:not|never) (?:\w+ly )?(?:been )?"
    r"(?:documented|shown|mentioned|described|demonstrated|established|reported|noted|provided|recorded|tried|done|met)\b"
    r"|(?:is|are|was|were) (?:undocumented|absent|missing|lacking)\b|(?:not|never) (?:documented|mentioned|shown)\b"
    rf"|(?:no|not any|without(?: any)?|lack of|lacks|absence of|absent|insufficient|inadequate)\s+(?:\w+\s+)?{_PROOF}\b"
    rf"|silent (?:on|about|as to)\b|(?:has|have|had) (?:not|never) (?:had|been|tried|undergone|received|failed)\b"
    r"|\b(?:no|not|never|without|lack of|lacks|lacking|absence of|nor|neither)\b)"
    r"(?:\s+(?:of|that|for|about|to support|any)\b)*(?:\s*:)?",
    re.IGNORECASE,
)
"""Words that deny or that only say that something is not written."""

_IDLE_WORDS = """
a about accepted addressed after all also an and any are as at be been before being but by case claimant clear clinical current described did discussed documentation
documented does during each employee evidence file following for from further given had has have he her his in indicated individual injured into is it
its least less made may medical medically mention mentioned more most necessary noted objective of on or other over page pages
patient prior provided recent recently record records report reported request requested she shown significant specific submitted such
than that the their then there these they this those through to treatment under until upon use used using was were when
which while who will with within worker would
"""
IDLE = frozenset(_IDLE_WORDS.split())
"""Words that do not tell one statement from another."""

_ENDINGS = (
    "ational", "ations", "ation", "ements", "ement", "ments", "ment", "opathies", "opathy", "ically", "ingly", "ional",
    "ists", "ist", "ities", "ity", "ions", "ion", "ical", "ings", "ing", "ally", "ives", "ive", "ance", "ence", "ants",
    "ant", "ies", "als", "al", "ars", "ar", "ers", "er", "ors", "or", "ly", "ed", "es", "ic", "ures", "ure", "s", "y", "e",
)  # fmt: skip
_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. name: as a reader is told; find: where a text has it. telling: alone, without the other terms, it is
    worth reading: the name of a treatment, test or condition."""

    name: str
    find: Callable[[str], Places]
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """denied: the statement without its negation; terms: what must meet; concepts: whose statements answer it."""

    denied: str
    terms: tuple[Term, ...]
    concepts: tuple[Concept, ...]


def want(statement: str) -> Wanted:
    """What to search for; no terms when the statement has no content word."""
    denied = " ".join(NEGATION.sub(" ", statement).split()).strip(" .,;:")
    named = tuple(_names(denied))
    rest = denied
    for start, end, _ in named:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    terms = [term for _, _, term in named]
    terms += [_stemmed(word) for word in re.findall(r"[A-Za-z][A-Za-z'’]+|\d+", rest) if word.lower() not in IDLE]
    unique = {term.name: term for term in terms}
    return Wanted(denied, tuple(unique.values()), _concepts(denied))


def stem(word: str) -> str:
    """So much of a word as its other forms share: improvement, improved -> improv; therapies, therapist -> therap."""
    folded = word.lower()
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _LEAST_STEM:
            return folded.removesuffix(ending)
    return folded


def _stemmed(word: str) -> Term:
    shared = stem(word)
    tail = r"\w*" if len(shared) >= _LEAST_STEM else r"s?\b"
    return Term(word.lower(), _pattern(rf"\b{re.escape(shared)}{tail}"))


def _pattern(pattern: str) -> Callable[[str], Places]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: tuple(match.span() for match in compiled.finditer(text))


_Mention = tuple[int, int, str]


def _in_lexicon(name: str, key: str, *, telling: bool | None = None) -> Callable[[str], Iterator[_Mention]]:
    @cache
    def lexicon() -> Lexicon[str]:
        rows = [row for row in read_rows(name) if telling is None or bool(row.get("telling")) is telling]
        return Lexicon((term, str(row[key])) for row in rows for term in terms_of(row))

    def find(text: str) -> Iterator[_Mention]:
        return ((hit.start, hit.end, hit.row) for hit in lexicon().find(text))

    return find


VOCABULARIES: tuple[Callable[[str], Iterator[_Mention]], ...] = (
    _in_lexicon("search_synonyms", "name", telling=True),
    _in_lexicon("procedures", "name"),
    _in_lexicon("diagnoses", "name"),
    _in_lexicon("exam_findings", "name"),
    _in_lexicon("comorbidities", "name"),
    lambda text: ((hit.start, hit.end, hit.term) for hit in services_in(text)),
    lambda text: ((hit.start, hit.end, hit.term) for hit in drugs_in(text)),
    lambda text: ((hit.start, hit.end, hit.term) for hit in modalities_in(text)),
    lambda text: ((hit.start, hit.end, instrument.name) for hit, instrument in instruments_in(text)),
    _in_lexicon("imaging", "modality"),
    _in_lexicon("search_synonyms", "name", telling=False),
    lambda text: ((hit.start, hit.end, hit.row) for hit in regions(text)),
)
"""Each finds the names of one vocabulary in a text, under whatever synonym; where two begin alike the longer counts."""
_TELLING = len(VOCABULARIES) - 2
"""From here on vocabularies whose words alone, without the others of the statement, mean little."""


def _names(text: str) -> Iterator[tuple[int, int, Term]]:
    found = [
        (start, -end, order, name)
        for order, vocabulary in enumerate(VOCABULARIES)
        for start, end, name in vocabulary(text)
    ]
    found += [(start, -end, len(VOCABULARIES), meaning) for start, end, meaning in _abbreviated(text)]
    after = 0
    for start, minus_end, order, name in sorted(found):
        if start < after:
            continue
        after = -minus_end
        yield start, after, _named(order, name, text[start:after])


def _named(order: int, name: str, written: str) -> Term:
    says = name if name.lower() == written.lower() else f"{written} ({name})"
    if order == len(VOCABULARIES):
        patterns = tuple(pattern for pattern, meaning in _abbreviations() if meaning == name)
        return Term(says, lambda text: tuple(found.span() for pattern in patterns for found in pattern.finditer(text)))
    vocabulary, shared = VOCABULARIES[order], _stemmed(written).find
    plain = shared if " " not in written else _pattern(rf"\b{re.escape(written)}")

    def find(text: str) -> Places:
        return tuple(sorted({*((s, e) for s, e, found in vocabulary(text) if found == name), *plain(text)}))

    return Term(says, find, telling=order < _TELLING)


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = files("openimr_packs").joinpath("lexicons/abbreviations.yaml").read_text(encoding="utf-8")
    rows: Mapping[str, str] = yaml.load(text, Loader=yaml.CSafeLoader)["abbreviations"]
    return tuple(
        (re.compile(rf"\b{re.escape(str(short))}s?\b|\b(?i:{re.escape(str(meaning))})s?\b"), str(meaning))
        for short, meaning in rows.items()
    )


def _abbreviated(text: str) -> Iterator[_Mention]:
    for pattern, meaning in _abbreviations():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), meaning


_COVERED = 0.75


def _concepts(denied: str) -> tuple[Concept, ...]:
    """Concepts that the statement names (the words of the id) or states nearly from end to end, by their patterns."""
    stems = {stem(word) for word in re.findall(r"[A-Za-z]+", denied)}
    return tuple(
        concept
        for concept in concepts()
        if {stem(word) for word in concept.id.split("_") if word not in _OF_NO_WEIGHT} <= stems
        or _is_stated(concept.present, denied)
        or _is_stated(concept.absent, f"no {denied}")
    )


_OF_NO_WEIGHT = frozenset({"care", "documented"})


def _is_stated(pattern: Sieve | None, text: str) -> bool:
    found = pattern.search(text) if pattern else None
    return found is not None and found.end() - found.start() >= _COVERED * len(text)
