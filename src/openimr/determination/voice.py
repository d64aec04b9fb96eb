"""In whose words the reasons speak: the quotations of the file that fit what is said of a criterion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Answer, CriterionResult, DisputedItem, Span

from .backing import words_about
from .quoting import Quoter, is_readable
from .sentence import Sentence

DENIES = re.compile(
    r"\b(?:no|not|never|without|denie[sd]|negative|absent|none|normal|unchanged|unable|declined|nor|neither|only|off work|cannot|intact"
    r"|less|fail\w*)\b|n't\b",
    re.IGNORECASE,
)
NAMED_AS_LOSS = re.compile(
    r"\bfail\w*|\bwithout\b|\bunsuccessful|\bnot\b|\bno\b|\blimit\w*|\bloss\b|\bdeficit", re.IGNORECASE
)
"""Criteria that are met by bad news, which the records tell with a denial."""
NAMED_NEGATIVELY = re.compile(
    r"^(?:no|not)\b|\b(?:is|has|have) (?:not|no)\b|\bnot (?:indicated|among|a)\b|\bcontrary\b", re.IGNORECASE
)
"""Criteria that are met by an absence: no infection, pain is not radicular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The file's pages, the item they are weighed for, and how many pages were searched.

    praise: statements that the treatment in dispute helps. measured: what was measured before and after it.
    """

    quoter: Quoter
    item: DisputedItem
    pages: int
    praise: tuple[Span, ...] = ()
    measured: tuple[Sentence, ...] = ()

    def rank(self, leaf: CriterionResult) -> tuple[Span, ...]:
        """One span of each page; readable sentences that say what the answer says first."""
        ranked = self.quoter.rank(leaf.spans, words_about(leaf, self.item))
        quoted = ((span, self.quoter.quote(span)) for span in ranked)
        rows = [(not self._fits(leaf, words), _is_crossed(leaf, words), span) for span, words in quoted]
        return tuple(span for _, _, span in sorted(rows, key=lambda row: row[:2]))

    def quote(self, leaf: CriterionResult, spans: tuple[Span, ...]) -> str:
        """The first quotation fit to be printed; empty where the pages are better cited than quoted."""
        return next((words for span in spans if self._fits(leaf, words := self.quoter.quote(span))), "")

    def _fits(self, leaf: CriterionResult, words: str) -> bool:
        """Readable; and of a condition that fails, the words deny it (or bear out what it excludes)."""
        if not is_readable(words):
            return False
        if leaf.answer is not Answer.NOT_MET:
            return True
        return bool(DENIES.search(words)) is not bool(NAMED_NEGATIVELY.search(leaf.name))


def _is_crossed(leaf: CriterionResult, words: str) -> bool:
    """Words that deny, for a condition that is met by a finding: they come last."""
    return leaf.answer is Answer.MET and bool(DENIES.search(words)) and not NAMED_AS_LOSS.search(leaf.name)
