"""QUANTITY_MISMATCH: the reasons decide another number, strength or frequency than the item asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import NUMBER, conclusions_of, numbers_in, reasons_of, straighten, to_number

RULE = CheckRule(
    code="QUANTITY_MISMATCH",
    severity="block",
    ground="Labor Code 4610.6(e), (h)(5): the service decided is the service in dispute",
    remedy="Take the quantity from the request for authorization and correct the letter.",
)
UNIT = (
    r"(?:(?:physical|occupational|aquatic|chiropractic|massage|acupuncture|psychotherapy|therapy|treatment|biofeedback|"
    r"cognitive|behavioral|individual|manipulation|post-?operative|office|home|medial|branch|nerve|epidural|steroid|trigger|point|"
    r"full|weekly|supervised|skilled|more|additional|further|such|of the)[\s-]+){0,4}"
    r"(?:visits?|sessions?|treatments?|tablets?|tabs|capsules?|pills?|patches|units?|hours|days|weeks|months|injections?|blocks?|"
    r"(?:day|week|month)s?[\s-]+(?:rental|trial|supply|course|program)|levels?|refills?|boxes|grams?|tubes?|bottles?|syringes?|nights?)"
)
REQUESTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:the|these|those|all|another|further|additional|a further|an additional|of)\s+(?P<n>{NUMBER})\s+(?:additional\s+|more\s+|further\s+)?{UNIT}"
        r"(?:\s+of\s+\w+(?:\s+\w+)?)?\s+"
        r"(?:now\s+|currently\s+|being\s+|that (?:is|are|was|were)\s+(?:now\s+)?|here\s+)?(?:requested|in dispute|sought|asked for|at issue|prescribed)\b",
        rf"\b(?:requested|proposed|disputed|present|current)\s+(?P<n>{NUMBER})\s+(?:additional\s+|more\s+|further\s+)?{UNIT}",
        rf"\brequest(?:s|ed|ing)?\s+(?:is|was|are|were|for|of|asks?)?\s*(?:for|of)?\s*(?:a total of\s+)?(?:an additional\s+|another\s+|a further\s+)?(?P<n>{NUMBER})\s+"
        rf"(?:additional\s+|more\s+|further\s+)?{UNIT}",
        rf"\b(?:another|a further|an additional|a supply of|a quantity of|quantity of)\s+(?P<n>{NUMBER})\s+{UNIT}",
        rf"\b(?P<n>{NUMBER})\s+(?:additional|more|further)\s+{UNIT}\s+(?:are|is|were|was|would|will|cannot|exceed)",
        rf"\b(?P<n>{NUMBER})[\s-]+{UNIT}[^.;]{{0,30}}?\b(?:is|are|was|were)\s+(?:now\s+|being\s+)?(?:requested|asked for|in dispute|sought)\b",
        rf"(?:^|,\s|\band\s)(?P<n>{NUMBER})[\s-]+{UNIT}\s+(?:is|are|exceeds?|goes?|lies?|would\s+(?:exceed|go|be))\s+(?:even\s+|well\s+|still\s+|far\s+)?"
        rf"(?:twice|double|{NUMBER}\s+(?:times|more)|past|beyond|above|over|more|in excess|the full|what)\b",
        rf"\b(?P<n>{NUMBER})\s+refills?\s+(?:would|will|are|is|add|exceed)\b",
        r"#\s?(?P<n>\d+)\b",
    )
)  # fmt: skip
GUIDELINE = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|schedule|recommend\w*|up to|maximum|limit|at most|no more than|initial (?:trial|course)|trial of|"
    r"would (?:have been|be) supported|might be|could be|range|general course|allows?|figure)\b",
    re.IGNORECASE,
)
OFTEN = (
    re.compile(
        rf"\b({NUMBER})\s*(?:x|times|visits?|sessions?|treatments?)\s*(?:a|per|each|/)\s*(?:week|wk)\b", re.IGNORECASE
    ),
    re.compile(rf"\b({NUMBER})\s+hours?\s*(?:a|per|each|/|on)\s*(?:day|{NUMBER}\s+days)\b", re.IGNORECASE),
)
_GIVEN = re.compile(
    r"\b(?:attended|completed|received|had been|were given|previous\w*|prior|earlier|used to|taken"
    r"|walk\w*|exercis\w*|home|gym|swim\w*|takes|uses|drives|seen|works?|smok\w*|pain occurs|flares?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:after|given|in view of|since|because|despite|in spite of|following|beyond|within|at this time|as of)\b",
    re.IGNORECASE,
)
"""What follows these words in a conclusion is a reason, and no part of the request."""
_SIEVE = re.compile(
    r"request|propos|disput|dispute|sought|asked|issue|prescrib|present|current|another|further|additional|supply|quantity|more|#|twice|double"
    r"|times|past|beyond|above|over|excess|full|what|refill",
    re.IGNORECASE,
)
"""Words of which every pattern of REQUESTED needs one."""
STRENGTH = re.compile(r"(?<![\d/.])(\d+(?:\.\d+)?(?:[/-]\d+(?:\.\d+)?)?)\s?(mg|mcg|%)(?!\w)", re.IGNORECASE)


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        yield from _item(item)


def _item(item: LetterItem) -> Iterator[CheckFinding]:
    request = straighten(item.text)
    asked = allowed_numbers(item)
    for sentence in reasons_of(item):
        concluding = sentence in conclusions_of(item)
        strange = [] if not asked else [n for n in _requested(sentence) if n not in asked]
        if concluding and not strange:
            strange = _in_conclusion(item, asked)
        strange = strange or _often(request, sentence)
        if strange:
            says = f'The item asks for "{request}", the reasons speak of {strange[0]:g}.'
            yield RULE.finding(says, item=item.n, quotes=(request, sentence))
            return
    yield from _strength(item, request)


def allowed_numbers(item: LetterItem) -> frozenset[float]:
    """Every number of the item, and what its frequency and duration make; none where the item has no number."""
    said = list(numbers_in(item.text))
    if item.quantity is not None and item.quantity not in said:
        said.append(item.quantity)
    products = {first * second for first, second in combinations(said, 2) if first * second <= 1000}
    return frozenset({*said, *products})


def _requested(sentence: str) -> tuple[float, ...]:
    """Numbers that the sentence says were asked for."""
    found: list[float] = []
    if not numbers_in(sentence) or not _SIEVE.search(sentence):
        return ()
    for pattern in REQUESTED:
        for match in pattern.finditer(sentence):
            before = sentence[max(0, match.start() - 50) : match.start("n")]
            number = to_number(match["n"])
            if number is not None and not GUIDELINE.search(before) and not _denied(sentence, match):
                found.append(number)
    return tuple(found)


def _denied(sentence: str, match: re.Match[str]) -> bool:
    """What was given or approved before, or would have been enough, is no part of the request."""
    around = sentence[max(0, match.start() - 60) : match.end() + 12]
    return bool(
        re.search(
            r"\b(?:previous\w*|already|completed|attended|prior|earlier|first|initial|approved|certified)\b",
            around,
            re.I,
        )
    )


def _often(request: str, sentence: str) -> list[float]:
    """How many a week, or hours a day, where the sentence counts out the request in another way than the item."""
    if GUIDELINE.search(sentence) or _GIVEN.search(sentence):
        return []
    for pattern in OFTEN:
        asked = [to_number(one) for one in pattern.findall(request)]
        said = [to_number(one) for one in pattern.findall(sentence)]
        if len(asked) == 1 and len(said) == 1 and asked != said and said[0] is not None:
            return [said[0]]
    return []


def _in_conclusion(item: LetterItem, asked: frozenset[float]) -> list[float]:
    """Numbers of the closing words that the item does not have."""
    if not asked:
        return []
    said = []
    for words in conclusions_of(item):
        plain = _ASIDE.split(words)[0]
        asked_for = re.findall(r"\brequest\w*\b.*", plain, re.IGNORECASE)
        said += asked_for or ([] if _GIVEN.search(plain) else re.findall(r"^(?:The|This|These)\b.*", plain))
    return [n for words in said for n in numbers_in(re.sub(r"\(.*?\)", " ", words)) if n not in asked and n > 1][:1]


def _strength(item: LetterItem, request: str) -> Iterator[CheckFinding]:
    """The closing words give the drug in another strength."""
    asked = {(number, unit.lower()) for number, unit in STRENGTH.findall(request)}
    for sentence in conclusions_of(item):
        said = {(number, unit.lower()) for number, unit in STRENGTH.findall(sentence)}
        strange = sorted(one for one in said if one not in asked and any(unit == one[1] for _, unit in asked))
        if asked and strange:
            says = f"The item is of {request}, the conclusion of {' '.join(strange[0])}."
            yield RULE.finding(says, item=item.n, quotes=(request, sentence))
