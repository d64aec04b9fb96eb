"""Diagnoses, with the code printed beside them; bare codes by their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from openimr.case import OF_THE_PATIENT, Assertion, Diagnosis, Document, DocumentKind, PartialDate

from ..assertion import assertion_at
from ..lexicon import Lexicon, read_rows, terms_of
from ..passages import Passage, Sentence, sentences

_NO_SOURCE = frozenset({DocumentKind.BILLING, DocumentKind.LAB, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER})
_NAMED = frozenset(
    {
        "assessment",
        "past_history",
        "history",
        "discussion",
        "procedure",
        "",
        "findings",
        "imaging",
        "records",
        "subjective",
    }
)
_CODE = re.compile(
    r"(?<![\w.$/#-])(?P<nine>V\d\d(?:\.\d{1,2})?|[2-9]\d\d\.\s?\d{1,2}|[2-9]\d\d)(?![\w%/-]|\.\d|\s?(?:mg|lb|pounds|feet|ml|kg|cm|mm|ms|days|units|visits|x))"
    r"|(?<![\w.-])(?P<ten>[A-TV-Z]\d[0-9A-Z]\.\s?[0-9A-Z]{1,4}|[FGIJKMS]\d\d)(?![\w.-]*\d-)(?!\w)"
)
_LINE = re.compile(r"\b(?:dx|icd(?:-?\s?(?:9|10))?|diagnos[ei]s|assessment|impression)\b", re.I)


@cache
def _titles() -> Mapping[str, str]:
    return {code: str(row["name"]) for row in read_rows("diagnoses") for code in terms_of(row, "codes")}


@cache
def _names() -> Lexicon[str]:
    return Lexicon((term, str(row["name"])) for row in read_rows("diagnoses") for term in terms_of(row))


def title_of(code: str) -> str | None:
    """The title of an ICD-9-CM or ICD-10-CM code, or of the group it belongs to; None for a code not in the table."""
    for length in range(len(code), 2, -1):
        title = _titles().get(code[:length].rstrip("."))
        if title is not None and (length == len(code) or not _is_whole(code[:length], code)):
            return title
    return None


def _is_whole(group: str, code: str) -> bool:
    """Three digits of an ICD-9 code with decimals are a group only where the table says so (it does)."""
    return group.endswith(".") and len(code) <= 4


def find_diagnoses(passages: Sequence[Passage], document: Document) -> Iterator[Diagnosis]:
    """Coded diagnoses wherever they stand; uncoded ones from assessments and, by known names, from other text."""
    if document.kind in _NO_SOURCE:
        return
    for passage in passages:
        if passage.section in ("family", "allergies", "medications", "review_of_systems"):
            continue
        for sentence in sentences(passage):
            on = passage.date or document.date
            coded = tuple(_coded(sentence, document, on))
            yield from coded
            named = {found.name.lower() for found in coded}
            free: list[Diagnosis] = []
            if passage.section == "assessment":
                free.extend(_items(sentence, on))
            if passage.section in _NAMED and document.kind is not DocumentKind.RFA:
                free.extend(_known(sentence, on))
            yield from (found for found in free if found.name.lower() not in named)


def _coded(sentence: Sentence, document: Document, on: PartialDate | None) -> Iterator[Diagnosis]:
    text = sentence.text
    context = sentence.passage.section == "assessment" or document.kind is DocumentKind.RFA or bool(_LINE.search(text))
    codes = [(match, _clean(match)) for match in _CODE.finditer(text)]
    codes = [(match, code) for match, code in codes if _is_code(code, context)]
    for n, (match, code) in enumerate(codes):
        before = text[codes[n - 1][0].end() if n else 0 : match.start()]
        after = text[match.end() : codes[n + 1][0].start() if n + 1 < len(codes) else len(text)]
        if _family(sentence, match):
            continue
        title, printed = title_of(code), _printed(before, after)
        for name in dict.fromkeys(name for name in (printed, title) if name):
            yield Diagnosis(spans=(sentence.span(),), name=name, code=code, date=on)


def _clean(match: re.Match[str]) -> str:
    return match[0].replace(" ", "").replace("O", "0") if match["nine"] else match[0].replace(" ", "")


def _is_code(code: str, context: bool) -> bool:
    if "." in code:
        return title_of(code) is not None or (context and len(code) > 4 and code[0].isalpha())
    return context and code in _titles()


def _family(sentence: Sentence, match: re.Match[str]) -> bool:
    at = sentence.start + match.start()
    return assertion_at(sentence.passage, at, at + len(match[0])) is Assertion.FAMILY


_EDGE = " \n\t|,.;:-–()[]•*·/="
_NUMBERED = re.compile(r"^\W*(?:\d{1,2}[.)]\s+|[A-Z][.)]\s+|Axis\s+[IV]+:?\s*)")
_LABEL = re.compile(
    r"^\W*(?:dx|diagnos[ei]s|assessments?|impressions?|imp|a|a/p|icd-?\s?(?:9|10)?(?:-cm)?|codes?|primary|secondary|industrial|problems?|conclusions?"
    r"|(?:discharge|final|clinical|working|pre-?op(?:erative)?|post-?op(?:erative)?) diagnos[ei]s)\b\s*[:.]?\s*",
    re.I,
)


def _printed(before: str, after: str) -> str | None:
    """The name beside a code: the cell or words before it, else those after it."""
    ahead = _trim(re.split(r"[;|\n]|(?<=\w)\.\s", before.rstrip(_EDGE))[-1])
    if _is_name(ahead):
        return ahead
    behind = _trim(re.split(r"[;|\n]|\.\s|,\s|\s\d\.\s", after.lstrip(_EDGE))[0])
    return behind if _is_name(behind) else None


_FORM_WORDS = re.compile(
    r"\(?\b(?:required|optional|if known)\)?\s*:?|[‘’'\"]?\s*[\[(]?[CIl1]?CD-?\s?(?:9|10)\W*$", re.I
)


def _trim(words: str) -> str:
    words = _FORM_WORDS.sub("", _NUMBERED.sub("", _LABEL.sub("", _NUMBERED.sub("", words))))
    words = re.sub(r"\bICD-?\s?(?:9|10)?(?:-CM)?\b|^\s*(?:and|with|in)\s", " ", words)
    return " ".join(words.split()).strip(_EDGE)[:140]


_NO_NAME = re.compile(r"^\W*(?:icd\W*)?codes?\b|\brequired\b", re.I)


def _is_name(words: str) -> bool:
    return _NO_NAME.search(words) is None and len(re.findall(r"[A-Za-z]{3,}", words)) >= 1 and len(words.split()) <= 16


_ILLNESS = re.compile(
    r"\b(?:\w+(?:itis|osis|opath(?:y|ies)|algia|emia|plegia|malacia|listhesis|trophy|oma)|sprains?|strains?|tears?|syndromes?|disorders?|disease|fractures?"
    r"|fx|pain|headaches?|migraines?|herniations?|protrusions?|displacement|extrusion|bulges?|contusions?|infection|dysfunction|derangement|rupture"
    r"|instability|depress\w+|anxiety|insomnia|deficits?|weakness|injury|degeneration|impingement|s/p|status post|finger|thumb|dependence|dystonia"
    r"|apnea|hernia|ulcer|lesion|neuroma|cyst|laceration|burn|dislocation|myofascial|PTSD|CRPS|CTS|DDD|HNP|lumbago|sciatica|stress|radicul\w+)\b",
    re.I,
)  # fmt: skip


def _items(sentence: Sentence, on: PartialDate | None) -> Iterator[Diagnosis]:
    """Each listed item of an assessment that names an illness or injury, in its own words."""
    for item in re.split(r"[;|]|\s(?=\d[.)]\s)", sentence.text):
        words = _trim(_CODE.sub(" ", item))
        if not _ILLNESS.search(words) or len(words.split()) > 24:
            continue
        start = sentence.text.find(item)
        if re.match(r"(?:no|without|denies|negative)\b", words, re.I):
            continue
        if assertion_at(sentence.passage, sentence.start + start, sentence.start + start) is Assertion.FAMILY:
            continue
        doubted = re.match(r"(?:rule out|r/o|possible|consider|suspect\w*|question of)\b", words, re.I)
        said = Assertion.HYPOTHETICAL if doubted else Assertion.ASSERTED
        yield Diagnosis(spans=(sentence.span(),), assertion=said, name=words, date=on)


def _known(sentence: Sentence, on: PartialDate | None) -> Iterator[Diagnosis]:
    for hit in _names().find(sentence.text):
        at = sentence.start + hit.start
        said = assertion_at(sentence.passage, at, sentence.start + hit.end)
        if said in OF_THE_PATIENT:
            yield Diagnosis(spans=(sentence.span(),), assertion=said, name=hit.row, date=on)
