"""SIDE_MISMATCH: the item is of one side, the reasons speak of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination, LetterItem
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import conclusions_of, numbers_in, reasons_of, split_sentences, straighten, summary_of
from .sides import Sided, lone_sides, parts_in, sided_in

RULE = CheckRule(
    code="SIDE_MISMATCH",
    severity="block",
    ground="Labor Code 4610.6(h)(5); compare Heath (2016), a determination set aside for the wrong part of the body",
    remedy="Check the side in the request for authorization, the examination and the imaging, and correct the letter.",
)
EARLIER = re.compile(
    r"\b(?:contralateral|other|opposite|uninjured|unaffected|normal|compar\w+|previous\w*|earlier|prior|past|history|underwent|"
    r"had (?:a|the|undergone)|in (?:19|20)\d\d|same operation|years? ago|did well|compensat\w+|antalgic|radiat\w+|also|dominant|before)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells of the other side, and not of the one in dispute."""
OTHER = {"left": "right", "right": "left"}


def check(letter: Determination) -> Iterator[CheckFinding]:
    summary = " ".join(summary_of(letter))
    told = sided_in(summary)
    for item in letter.items:
        yield from _item(item, summary, told)


def _item(item: LetterItem, summary: str, told: tuple[Sided, ...]) -> Iterator[CheckFinding]:
    request = straighten(item.text)
    asked = _asked(request, told)
    if asked is None:
        return
    side, parts, shown = asked
    wrong = OTHER[side]
    known = {one.part for one in told if one.side == wrong}
    for sentence in reasons_of(item):
        concluding = sentence in conclusions_of(item) or bool(re.search(r"\brequest(?:ed)?\b", sentence, re.I))
        for one in sided_in(sentence):
            if one.side != wrong or one.part not in parts:
                continue
            told_so = one.part in known and not (concluding and not _has(sentence, side))
            if (told_so or EARLIER.search(sentence)) and not _swaps(sentence, side, one, summary):
                continue
            yield RULE.finding(
                f"The item is of the {side} side ({shown}), the reasons speak of the {one.words}.",
                item=item.n,
                quotes=(request, sentence),
            )
            return
    if lone_sides(request) == {side} and side not in lone_sides(summary):
        other = next(
            (one for one in told if one.part in parts and not EARLIER.search(_sentence_of(one, summary))), None
        )
        if other is not None:
            says = f"The item is of the {side} side, the summary knows only the {other.words}."
            yield RULE.finding(says, item=item.n, quotes=(request, _sentence_of(other, summary)))


def _sentence_of(one: Sided, summary: str) -> str:
    """The sentence of the summary that names a side."""
    return next((said for said in split_sentences(summary) if one.words in said), one.words)


def _swaps(sentence: str, side: str, one: Sided, summary: str) -> bool:
    """The sentence gives the other side a number that the summary gives to the side in dispute."""
    if _has(sentence, side):
        return False
    told: dict[str, set[float]] = {side: set(), one.side: set()}
    for clause in re.split(r"[;.](?:\s|$)", summary):
        sides = {found.side for found in sided_in(clause) if found.part == one.part}
        if len(sides) == 1:
            told[next(iter(sides))].update(numbers_in(clause))
    return bool({n for n in numbers_in(sentence) if n > 9} & (told[side] - told[one.side]))


def _asked(request: str, told: tuple[Sided, ...]) -> tuple[str, frozenset[str], str] | None:
    """(side, parts, words) of the item; where it names a part without a side, the one side that the summary knows."""
    sides = lone_sides(request)
    parts = parts_in(request)
    if sides in ({"left"}, {"right"}):
        named = frozenset(one.part for one in sided_in(request)) or parts or frozenset(one.part for one in told)
        return next(iter(sides)), named | (parts if len(parts) == 1 else frozenset()), request
    if sides:
        return None
    for part in sorted(parts):
        of_part = {one.side for one in told if one.part == part}
        if len(of_part) == 1:
            return next(iter(of_part)), frozenset({part}), f"{next(iter(of_part))} {part} in the summary"
    return None


def _has(sentence: str, side: str) -> bool:
    return bool(re.search(rf"\b{side}\b", sentence, re.IGNORECASE))
