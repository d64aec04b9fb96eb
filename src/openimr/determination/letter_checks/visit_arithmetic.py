"""VISIT_ARITHMETIC: a sum, product or difference that the letter states does not come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, permutations

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import NUMBER, numbers_in, reasons_of, summary_of, to_number

RULE = CheckRule(
    code="VISIT_ARITHMETIC",
    severity="block",
    ground="Labor Code 4610.6(h)(5): a plainly erroneous fact that is a matter of ordinary knowledge",
    remedy="Count again from the records: visits given, visits asked for, and what they make together.",
)
_N = rf"(?P<total>{NUMBER})"
TOTALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:bring|brings|bringing|brought|take|takes|taking|raise|raises|raising)\b[^.;]{{0,40}}?\b(?:to|at)\s+(?:a total of\s+)?{_N}",
        rf"\b(?:total(?:s|ing|ling)?|amount(?:s|ing)?|sum(?:s|ming)?|add(?:s|ing)? up|come|comes|coming|came)\s+(?:up\s+)?(?:to|of)\s+(?:a total of\s+)?{_N}",
        rf"\b(?:make|makes|making|made|give|gives|giving|equal|equals|equaling|yield|yields)\s+(?:up\s+)?(?:a (?:grand )?total of\s+|in all\s+|altogether\s+)?{_N}",
        rf"\bfor a (?:cumulative |grand |combined )?total of\s+{_N}|\ba (?:cumulative |grand |combined )?total of\s+(?P<total2>{NUMBER})",
        rf"{_N}\s+(?:in all|altogether|in total)\b",
        rf"\btotal(?:ing)?\s+{_N}\b|=\s*(?P<total3>\d+)\b|\btotal\s+(?:is|was|would be|will be|becomes)\s+(?P<total4>{NUMBER})",
    )
)  # fmt: skip
ADDING = re.compile(
    r"\b(?:bring\w*|brought|total\w*|altogether|in all|together|sum|adds?|adding|added|plus|another|further|additional|more|with)\b|\+",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:attended|completed|finished|received|had|undergone|given|approved|certified|authorized|previous\w*|prior|already|done|"
    r"participated|used|provided|treated|taken|before|(?:in|after|over|following)\s+(?:the\s+)?(?:first\s+)?\w+\s+(?:visits|sessions|treatments))\b",
    re.IGNORECASE,
)
TIMES = re.compile(
    rf"(?P<a>{NUMBER}|once|twice)\s*(?:times|x|×|visits?|sessions?|days?|hours?|treatments?)?\s*(?:a|per|each|/)\s*(?:week|day|month)\s*"
    rf"(?:for|x|×|over|on|,)?\s*(?P<b>{NUMBER})\s*(?:consecutive\s+)?(?:weeks|days|months)\s*,?\s*(?:\(|or\b|i\.e\.|that is|for a total of|a total of|totaling|totalling|"
    rf"come to|comes to|makes?|equals?|amounts? to|gives?|which is|=)\s*(?:a total of\s*)?(?P<c>{NUMBER})\s*(?:\)|visits?|sessions?|treatments?|hours?|in all|total|$)",
    re.IGNORECASE,
)
RULE_OF = re.compile(
    r"\b(?:guidelines?|MTUS|ODG|ACOEM|schedule|recommend\w*|up to|allows?|supports?|gives)\b", re.IGNORECASE
)
EACH = re.compile(
    rf"(?P<a>{NUMBER})\s+(?:hours?|visits?|sessions?|treatments?|tablets?|units?)\s+(?:a day\s+|daily\s+|each\s+)?(?:on|over|for|in|times)\s+"
    rf"(?P<b>{NUMBER})\s+(?:days|weeks|months)\s+(?:make|makes|come to|comes to|give|gives|equal|equals|amount to|amounts to|total)\s+(?P<c>{NUMBER})",
    re.IGNORECASE,
)
MORE = re.compile(
    rf"(?P<a>{NUMBER})\s+(?:\w+\s+){{1,3}}?(?:is|are|exceeds? it by|would be)\s+(?P<n>{NUMBER})\s+(?:more than|over|above|beyond)\s+the\s+"
    r"(?:maximum|limit|upper|ceiling)",
    re.IGNORECASE,
)
SUM = re.compile(
    r"(?P<a>\d+)\s*(?P<sign>\+|plus|x|×|\*|-|minus)\s*(?P<b>\d+)(?:\s*\+\s*(?P<d>\d+))?\s*(?:=|equals|is|makes)\s*(?P<c>\d+)",
    re.I,
)
ONCE = {"once": 1.0, "twice": 2.0}


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = summary_of(letter)
    yield from _plain(None, summary)
    for item in letter.items:
        yield from _plain(item.n, reasons_of(item))
        yield from _beyond(item)
        yield from _totals(item, summary)


def _plain(n: int | None, sentences: tuple[str, ...]) -> Iterator[CheckFinding]:
    """Sums written as such, and so many a week for so many weeks."""
    for sentence in sentences:
        if len(numbers_in(sentence)) < 2:
            continue
        for found in SUM.finditer(sentence):
            a, b, c, d = (float(found[key] or 0) for key in "abcd")
            right = {"+": a + b + d, "plus": a + b + d, "-": a - b, "minus": a - b}.get(found["sign"].lower(), a * b)
            if right != c:
                yield RULE.finding(f"{found[0]}: this makes {right:g}.", item=n, quotes=(sentence,))
        for found in (*TIMES.finditer(sentence), *EACH.finditer(sentence)):
            each = ONCE.get(found["a"].lower()) or to_number(found["a"]) or 0
            weeks, said = to_number(found["b"]) or 0, to_number(found["c"]) or 0
            if said not in (each * weeks, each, weeks):
                yield RULE.finding(f"{found[0].strip()}: this makes {each * weeks:g}.", item=n, quotes=(sentence,))


def _beyond(item: LetterItem) -> Iterator[CheckFinding]:
    """So many are so many more than the maximum, which the sentences before state."""
    sentences = reasons_of(item)
    for place, sentence in enumerate(sentences):
        if len(numbers_in(sentence)) < 2:
            continue
        for found in MORE.finditer(sentence):
            asked, more = to_number(found["a"]) or 0, to_number(found["n"]) or 0
            stated = {n for one in sentences[max(0, place - 2) : place] for n in numbers_in(one)}
            if stated and asked - more not in stated:
                says = f"{found[0]}: {asked:g} less {more:g} is {asked - more:g}, which is no limit stated."
                yield RULE.finding(says, item=item.n, quotes=(*sentences[max(0, place - 1) : place], sentence))


def _totals(item: LetterItem, summary: tuple[str, ...]) -> Iterator[CheckFinding]:
    """Totals of what was given and what is asked for."""
    sentences = reasons_of(item)
    counts = [n for one in summary if GIVEN.search(one) or re.search(r"visits|sessions", one) for n in numbers_in(one)]
    for place, sentence in enumerate(sentences):
        if not numbers_in(sentence) or not ADDING.search(sentence):
            continue
        total, _ = total_in(sentence)
        if total is None or SUM.search(sentence):
            continue
        here = _without(numbers_in(sentence), total)
        earlier = sentences[max(0, place - 2) : place]
        before = [n for one in earlier if GIVEN.search(one) or not RULE_OF.search(one) for n in numbers_in(one)]
        parts = here if len(here) > 1 else [*here, *before]
        if not GIVEN.search(" ".join(sentences[max(0, place - 2) : place + 1])) or not [n for n in parts if n > 1]:
            continue
        asked = [] if item.quantity is None else [item.quantity]
        if (
            total in _reachable(parts, products=True)
            if len(here) > 1
            else total in _reachable([*parts, *sorted({*asked, *counts} - set(parts))], products=False)
        ):
            continue
        yield RULE.finding(
            f"The total of {total:g} does not follow from the numbers stated ({', '.join(f'{n:g}' for n in parts)}).",
            item=item.n,
            quotes=(*(one for one in sentences[max(0, place - 1) : place] if len(here) < 2), sentence),
        )


def _without(numbers: tuple[float, ...], total: float) -> list[float]:
    """The numbers without the last mention of the total."""
    kept = list(numbers)
    if total in kept:
        kept.reverse()
        kept.remove(total)
        kept.reverse()
    return kept


def total_in(sentence: str) -> tuple[float | None, str]:
    """The number that a sentence calls a total, with its words; that of a guideline is none."""
    for pattern in TOTALS:
        for found in pattern.finditer(sentence):
            words = next((found[key] for key in found.groupdict() if found[key]), "")
            before = sentence[max(0, found.start() - 60) : found.start()]
            after = sentence[found.end() : found.end() + 14]
            if re.match(r"\s*(?:participants|patients|subjects|studies|trials)", after, re.I):
                continue
            if re.search(
                r"\b(?:guidelines?|MTUS|ODG|schedule|recommend\w*|allow\w*|up to|maximum|supports?)\b", before, re.I
            ):
                continue
            number = to_number(words)
            if number is not None and number >= 2:
                return number, found[0]
    return None, ""


def _reachable(numbers: list[float], *, products: bool) -> frozenset[float]:
    """What two or three of the numbers, each used once, make by adding or taking away; products: by multiplying too."""
    some = numbers[:20]
    made = {a + b for a, b in combinations(some, 2)} | {abs(b - a) for a, b in combinations(some, 2)}
    made |= {a + b + c for a, b, c in combinations(some, 3)}
    if products:
        made |= {a * b for a, b in combinations(some, 2)} | {a * b * c for a, b, c in combinations(some, 3)}
        made |= {a * b + c for a, b, c in permutations(some, 3)}
    return frozenset(made)
