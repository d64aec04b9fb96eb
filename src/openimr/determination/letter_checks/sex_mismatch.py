"""SEX_MISMATCH: the patient changes sex between summary and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, summary_of

RULE = CheckRule(
    code="SEX_MISMATCH",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact that is a matter of ordinary knowledge",
    remedy="Make sure that the reasons are of this patient, then correct the word.",
)
NOUNS = {
    "male": re.compile(r"(?<![\w-])(?:male|man|gentleman|boy)\b(?!\s+(?:pattern|partner))", re.IGNORECASE),
    "female": re.compile(r"(?<![\w-])(?:female|woman|lady|girl)\b", re.IGNORECASE),
}
PRONOUNS = {
    "male": re.compile(r"(?<![\w/])(?:he|him|his|himself)\b(?!/)", re.IGNORECASE),
    "female": re.compile(r"(?<![\w/])(?:she|her|hers|herself)\b(?!/)", re.IGNORECASE),
}
OTHERS = re.compile(
    r"\b(?:surgeon|physician|provider|doctor|Dr|therapist|psychologist|psychiatrist|chiropractor|acupuncturist|specialist|"
    r"reviewer|manager|nurse|adjuster|husband|wife|son|daughter|mother|father|brother|sister|spouse|partner|friend|examiner|"
    r"evaluator|practitioner|attorney|podiatrist|neurologist)\b",
    re.IGNORECASE,
)
"""Somebody else of whom a pronoun may speak."""
OPPOSITE = {"male": "female", "female": "male"}


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = summary_of(letter)
    sex = letter.patient.sex or sex_of(summary)
    if sex not in OPPOSITE:
        return
    yield from _find(None, summary, sex, summary)
    for item in letter.items:
        yield from _find(item.n, reasons_of(item), sex, summary)


def sex_of(sentences: tuple[str, ...]) -> str | None:
    """By the first noun, else by the pronouns that prevail; None where neither says."""
    text = " ".join(sentences)
    nouns = sorted((match.start(), sex) for sex, pattern in NOUNS.items() for match in pattern.finditer(text))
    if nouns:
        return nouns[0][1]
    counts = {sex: len(pattern.findall(text)) for sex, pattern in PRONOUNS.items()}
    if counts["male"] == counts["female"]:
        return None
    return max(counts, key=lambda one: counts[one])


def _find(n: int | None, sentences: tuple[str, ...], sex: str, summary: tuple[str, ...]) -> Iterator[CheckFinding]:
    other = OPPOSITE[sex]
    right = any(PRONOUNS[sex].search(one) or NOUNS[sex].search(one) for one in sentences)
    for place, sentence in enumerate(sentences):
        noun = NOUNS[other].search(sentence)
        pronoun = PRONOUNS[other].search(sentence)
        before = sentence[: pronoun.start()] if pronoun else sentence
        person = OTHERS.search(" ".join((*sentences[max(0, place - 1) : place], before)))
        if noun and not NOUNS[sex].search(sentence) and not OTHERS.search(sentence) and _of_patient(sentence, noun):
            words = noun[0]
        elif pronoun and not person and not PRONOUNS[sex].search(sentence) and (n is not None or not right or place):
            words = pronoun[0]
        else:
            continue
        shown = next((one for one in summary if NOUNS[sex].search(one) or PRONOUNS[sex].search(one)), sex)
        says = f'The patient is {sex} elsewhere, and "{words}" here.'
        yield RULE.finding(says, item=n, quotes=(shown, sentence))


def _of_patient(sentence: str, noun: re.Match[str]) -> bool:
    """A noun that names the patient, and not a group of which a guideline or a study speaks."""
    before = sentence[max(0, noun.start() - 40) : noun.start()]
    return bool(
        re.search(r"\b(?:an?|the|this|old|aged|injured|former)[\s,-]+(?:[\w-]+[\s,-]+){0,3}$", before, re.IGNORECASE)
    )
