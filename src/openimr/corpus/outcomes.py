"""Words that decide: upheld, overturned, in part; (not) medically necessary; (not) likely to be more beneficial."""

from __future__ import annotations

import re

from .determination import Outcome
from .wording import fold

DECISION = (
    r"(?:partial(?:ly)?[\s/-]*|in\s*part\s*)?"
    r"(?:up\s?held|uphold|over\s?turn(?:ed)?|reversed?|affirmed?|modified|denied|approved)"
    r"(?:\s*(?:in|[-,])\s*(?:part|whole)|\s*\(\s*(?:dis)?agree[^)]*\))?"
)
"""One deciding word with what limits it; a pattern without groups, case ignored."""

_PARTLY = re.compile(r"partial|in\s*part|modified", re.IGNORECASE)
_UPHELD = re.compile(r"up\s?held|uphold|affirm|denied", re.IGNORECASE)
_OVERTURNED = re.compile(r"over\s?turn|revers|approved", re.IGNORECASE)

_WORD_NECESSARY = re.compile(
    r"medical(?:ly)?\s*(?:(?:reasonable|appropriate|indicated)\s*(?:and|,)\s*)?(?:necessary|necessity|appropriate|indicated)",
    re.I,
)
_NEGATED = re.compile(
    r"(?:(?:\b|(?<=is)|(?<=are)|(?<=was)|(?<=were))not|n['’]t|\bnever|\bneither|\bnor|\bno\s*longer|\bcannot\s*be|\bfails?\s*to\s*(?:be|meet|establish)|\blacks?)"
    r"\s*(?:[\w-]+[\s,]+){0,3}$",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:none|neither)\b(?:\s+(?:of|the|these|those|them|requested|associated|[\w-]+)){0,8}\s+(?:is|are|was|were|be)\s*$",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"^\W*(?:[\w'’/-]+\s+){0,10}?(?:(?:is|was|has|have|are|were)\s*(?:also\s*)?not\b|cannot\b|not\s*(?:been\s*)?(?:established|supported|"
    r"substantiated|demonstrated|shown|documented|met))",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:whether|if|would|should|could|may|might|until|unless|stat(?:es?|ed)|argu\w+|claim\w*\s*that)\b", re.I
)
_TAIL = 700
_PART_WORDS = re.compile(
    r"\b(?:partially|in\s*part)\s*medically\s*necessary|medically\s*necessary\s*in\s*part"
    r"|\b(?:modified|partial)\s*certification\b",
    re.IGNORECASE,
)

_BENEFIT = re.compile(
    r"(?P<not>not\s*(?:\w+\s*){0,4}?|un)?likely\s*to\s*(?:be|have\s*been)\s*(?:\w+\s*){0,2}?"
    r"(?:more\s*(?:beneficial|effective|efficacious)|superior|safer|of\s*(?:greater|more)\s*benefit|as\s*(?:beneficial|effective)|beneficial)",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"insufficient\s*(?:[\w-]+\s*){0,4}?evidence|not\s*(?:the\s*)?(?:standard\s*of\s*care|supported|indicated|warranted|established)"
    r"|not\s*(?:and\s*are\s*not\s*)?likely\s*to|fails?\s*to\s*(?:demonstrate|support|show|establish)"
    r"|(?:did|does|do)\s*not\s*(?:meet|support|require)",
    re.IGNORECASE,
)
_SUPPORTED = re.compile(
    r"(?:is|are|was|were)\s*(?:the\s*)?(?:standard\s*of\s*care|medically\s*(?:appropriate|indicated|necessary)|clearly\s*indicated)"
    r"|sufficient\s*support|(?:is|are|was|were)\s*(?:well\s*)?(?:supported|indicated|warranted)\b",
    re.IGNORECASE,
)


def outcome_of(words: str) -> Outcome | None:
    """What deciding words decide: "Upheld", "overturned in whole", "Partially Overturned", "REVERSED"."""
    if _PARTLY.search(words):
        return Outcome.PARTLY
    if _UPHELD.search(words):
        return Outcome.UPHELD
    return Outcome.OVERTURNED if _OVERTURNED.search(words) else None


def necessity(text: str, start: int, end: int) -> Outcome:
    """What "medically necessary" at text[start:end] says, with the words around it."""
    before = text[max(0, start - 60) : start]
    if (
        _NEGATED.search(before)
        or _NONE.search(before)
        or _NEGATED_AFTER.match(text[end : end + 90].split(".", maxsplit=1)[0])
    ):
        return Outcome.UPHELD
    return Outcome.OVERTURNED


def conclusion_of(reasons: str) -> tuple[Outcome, str] | None:
    """The last statement of medical necessity in the reasons and its sentence; None where they end without one."""
    tail_at = max(0, len(reasons) - _TAIL)
    found = None
    for match in _WORD_NECESSARY.finditer(reasons, tail_at):
        sentence = sentence_around(reasons, match.start())
        before = reasons[sentence[0] : match.start()]
        if _UNSURE.search(before):
            continue
        said = fold(reasons[sentence[0] : sentence[1]])
        partly = _PART_WORDS.search(said)
        found = (Outcome.PARTLY if partly else necessity(reasons, match.start(), match.end()), said)
    return found


def inferred_of(reasons: str) -> tuple[Outcome, str] | None:
    """The decision that the reasons imply where no word decides; None where they do not lean. The last lean counts."""
    text = fold(reasons)
    lean: tuple[int, Outcome] | None = None
    for match in _BENEFIT.finditer(text):
        negative = match["not"] or re.search(
            r"\bnot\s*(?:\w+\s*){0,4}$", text[max(0, match.start() - 30) : match.start()]
        )
        lean = (match.start(), Outcome.UPHELD if negative else Outcome.OVERTURNED)
    if lean is None:
        stated = conclusion_of(text)
        if stated:
            return stated
        lean = _last_lean(text)
    if lean is None:
        return None
    start, end = sentence_around(text, lean[0])
    return lean[1], text[start:end]


def _last_lean(text: str) -> tuple[int, Outcome] | None:
    against = [(match.start(), Outcome.UPHELD) for match in _LACKING.finditer(text)]
    taken = {at for at, _ in against}
    in_favor = [
        (match.start(), Outcome.OVERTURNED)
        for match in _SUPPORTED.finditer(text)
        if not any(abs(match.start() - at) < 12 for at in taken)
    ]
    return max(against + in_favor, key=lambda one: one[0], default=None)


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence that holds text[at]."""
    start = max((match.end() for match in _STOP.finditer(text, max(0, at - 900), at)), default=max(0, at - 900))
    stop = _STOP.search(text, at)
    return start, stop.end() if stop else len(text)


_STOP = re.compile(
    r"[.!?](?<!\bDr.)(?<!\bMr.)(?<!\bMs.)(?<!\bNo.)(?<!\bvs.)(?<!\bal.)(?<!\b[A-Z].)[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])"
)
