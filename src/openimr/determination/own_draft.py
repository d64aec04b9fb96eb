"""A draft of ours as a published letter has it, so that it is read and checked like any other determination."""

from __future__ import annotations

import re

MARK = "Draft prepared for the expert reviewer"
_RULES = (
    (re.compile(r"Proposed:\s*(Upheld|Overturned)\s*\(for\s+the\s+expert\s+reviewer's\s+decision\)", re.IGNORECASE), r"\1"),
    (re.compile(r"Decision:\s*open\s*-\s*question\s+for\s+the\s+reviewer", re.IGNORECASE), ""),
    (re.compile(r"\[On\s+assignment:\]\s*"), ""),
    (re.compile(r"\s*\[[^\[\]]{1,60}?\spp?\.\s[\d,\s]+(?:;\s*[^\[\];]{1,60}?\spp?\.\s[\d,\s]+)*\]"), ""),
    (re.compile(r"(?m)^\s*\*?\s*Proposed rationale \(draft for the expert reviewer\)\s*$"), ""),
    (re.compile(r"(?m)^\s*\*\s.*(?:\n\s{2,}\S.*)*"), ""),
    (re.compile(r"(?s)\bIN PLAIN LANGUAGE\b.*"), ""),
    (re.compile(r"(?m)^[-\u2022]\s(?=(?:Employee|Claim number|Date of injury|Claims administrator|Date of UR decision):)"), ""),
    (re.compile(r"Date of UR decision:"), "UR Denial Date:"),
    (re.compile(r"Date of injury:"), "Date of Injury:"),
    (re.compile(r"is to be sent by (.{3,60}?) to an expert\s+reviewer\."), r"was sent by \1 to an expert reviewer."),
    (re.compile(r"To verify:\s*The guideline row applied.*?named\s+person\.", re.DOTALL), ""),
    (re.compile(r"Question for the reviewer:[^\n]*(?:\n\s{2,}\S[^\n]*)*"), ""),
)  # fmt: skip


def is_own(text: str) -> bool:
    """Whether a text is a draft of this program."""
    return MARK in " ".join(text.split())


def as_published(text: str) -> str:
    """Without what only a draft has: marks, page citations, questions, and the parts that follow the reasons."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def plain_part(text: str) -> str | None:
    """The part in plain language, where the letter has one."""
    found = re.search(r"\bIN PLAIN LANGUAGE\b(.*?)(?=\bWHAT WOULD CHANGE THIS\b|\bAPPEAL\b|\Z)", text, re.DOTALL)
    return " ".join(found[1].split()) if found else None
