"""Whether two sides rest on the same guideline, and the sentence that compares them."""

from __future__ import annotations

import re

from openimr.case import GuidelineCitation, RuleResult

from .sentence import Sentence, join_words

COMPARED = "The utilization review decision rests on"
FAMILIES = (
    ("acupuncture schedule", r"acupuncture"),
    ("postsurgical schedule", r"post-?\s?surgical"),
    ("chronic pain schedule", r"chronic\s+pain"),
    ("opioids schedule", r"\bopioids? (?:medical )?treatment guideline"),
    ("official disability guidelines", r"official disability|\bODG\b"),
    ("acoem", r"\bACOEM\b|occupational medicine practice|\bMDGuidelines\b"),
)


def family_of(title: str) -> str:
    """The guideline a title stands for, however it is written; an unknown title stands for itself."""
    for name, pattern in FAMILIES:
        if re.search(pattern, title, re.IGNORECASE):
            return name
    return " ".join(title.lower().split())


def differ(theirs: tuple[GuidelineCitation, ...], ours: tuple[GuidelineCitation, ...]) -> bool:
    """True where both sides cite something and no source is common to them."""
    first, second = {family_of(one.title) for one in theirs}, {family_of(one.title) for one in ours}
    return bool(first) and bool(second) and not first & second


def compare_sources(theirs: tuple[GuidelineCitation, ...], rule: RuleResult) -> tuple[Sentence, ...]:
    """One sentence where the sources differ; nothing where they agree."""
    if not differ(theirs, rule.citations):
        return ()
    cited = join_words(tuple(dict.fromkeys(one.title for one in theirs)))
    applied = rule.citations[0].title
    why = {
        "mtus": "the source that the search sequence of 8 CCR 9792.21.1 puts first for this service",
        "acoem_odg": "as no row of the schedule addresses this service (8 CCR 9792.21.1)",
    }.get(rule.level, "as neither the schedule nor ACOEM or ODG has a row for this service (8 CCR 9792.21.1)")
    return (Sentence(text=f"{COMPARED} {cited}; this draft applies {applied}, {why}."),)
