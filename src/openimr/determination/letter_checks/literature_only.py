"""LITERATURE_ONLY: studies are cited and not applied to the patient, or cited by marks that no list explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of

RULE = CheckRule(
    code="LITERATURE_ONLY",
    severity="warn",
    ground="Labor Code 4610.6(c), (e): a decision on the employee's specific medical needs, with its references",
    remedy="Say what the studies mean for this patient, and list the works that the marks stand for.",
)
STUDIES = re.compile(
    r"\b(?:studies|study|trials?|meta-?analys\w+|systematic review|literature|randomi[sz]ed|cohort|patients (?:were|with)|p\s?[<=]\s?0?\.\d+|et al)\b",
    re.IGNORECASE,
)
PATIENT = re.compile(
    r"\b(?:(?:this|the) (?:patient|applicant|employee|injured worker|claimant|enrollee|member|insured|worker|case|record\w*|note|"
    r"report|file)|(?:in|for) this|he|she|his|her|patient'?s)\b",
    re.IGNORECASE,
)
MARK = re.compile(r"\[\d{1,2}(?:\s?[,-]\s?\d{1,2})*\]")
LIST = re.compile(
    r"\b(?:references?|bibliography|citations?|sources?|literature cited)\s*:?\s*(?:\[?1[\].)]|\n)", re.IGNORECASE
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        said = reasons_of(item)
        text = " ".join(said)
        if len(text.split()) > 60 and len(STUDIES.findall(text)) >= 3 and not any(PATIENT.search(one) for one in said):
            yield RULE.finding(
                "The reasons report studies and do not speak of the patient.", item=item.n, quotes=said[:1]
            )
        marks = MARK.findall(text)
        if marks and not LIST.search(letter.text):
            says = f"The marks {', '.join(dict.fromkeys(marks))} stand for works that the letter does not list."
            yield RULE.finding(says, item=item.n, quotes=(marks[0],))
