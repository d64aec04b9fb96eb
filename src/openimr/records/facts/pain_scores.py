"""Pain scores: numbers on a scale of ten, with the region they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Document, Measure

from ..sieve import sift
from .series_sheets import Statement, count_of, pattern, patterns, sides_of

_WORD = "zero|one|two|three|four|five|six|seven|eight|nine|ten"
_N = rf"(?:10|\d(?:\.\d)?|{_WORD})"
_SCORE = sift(
    rf"(?<![\d/.+#-])\b(?P<low>{_N})(?:\s*(?:-|to|or)\s*(?P<high>{_N}))?\s*(?:/|out of|of|on a scale of|"
    rf"on the scale of|on an? (?:0|zero)(?:-| to )(?:10|ten) scale)\s*(?:(?:ten|10)\b(?!\s*/|\s*(?:visits?|sessions?|"
    rf"tx|auth|treat|weeks|days|lb|min|\d))|(?<=scale))",
)
_PLAIN = sift(
    r"\b(?:pain|VAS|NRS|NPRS|NPS|\w{0,5}aches?|hurts?)(?:\s+(?:level|score|is|of|at|rated|today|now|scale|"
    r"intensity|rating|remains|average|averages|currently|about))*\s*(?:\(?0\s?(?:-|to)\s?10\)?)?\s*[:=@]?\s*(?P<low>10|\d)"
    r"(?:\s*(?:-|to)\s*(?P<high>10|\d))?(?=[.,;\s|)]|$)(?!\s*(?:days?|mg|visits?|/|of|out|weeks?|months?|years?|"
    r"hours?|%|\.\d|am\b|pm\b|x\b|min|lb|on a|to \d\d|->))",
)
_DATE_WORD = re.compile(r"\b(?:since|until|till|on|by|from|thru|through|dated?|visit|seen|of|due)\s*$", re.I)
_SIDED = frozenset({"shoulder", "elbow", "wrist", "hip", "knee", "ankle", "leg", "hand", "foot", "arm"})


def find_pain_scores(statement: Statement, document: Document) -> Iterator[Measure]:
    """Scores of a sentence. A pair such as 4/10 without a word of pain, or after a word of time, is none."""
    text = statement.text
    hits = sorted((*_SCORE.finditer(text), *_PLAIN.finditer(text)), key=lambda match: match.start())
    begin = 0
    for hit in hits:
        if hit.start("low") < begin or not _is_pain(statement, hit):
            continue
        low, high = _figure(hit["low"]), _figure(hit["high"])
        before = text[begin : hit.start("low")]
        begin = hit.end()
        region = region_of(before) or region_of(text[hit.end() : hit.end() + 40]) or region_of(text)
        yield Measure(
            spans=(statement.span(max(0, hit.start("low") - 40), hit.end()),),
            name=f"pain, {region}" if region else "pain",
            value=f"{low}-{high}/10" if high else f"{low}/10",
            date=statement.passage.date or document.date,
            laterality=_side(before),
        )


def _is_pain(statement: Statement, hit: re.Match[str]) -> bool:
    text = statement.text
    if "/" in hit[0] and _DATE_WORD.search(text[: hit.start()]):
        return False
    if pattern("measures", "pain_words").search(text) or statement.passage.section == "subjective":
        return True
    return region_of(text) is not None and statement.passage.section not in ("exam", "plan")


def _figure(words: str | None) -> str | None:
    if words is None:
        return None
    return words if words[0].isdigit() else str(count_of(words))


def _side(text: str) -> str | None:
    sides = [side for _, side in sides_of(text)]
    return sides[-1] if sides else None


def region_of(text: str) -> str | None:
    """The regions that words of pain name, e.g. "neck and right shoulder"."""
    found = [(m.start(), term) for term, words in patterns("measures", "pain_regions") for m in words.finditer(text)]
    regions = dict.fromkeys(term for _, term in sorted(found))
    side = _side(text)
    return " and ".join(f"{side} {term}" if side and term in _SIDED else term for term in regions) or None
