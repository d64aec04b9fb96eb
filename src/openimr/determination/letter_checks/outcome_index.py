"""OUTCOME_INDEX: a questionnaire for one part of the body is used to judge the treatment of another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.corpus import Determination
from openimr.determination.draft import CheckFinding, CheckRule

from .sentences import reasons_of, straighten, summary_of
from .sides import parts_in

RULE = CheckRule(
    code="OUTCOME_INDEX",
    severity="warn",
    ground="Labor Code 4610.6(c): the employee's specific medical needs; 8 CCR 9792.20: functional improvement as measured",
    remedy="Use the measure of the part that is treated, or say why this one bears on it.",
)
INDICES = (
    ("back", re.compile(r"\bOswestry|\bODI\b|\bRoland[- ]Morris", re.IGNORECASE)),
    ("neck", re.compile(r"\bNeck Disability Index|\bNDI\b", re.IGNORECASE)),
    ("arm", re.compile(r"\b(?:Quick)?DASH\b|\bDisabilities of the Arm", re.IGNORECASE)),
    ("shoulder", re.compile(r"\bSPADI\b|\bASES\b|\bConstant score", re.IGNORECASE)),
    ("knee", re.compile(r"\bWOMAC\b|\bKOOS\b|\bLysholm|\bIKDC\b", re.IGNORECASE)),
    ("hip", re.compile(r"\bHarris Hip|\bHOOS\b", re.IGNORECASE)),
    ("ankle", re.compile(r"\bAOFAS\b|\bFAAM\b|\bFoot and Ankle", re.IGNORECASE)),
)  # fmt: skip
NEAR = {
    "arm": {"arm", "shoulder", "elbow", "hand"},
    "shoulder": {"shoulder", "arm"},
    "knee": {"knee", "hip", "leg"},
    "hip": {"hip", "leg"},
    "ankle": {"ankle", "foot", "leg"},
    "back": {"back", "leg"},
    "neck": {"neck", "arm"},
}


def check(letter: Determination) -> Iterator[CheckFinding]:
    told = parts_in(" ".join(summary_of(letter)))
    for item in letter.items:
        asked = parts_in(straighten(item.text))
        for sentence in reasons_of(item) if asked else ():
            for part, pattern in INDICES:
                found = pattern.search(sentence)
                if found and not NEAR[part] & (asked | told):
                    says = f"{found[0]} measures the {part}; the item is of the {', '.join(sorted(asked))}."
                    yield RULE.finding(says, item=item.n, quotes=(straighten(item.text), sentence))
