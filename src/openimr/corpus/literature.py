"""Studies, journals, guidelines and criteria sets that running reasons name."""

from __future__ import annotations

import re

from .determination import CitedGuideline
from .letter_text import LetterText
from .wording import fold

_NAME = r"[A-Z][\w'’-]+"
_TITLE = r"(?:[A-Z][\w'’/-]*|of|the|and|for|in|with|on|&|to|by)"
_NAMED = re.compile(
    rf"(?P<dated>\({_NAME}(?:\s*(?:,|and|&)\s*{_NAME}){{0,2}},?\s*(?:et\s*al\.?\s*,?\s*)?(?:19|20)\d\d[a-z]?\)|{_NAME}\s*(?:et\s*al\.?\s*)?\((?:19|20)\d\d\))"
    rf"|(?P<author>{_NAME}(?:\s*(?:,|and)\s*{_NAME}){{0,2}},?\s*et\s*al\b|{_NAME}\s*and\s*(?:colleagues|associates|coworkers|co-workers))"
    rf"|(?P<journal>(?:New\s*England\s*)?Journal\s*of\s*(?:{_TITLE}\s*)*[A-Z][\w'’-]*|(?:{_NAME}\s+){{1,4}}(?:and\s+{_NAME}\s+)*(?:Open\s*)?Journal\b"
    rf"|(?<=article\sfrom\s)(?!the\s*(?:\w+\s){{0,3}}Journal)(?:the\s*)?{_NAME}(?:\s+{_NAME}){{0,4}})"
    r"|(?P<cochrane>Cochrane\s*(?:[Dd]atabase\s*)?(?:of\s*[Ss]ystematic\s*)?[Rr]eviews?(?:\s*of\s*[\w\s-]{3,60}?(?=\s(?:was|were|found|is|has|published)\b|[.,;(]))?)"
    rf"|(?P<guideline>(?:{_NAME}\s+|\([A-Z]{{2,8}}\)\s+|(?:of|and|for|the|on)\s+){{0,10}}?{_NAME}\s*(?:\([A-Z]{{2,8}}\)\s*)?(?:Clinical\s*|Practice\s*|Care\s*|Treatment\s*|Medical\s*)*"
    rf"(?:Guidelines?|Criteria|Position\s*Statement|Consensus\s*Statement|Clinical\s*Policy)(?:\s*\([A-Z]{{2,8}}\))?(?:\s*[A-Z]-?\d{{2,4}})?"
    rf"(?:\s+(?:for|on)\s+(?:the\s+)?(?:{_TITLE}\s+)*[A-Z][\w'’-]*)?)"
    r"|(?P<organization>\b(?:American|National|European|International|North\s*American|British|Canadian|World|U\.?S\.?)\s+(?:(?:[A-Z][\w-]+|of|for|and|the|on|in)\s+){0,8}?"
    r"(?:Academy|Association|College|Society|Institutes?|Network|Federation|Board|Organization|Task\s*Force|Foundation|Committee)"
    r"(?:\s+(?:of|for|on|in|and|the|[A-Z][\w-]+)){0,8}(?<=[a-z]{3})(?:\s*\([A-Z]{2,8}\))?)"
    r"|(?P<title>\b(?:JAMA|NEJM|The\s*Lancet|Lancet)\b(?:\s+[A-Z][a-z]+)?)"
    r"|(?P<body>\b(?:MCG|InterQual|Milliman|LOCADTR|WPATH|NCCN|ASAM|eviCore|UpToDate|Hayes|ACOEM|ODG|MTUS|NICE|USPSTF)\b"
    r"(?:\s*(?:[Cc]riteria|[Gg]uidelines?|[Ss]tandards?))?(?:\s*[A-Z]-\d{2,4})?)",
)
_LEAD = re.compile(r"^(?:(?:The|As|In|Per|Both|These|This|of|and|for|the|on)\s+)+")
_HEADS = frozenset(
    {
        "the",
        "as",
        "in",
        "per",
        "according",
        "both",
        "these",
        "this",
        "based",
        "current",
        "clinical",
        "practice",
        "treatment",
    }
)


def named_sources(letter: LetterText, start: int, end: int) -> tuple[CitedGuideline, ...]:
    """Every source named in text[start:end], once, in order."""
    found: dict[str, CitedGuideline] = {}
    for match in _NAMED.finditer(letter.text, start, end):
        source = _LEAD.sub("", fold(match[0])).strip(" ,.")
        if match.lastgroup == "dated":
            source = source.strip("(").removesuffix(")") + (")" if "(" in source[1:] else "")
        if source.lower() in _HEADS or len(source) < 3 or (" " not in source and match.lastgroup == "guideline"):
            continue
        found.setdefault(source.lower(), CitedGuideline(source=source, spans=letter.spans(*match.span())))
    return tuple(found.values())
