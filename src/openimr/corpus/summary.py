"""The main facts of a clinical summary: diagnoses, operations, treatment given, medications, imaging, tests.

A summary is one page of plain sentences, so what counts is said in few ways. What is denied, planned or asked for is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from openimr.records.facts.drugs import drugs_in
from openimr.records.lexicon import Lexicon

from .day_words import DAY, day_of
from .determination import SummaryFact
from .letter_lexicon import load
from .letter_text import LetterText
from .wording import NUMBER_WORDS, fold, number_of

_STOP = re.compile(r"[.!?](?<!\bDr.)(?<!\bMr.)(?<!\bMs.)(?<!\bNo.)(?<!\b[A-Z].)[”\"]?(?=\s+[“\"A-Z0-9])")
_NOT = re.compile(
    r"\b(?:no|not|never|denie[sd]|without|neither|nor|before\s*considering)\b[^.;]{0,60}$|\b(?:request(?:s|ed|ing)?|recommend\w*|plan(?:s|ned)?|refill|consider\w*|authoriz\w+|deni(?:ed|al)|failed\s*to\s*approve)\b[^.;]{0,90}$",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"(?:\s*(?:sodium|hydrochloride|HCl|potassium|ER|XR|SR|IR|EC|DR|CR))*\s*-?\s*\d+(?:\.\d+)?(?:\s?[/-]\s?\d+)?\s*(?:mg|mcg|%|g\b)",
    re.IGNORECASE,
)
_DIAGNOSED = re.compile(
    r"\b(?:diagnos(?:is|es|ed)\b[^.:;]{0,45}?(?:\b(?:includ(?:e[ds]?|ing)|with|are|is|was|were|as|of|for)\b|:)|(?:undergoing\s*treatment|treated)\s*for\b"
    r"|impressions?\s*(?:included|was|were|of|:)|assessment\s*(?:included|was|of|:)|(?:filed\s*a\s*)?claim\s*for\b)\s*(?::\s*)?(?P<list>[^.;]{4,400})",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:\s*(?:and|noted\s*to\s*include|to\s*include|including|include[sd]?|the|a|an|possible|of|as|with|for)\b)+\s*|^\d+[.)]\s*",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:\b(?:reportedly|which|who|that|after|since|and\s*treatment|for\s*which)\b.*)$", re.IGNORECASE | re.DOTALL
)
_JOINT = re.compile(
    r"\s*,\s*(?:and\s+)?(?!single|recurrent|moderate|severe|mild|unspecified|without|with\b|not\b|initial|subsequent)|\s+and\s+|\s*;\s*",
    re.IGNORECASE,
)
_COURSE = (
    r"(?:physical|physio|occupational|aquatic|hand|massage|cognitive[\s-]*behaviou?ral|behaviou?ral|pool|water|land[\s-]*based|group|individual)\s*therapy"
    r"|physiotherapy|chiropractic(?:\s*(?:care|treatment|manipulation|therapy))?|acupuncture|psychotherapy|biofeedback|work\s*(?:hardening|conditioning)"
    r"|massage|CBT|PT|home\s*exercise|functional\s*restoration|psychological\s*(?:treatment|counseling)|counseling"
)
_N = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
_TREATED = re.compile(
    rf"\b(?P<n>{_N})\s*(?:completed\s*|prior\s*|previous\s*|weekly\s*|postoperative\s*)?(?:(?:sessions?|visits?|treatments?|weeks|days)\s*of\s*(?:post[\s-]?operative\s*)?(?:{_COURSE})"
    rf"|(?:{_COURSE})\s*(?:sessions?|visits?|treatments?))",
    re.IGNORECASE,
)
_COURSE_WORDS = ("ession", "isit", "reatment", "weeks", "days")
_IMAGE = re.compile(
    r"\b(?:repeat\s*)?(?:MRIs?|MRA|MR\s*arthrograms?|CT(?:\s*scans?)?|computed\s*tomography|magnetic\s*resonance\s*imaging|x-?rays?|radiographs?|ultrasound|bone\s*scan|myelogram|EMG/NC[SV]|EMG|NC[SV]|electrodiagnostic\s*stud(?:y|ies)|electromyography|arthrogram)\b"
    r"(?:\s*(?:scan|study|studies|report))?(?:\s*of\s*(?:the\s*|both\s*|his\s*|her\s*)?[\w/-]+(?:\s+(?:spine|shoulder|knee|hip|wrist|hand|elbow|ankle|foot|back|extremit(?:y|ies)|lower\s*extremit(?:y|ies)|upper\s*extremit(?:y|ies))){0,2})?",
    re.IGNORECASE,
)
_TEST = re.compile(
    r"\b(?:urine\s*(?:drug|toxicology)\s*(?:screen(?:ing|s)?|tests?|testing)|UDS|CURES\s*report|psychological\s*(?:evaluation|testing)|functional\s*capacity\s*evaluation|sleep\s*study|blood\s*tests?|laboratory\s*(?:tests?|studies)|Beck\s*Depression\s*Inventory|nerve\s*conduction\s*stud(?:y|ies)|multidisciplinary\s*evaluation)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:underwent|undergone|perform(?:ed)?|done|took\s*place|status\s*post|s/p|history|had|has\s*had|received|given|followed\s*by|treated\s*with|completed|included?|surger(?:y|ies)|surgical)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?:a|an|left|right|bilateral|both|lumbar|cervical|thoracic|lumbosacral|posterior|anterior|total|partial|arthroscopic|open|repeat|transforaminal|interlaminar|revision|subacromial|intra-?articular|first|second|two|three|knee|shoulder|hip|wrist|ankle|elbow|carpal|tunnel|[CTLS]\d(?:-[CTLS]?\d)?)\s+)+$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:\s*(?:steroid\s*)?(?:injections?|surgery|release|repair|fusion))?(?:\s*(?:at|from|of|to|in(?:to)?|on|under\s*anesthesia\s*of)\s*(?:the\s*)?(?:(?:left|right|bilateral|both)\s*)?(?:[CTLS]\d{1,2}\s?-\s?[CTLS]?\d{1,2}|knees?|shoulders?|hips?|wrists?|lumbar\s*spine|cervical\s*spine|ankles?|elbows?|hands?)|\s*[CTLS]\d{1,2}\s?-\s?[CTLS]?\d{1,2})*",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\b[CTLS]\d{1,2}\s?-\s?[CTLS]?\d{1,2}\b")
_SIDE = re.compile(r"\b(left|right|bilateral|both)\b", re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_ARTICLE = re.compile(r"an?\s+", re.IGNORECASE)
_MOST_WORDS = 12
_NO_DIAGNOSIS = re.compile(
    rf"^.{{0,3}}$|{DAY}|^\W*\d|^\[|^treatment\b|^home\b|\bfinished\b|\b(?:visits?|sessions?|mg)\b|^(?:his|her|it|he|she|there)\b",
    re.IGNORECASE,
)
_NO_PROCEDURE = re.compile(r"RFA\s*(?:form|dated|received|was|for\b)", re.IGNORECASE)


def read_summary_facts(letter: LetterText, start: int, end: int) -> tuple[SummaryFact, ...]:
    """The facts of text[start:end], each once, in the order of the text."""
    found: dict[tuple[str, str], tuple[int, SummaryFact]] = {}
    at = start
    while at < end:
        stop = _STOP.search(letter.text, at, end)
        sentence_end = stop.end() if stop else end
        for place, fact in _facts(letter, at, sentence_end):
            found.setdefault((fact.type, fact.value.lower()), (place, fact))
        at = max(sentence_end, at + 1)
    return tuple(fact for _, fact in sorted(found.values(), key=lambda one: one[0]))


_Found = tuple[int, SummaryFact]


def _facts(letter: LetterText, start: int, end: int) -> Iterator[_Found]:
    sentence = letter.text[start:end]
    yield from _diagnoses(letter, sentence, start)
    yield from _courses(letter, sentence, start)
    yield from _studies(letter, sentence, start, _IMAGE, "imaging")
    yield from _studies(letter, sentence, start, _TEST, "test")
    yield from _procedures(letter, sentence, start)
    yield from _medications(letter, sentence, start)


def _fact(
    letter: LetterText, kind: str, at: tuple[int, int], sentence: str, offset: int, count: int | None = None
) -> _Found:
    """The words at `at` of a sentence that begins at `offset`, with the side, level and day that stand by them."""
    value = fold(sentence[slice(*at)])
    side = _SIDE.search(value)
    level = _LEVEL.search(value) or (_LEVEL.search(sentence, at[1]) if kind == "imaging" else None)
    day = _day_by(sentence, at) if kind in ("procedure", "imaging", "test") else None
    spans = letter.spans(offset + at[0], offset + at[1])
    named = side[1].lower().replace("both", "bilateral") if side else None
    return offset + at[0], SummaryFact(
        type=kind,
        value=value,
        side=named,
        level=fold(level[0]).replace(" ", "") if level else None,
        date=day,
        count=count,
        spans=spans,
    )


def _day_by(sentence: str, at: tuple[int, int]) -> date | None:
    """The day after the words in their part of the sentence, else the only day of the sentence."""
    for match in _DAY.finditer(sentence, at[1]):
        between = sentence[at[1] : match.start()]
        if len(between) < 60 and not re.search(r";|\bfollowed\b", between):
            return day_of(match[0])
    days = _DAY.findall(sentence)
    return day_of(days[0]) if len(days) == 1 and sentence.find(days[0]) < at[0] else None


def _denied(sentence: str, at: int) -> bool:
    return bool(_NOT.search(sentence[max(0, at - 110) : at]))


def _diagnoses(letter: LetterText, sentence: str, offset: int) -> Iterator[_Found]:
    for match in _DIAGNOSED.finditer(sentence):
        low, high = match.span("list")
        at = low
        for joint in [*_JOINT.finditer(sentence, low, high), None]:
            stop = joint.start() if joint else high
            if joint is not None and re.search(r"\bmixed\s+\w+$|\bboth\s+\w+$", sentence[at:stop], re.IGNORECASE):
                continue
            lead = _LEADS.match(sentence[at:stop])
            first = at + (lead.end() if lead else 0)
            words = _ENDS.sub("", sentence[first:stop]).rstrip(" ,)")
            if len(words.split()) <= _MOST_WORDS and not _NO_DIAGNOSIS.search(words):
                yield _fact(letter, "diagnosis", (first, first + len(words)), sentence, offset)
            at = joint.end() if joint else high


def _courses(letter: LetterText, sentence: str, offset: int) -> Iterator[_Found]:
    if not any(word in sentence for word in _COURSE_WORDS):
        return
    for match in _TREATED.finditer(sentence):
        if not _denied(sentence, match.start()):
            yield _fact(letter, "prior_treatment", match.span(), sentence, offset, number_of(match["n"]))


def _studies(letter: LetterText, sentence: str, offset: int, says: re.Pattern[str], kind: str) -> Iterator[_Found]:
    for match in says.finditer(sentence):
        if not _denied(sentence, match.start()):
            yield _fact(letter, kind, match.span(), sentence, offset)


def _procedures(letter: LetterText, sentence: str, offset: int) -> Iterator[_Found]:
    if not _DONE.search(sentence):
        return
    for hit in _procedure_names().find(sentence):
        if _denied(sentence, hit.start) or _NO_PROCEDURE.match(sentence, hit.start):
            continue
        before = _BEFORE.search(sentence[: hit.start])
        low = before.start() if before else hit.start
        article = _ARTICLE.match(sentence, low)
        low = article.end() if article else low
        after = _AFTER.match(sentence[hit.end :])
        yield _fact(letter, "procedure", (low, hit.end + (after.end() if after else 0)), sentence, offset)


def _medications(letter: LetterText, sentence: str, offset: int) -> Iterator[_Found]:
    for phrase in drugs_in(sentence):
        if _denied(sentence, phrase.start):
            continue
        strength = _STRENGTH.match(sentence, phrase.end)
        yield _fact(letter, "medication", (phrase.start, strength.end() if strength else phrase.end), sentence, offset)


@cache
def _procedure_names() -> Lexicon[str]:
    rows = TypeAdapter(tuple[dict[str, object], ...]).validate_python(load("procedures.yaml")["rows"])
    return Lexicon((term.strip(), str(row["name"])) for row in rows for term in str(row["terms"]).split(","))
