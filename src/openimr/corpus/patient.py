"""Age and sex of the patient, from the first sentences that give them."""

from __future__ import annotations

import re

from openimr.case import Span

from .determination import LetterPatient
from .letter_text import LetterText
from .wording import NUMBER_WORDS, number_of

_YEARS = r"[\s-]*(?:year|yr)s?\.?[\s-]*(?:old|of\s*age)"
_AGE = re.compile(
    rf"(?<![\d.])(?P<a>\d{{1,3}})(?i:{_YEARS}|[\s-]*y\s?[./]?\s?o\b|[\s-]*y/?o\b)"
    rf"|\b[Aa](?i:ged?\s*(?:of\s*|is\s*|was\s*|:\s*)?(?P<c>\d{{1,3}})\b(?!\s*(?:-|to)\s*\d)(?!\s*(?:months?|weeks?|days?)))"
)
_AGE_IN_WORDS = re.compile(rf"(?<![A-Za-z])(?P<b>{NUMBER_WORDS}){_YEARS}", re.IGNORECASE)
_NOT_NOW = re.compile(
    r"(?:\bsince|\bfrom|\bat|\bby|\buntil|\bover|\bunder|\bbelow|\babove|\bbefore|\bafter|\bthan|\bwhen\s*(?:s?he|they)\s*(?:was|were))\s*(?:the\s*)?$"
    r"|(?:\bhis|\bher|\btheir)\s*$|\b(?:ages?|aged)\s*\d+\s*(?:to|-|and)\s*$",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:patients|adults|children|persons|people|individuals|women|men)\b[^.]{0,20}$", re.IGNORECASE
)
_MALE, _FEMALE = "male", "female"
_NOUN = {
    "male": _MALE, "man": _MALE, "gentleman": _MALE, "boy": _MALE,
    "female": _FEMALE, "woman": _FEMALE, "lady": _FEMALE, "girl": _FEMALE,
}  # fmt: skip
_SEX_NOUN = "gentleman|female|woman|lady|girl|male|man|boy"
_AFTER_AGE = re.compile(
    rf"^[\s,-]*(?:[\w-]+[\s,-]+){{0,5}}?(?P<sex>{_SEX_NOUN})(?![a-z])|^[\s,-]*(?P<glued>female|male|woman|man)(?=[a-z])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b(?:patient|worker|applicant|claimant|enrollee|employee|member|petitioner|insured|appellant|(?:this|case)\s*(?:is|of|involves|concerns))[\s,]*"
    rf"(?:(?:is|was|of|with|involves|concerns)\s*)?(?:an?\s*)?(?:[\w-]+[\s,]+){{0,5}}?(?P<a>{_SEX_NOUN})(?![a-z])"
    rf"|\b(?P<b>{_SEX_NOUN})\s*(?:patient|worker|enrollee|applicant|claimant|employee|member|child|adolescent|infant)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![/\w])(?P<m>he|him|his|himself)(?![/\w])|(?<![/\w])(?P<f>she|her|hers|herself)(?![/\w])", re.IGNORECASE
)
_WORDS = re.compile(
    r"\b(?:is|was|an?|this|of|the)\s*(?P<words>elderly|adult|adolescent|middle[- ]aged|minor|infant|teenager|pediatric|young\s*adult)\b"
    r"|\b(?P<months>(?:\d{1,2}|[a-z]+)[\s-]*(?:month|week|day)s?[\s-]*old)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\b(?:age\s*range|ages?)\s*:?\s*(?P<range>\d{1,2}\s*(?:-|to|–)\s*\d{1,2}|\d{1,2}\s*\+)", re.IGNORECASE
)
_OLDEST = 115


def read_patient(letter: LetterText, start: int, end: int) -> LetterPatient:
    """What text[start:end] (the summary, then the reasons) says of the patient's age and sex."""
    text = letter.text
    spans: list[Span] = []
    age_at = _age(text, start, end)
    age = None
    if age_at is not None:
        age = _years(age_at)
        spans.extend(letter.spans(age_at.start(), age_at.end()))
    sex, sex_at, source = _sex(text, start, end, age_at)
    if sex_at is not None:
        spans.extend(letter.spans(*sex_at))
    return LetterPatient(
        age=age,
        sex=sex,
        sex_from=source,
        age_words=None if age is not None else _age_words(text, start, end),
        spans=tuple(spans),
    )


def _age(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first age in figures; failing that, in words."""
    for pattern in (_AGE, _AGE_IN_WORDS):
        for match in pattern.finditer(text, start, end):
            years = _years(match)
            before = text[max(start, match.start() - 40) : match.start()]
            if years is None or years > _OLDEST or _NOT_NOW.search(before) or _GENERAL.search(before):
                continue
            return match
    return None


def _years(match: re.Match[str]) -> int | None:
    found = match.groupdict()
    return number_of(found.get("a") or found.get("b") or found.get("c") or "")


_Sex = tuple[str | None, tuple[int, int] | None, str | None]


def _sex(text: str, start: int, end: int, age: re.Match[str] | None) -> _Sex:
    if age is not None:
        noun = _AFTER_AGE.match(text[age.end() : age.end() + 90].split(".", maxsplit=1)[0])
        if noun:
            group = "sex" if noun["sex"] else "glued"
            at = (age.end() + noun.start(group), age.end() + noun.end(group))
            return _NOUN[noun[group].lower()], at, "noun"
    named = _SUBJECT.search(text, start, end)
    if named:
        group = "a" if named["a"] else "b"
        return _NOUN[named[group].lower()], named.span(group), "noun"
    return _by_pronouns(text, start, end)


def _by_pronouns(text: str, start: int, end: int) -> _Sex:
    """The sex of most pronouns; none where they balance."""
    first: dict[str, tuple[int, int]] = {}
    counts = {_MALE: 0, _FEMALE: 0}
    for match in _PRONOUN.finditer(text, start, end):
        sex = _MALE if match["m"] else _FEMALE
        counts[sex] += 1
        first.setdefault(sex, match.span())
    if counts[_MALE] == counts[_FEMALE]:
        return None, None, None
    sex = _MALE if counts[_MALE] > counts[_FEMALE] else _FEMALE
    return sex, first[sex], "pronoun"


def _age_words(text: str, start: int, end: int) -> str | None:
    ranged = _RANGE.search(text, start, end)
    if ranged:
        return ranged["range"]
    match = _WORDS.search(text, start, end)
    return (match["words"] or match["months"]).lower() if match else None
