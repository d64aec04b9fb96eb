"""The main facts of a clinical summary: diagnoses, operations, treatment given, medications, imaging, tests."""

from __future__ import annotations

from .determination import SummaryFact
from .letter_text import LetterText


def read_summary_facts(letter: LetterText, start: int, end: int) -> tuple[SummaryFact, ...]:
    return ()
