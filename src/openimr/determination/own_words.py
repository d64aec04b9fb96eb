"""The boilerplate meter: how many sentences of the reasons bear a page, number or date of this file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.corpus import Determination

from .letter_checks.date_order import days_in
from .letter_checks.sentences import numbers_in, reasons_of
from .rationale import Rationale

_RULE = re.compile(r"\b(?:guidelines?|MTUS|ODG|ACOEM|schedule|recommend\w*)\b", re.IGNORECASE)
_FILE = re.compile(
    r"\b(?:requested|request|patient|employee|worker|applicant|claimant|he|she|his|her|note|report|record\w*|file|this case)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """own of all sentences bear a page, number or date of the file."""

    own: int
    all: int

    @property
    def value(self) -> float:
        """0 to 1; 0 for no sentences."""
        return round(self.own / self.all, 3) if self.all else 0.0


def measure_rationale(rationale: Rationale) -> Share:
    """Of a draft: the sentence that states the guideline's rule bears numbers, but not of this file."""
    sentences = (*rationale.sentences[1:], rationale.conclusion)
    own = sum(bool(one.citations) or bool(re.search(r"\d", one.text)) for one in sentences)
    return Share(own=own, all=len(sentences) + len(rationale.sentences[:1]))


def measure_letter(letter: Determination) -> Share:
    """Of any determination; a number counts where the sentence is not the guideline's rule alone."""
    sentences = [one for item in letter.items for one in reasons_of(item)]
    return Share(own=sum(_is_own(one) for one in sentences), all=len(sentences))


def _is_own(sentence: str) -> bool:
    if any(True for _ in days_in(sentence)):
        return True
    return bool(numbers_in(sentence)) and (not _RULE.search(sentence) or bool(_FILE.search(sentence)))
