"""AGE_MISMATCH: the patient has one age in the summary and another in the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.corpus.wording import NUMBER_WORDS, number_of
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, summary_of

RULE = CheckRule(
    code="AGE_MISMATCH",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact that is a matter of ordinary knowledge",
    remedy="Take the age from the date of birth in the file and correct the other place.",
)
_WHO = (
    r"(?:male|female|man|woman|lady|gentleman|patient|applicant|employee|worker|injured|claimant|individual|person|enrollee|"
    r"former|right|left|hand|obese|disabled|retired|boy|girl|child)"
)
_PATIENT = r"\b(?:patient|applicant|employee|(?:injured )?worker|claimant|enrollee|he|she|who)\b"
AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w/.-])(?P<n>\d{{1,3}}|{NUMBER_WORDS})[\s-]*(?:year|yr)s?[\s-]*old\b(?=[^.;]{{0,30}}?\b{_WHO}\b)",
        rf"{_PATIENT}[^.;]{{0,25}}?\b(?:is|was|of|aged?|at)\s+(?:now\s+)?(?P<n>\d{{1,3}}|{NUMBER_WORDS})[\s-]+years?[\s-]*(?:old|of age)\b",
        rf"\b(?:a|an|this|the)\s+(?P<n>\d{{1,3}}|{NUMBER_WORDS})[\s-]*(?:year|yr)s?[\s-]*old\b(?!\s+(?:injury|study|mri|report|scar|mattress))",
        rf"\bat\s+(?:age\s+)?(?P<n>\d{{2}})\s+years\b|\bat\s+the\s+age\s+of\s+(?P<m>\d{{2}})\b(?=[^.;]*\b{_WHO}\b)",
        r"\b(?:aged|age)\s+(?P<n>\d{2})\b(?=,?\s+(?:who|is|was|has|had|with|and|can|does)\b)",
        rf"\b(?:man|woman|male|female|patient|employee|applicant|worker|person|gentleman|lady)\s+(?:of|aged)\s+(?P<n>\d{{2}}|{NUMBER_WORDS})\b",
    )
)  # fmt: skip
_SIEVE = re.compile(r"\byears?\b|\byrs?\b|\baged?\b|year-?s?\s?old", re.IGNORECASE)
_NOT_NOW = re.compile(
    r"\b(?:over|above|under|older|younger|since|until|when|greater|more|less|than|criteri\w+|risk)\b", re.I
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    told: list[tuple[int | None, str, int]] = [
        (None, sentence, age) for sentence in summary_of(letter) for age in ages_in(sentence)
    ]
    stated = letter.patient.age if letter.patient.age is not None else (told[0][2] if told else None)
    if stated is None:
        return
    shown = next((sentence for _, sentence, age in told if age == stated), f"{stated} years")
    told += [
        (item.n, sentence, age) for item in letter.items for sentence in reasons_of(item) for age in ages_in(sentence)
    ]
    for n, sentence, age in told:
        if age != stated:
            says = f"The patient is {stated} years old in one place and {age} in another."
            yield RULE.finding(says, item=n, quotes=(shown, sentence))


def ages_in(sentence: str) -> tuple[int, ...]:
    """Ages of the patient in whole years, without those of criteria, relatives, things and quoted records."""
    if not _SIEVE.search(sentence):
        return ()
    found: dict[int, int] = {}
    own = re.sub(r'"[^"]*"', lambda quoted: '"' + " " * (len(quoted[0]) - 2) + '"', sentence)
    for pattern in AGES:
        for match in pattern.finditer(own):
            words = match["n"] or (match.groupdict().get("m") or "")
            age = number_of(words)
            before = sentence[max(0, match.start() - 24) : match.start()]
            kin = re.search(
                r"\b(?:son|daughter|wife|husband|mother|father|child|brother|sister)\b[^.,;]{0,14}$", before, re.I
            )
            if age is not None and not kin and not _NOT_NOW.search(before) and 0 < age < 111:
                found.setdefault(match.start("n") if match["n"] else match.start(), age)
    return tuple(dict.fromkeys(found.values()))
