"""PLACEHOLDER: text of a template that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, straighten, summary_of

RULE = CheckRule(
    code="PLACEHOLDER",
    severity="block",
    ground="Labor Code 4610.6(e): the determination states the relevant findings; 8 CCR 9792.10.6(d)",
    remedy="Fill in what is meant from the records, or take the sentence out.",
)
_VERBS = "insert|enter|select|choose|specify|add|list|describe|fill in|type|confirm|verify|check|update|delete"
_THINGS = (
    "date|name|age|sex|gender|body part|side|level|drug|medication|dose|dosage|treatment|service|procedure|guideline|citation"
    "|page|pages|diagnosis|provider|physician|reviewer|specialty|state|number|quantity|reason|rationale|text|tbd|pending|n|x+|y+|#|xx"
)
EDITORIAL = (
    "the|he|she|his|her|him|they|their|it|its|this|that|sic|emphasis|citations?|internal|footnotes?|quotation|is|was|were|are|to|and|or|of|in|"
    "a|an|no|not|on assignment|redacted|petitioner|illegible|unreadable|omitted|unclear|handwritten|signature|signed|blank"
)
"""First words of an editor's insertions and marks, which are no template."""
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\[{{<(]\s*(?i:{_VERBS})\b[^\]}}>)]{{0,60}}[\]}}>)]",
        rf"\[\s*(?i:(?:the |patient |employee |claimant )?(?:{_THINGS}))(?:\s+(?i:of|here|{_THINGS})\b[^\]]{{0,30}})?\s*\]",
        rf"\((?-i:{_THINGS.upper().replace('|X+|Y+|#|XX', '')})\)",
        rf"\[(?!(?i:{EDITORIAL})\b)[A-Za-z][A-Za-z' /_-]{{2,40}}\]",
        r"\[\s*(?:_{2,}|\.{3,}|\?+)\s*\]",
        r"\[[A-Z][A-Z /_'-]{3,50}\]",
        r"\{\{[^}]{1,60}\}\}|\$\{[^}]{1,60}\}|<<[^>]{1,60}>>|«[^»]{1,60}»|%[A-Z_]{3,30}%|<(?:[A-Z][A-Z _]{2,40}|[a-z]+_[a-z_]+)>",
        r"(?i:\blorem ipsum\b|\bclick here to enter\b|\bchoose an item\b|\btext goes here\b|\bsample text\b|\berror! reference)",
        r"\b(?i:mm/dd/yy(?:yy)?|dd/mm/yyyy)\b|\b[Xx]{2}/[Xx]{2}/(?:[Xx]{2,4}|\d{2,4})\b|\b[Xx]{2}-year-old\b|\?\?\?+|\b#\s?[Xx]{2,}\b",
        r"\bX{2,}\s?(?:mg|visits|sessions|tablets|weeks|days)\b",
    )
)
SIEVE = re.compile(
    r"[\[{<\u00ab]|\$\{|%[A-Z_]{3}|[Xx]{2}|\?{3}|(?i:lorem|click here|choose an|text goes|sample text|error!|mm/dd|dd/mm)"
)
"""What every placeholder has."""
IN_SENTENCES = tuple(
    re.compile(pattern)
    for pattern in (
        r"_{3,}",
        r"\b(?:TBD|TBA|TODO|FIXME)\b|(?i:\bto be (?:inserted|completed|filled in) (?:by|later|here)\b)",
        r"\*\*\*+",
    )
)
"""What a form or a signature line may bear, and a sentence of the summary or the reasons may not."""
HOLES = re.compile(r"\[(?:X+|REDACTED|redacted|sic|Petitioner|PETITIONER|NAME REDACTED|UNREADABLE|ILLEGIBLE)\]")
"""Marks of an agency that took a name out, and editorial marks; no template."""


def check(letter: Determination) -> Iterator[CheckFinding]:
    told = [" ".join(summary_of(letter)), *(" ".join(reasons_of(item)) for item in letter.items)]
    whole = straighten(letter.text)
    said = [
        *(_find(whole, PATTERNS) if SIEVE.search(whole) else ()),
        *(one for text in told for one in _find(text, IN_SENTENCES)),
    ]
    for words, line in dict.fromkeys(said):
        yield RULE.finding(f"A placeholder of the template stands in the letter: {words.strip()}", quotes=(line,))


def _find(text: str, patterns: tuple[re.Pattern[str], ...]) -> list[tuple[str, str]]:
    """(the placeholder, the words around it), one for each place."""
    found: dict[int, str] = {}
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not HOLES.fullmatch(match[0]) and not any(abs(match.start() - at) < 5 for at in found):
                found[match.start()] = match[0]
    return [(words, text[max(0, at - 70) : at + len(words) + 20]) for at, words in sorted(found.items())]
