"""California Department of Managed Health Care: findings of one to three reviewers.

"Nature of Statutory Criteria/Case Summary: ... Findings: ... Final Result: ... Credentials/Qualifications: ..." or running text with
"Physician 1:", "Reviewer #2". The reference number gives the kind of review: MN medical necessity, EI experimental, UC urgent.
"""

from __future__ import annotations

import re
from dataclasses import replace

from openimr.case import Problem

from ..determination import Category, Determination
from ..letter_text import LetterText
from .california_cdi import read_summaries

PROGRAM = "CA-DMHC-IMR"
REFERENCE = re.compile(r"\b(?P<kind>MN|EI|UC)\s?-?(?P<year>\d{2})\s?-\s?(?P<n>\d{2,6})\b")
_RECOGNIZED = re.compile(
    r"\bNature\s*of\s*Statutory\s*Criteria|\bHealth\s*Plan(?:['’a]?s)?\s*(?:has\s*|have\s*)?(?:denied|denial)|\bdenied\s*by\s*the\s*Health\s*Plan|\b(?:Physician|Reviewer)\s*#\s*\d\s*:|\benrollee\b.{0,60}\brequest(?:s|ed)?\b",
    re.IGNORECASE | re.DOTALL,
)
KINDS = {"MN": "Medical Necessity", "EI": "Experimental/Investigational", "UC": "Urgent Care"}
_TYPE = re.compile(
    r"\bType\s*:\s*(?P<type>Medical\s*Necessity|Experimental\s*/\s*Investigational|Urgent\s*Care)", re.IGNORECASE
)


def recognizes(text: str) -> bool:
    return bool(_RECOGNIZED.search(text) or REFERENCE.search(text[:500]))


def read(letter: LetterText) -> Determination:
    """One case. A type that the reference number does not bear out is a problem."""
    found = read_summaries(letter, PROGRAM, "dmhc-findings")
    reference = REFERENCE.search(letter.text)
    if reference is None:
        return found
    kind = KINDS[reference["kind"]]
    printed = _TYPE.search(letter.text)
    problems = found.problems
    if printed and re.sub(r"\s", "", printed["type"]).lower() != re.sub(r"\s", "", kind).lower():
        says = f"The reference number stands for {kind}, the letter says {printed['type']}."
        problems = (
            *problems,
            Problem(code="type_differs", says=says, where=letter.file, fix="Look which one is right."),
        )
    return replace(
        found,
        case_number=re.sub(r"\s", "", reference[0]),
        year=2000 + int(reference["year"]),
        categories=(Category(field="type", printed=kind, mapped=kind),),
        problems=problems,
    )


_START = re.compile(r"(?:^|\n)\s*(?:Reference\s*(?:ID|Number|No\.?)\s*:?\s*)?(?P<n>(?:MN|EI|UC)\d{2}-\d{2,6})\b")


def starts(letter: LetterText) -> tuple[int, ...]:
    """Each case opens with a reference number of its own at the head of a line."""
    seen: set[str] = set()
    found = []
    for match in _START.finditer(letter.text):
        if match["n"] not in seen and seen:
            found.append(match.start())
        seen.add(match["n"])
    return tuple(found)
