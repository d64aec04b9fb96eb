"""Work status, in the words of the report that gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.case import Document, DocumentKind, WorkStatus

from .series_sheets import FORMS, Passage, pattern, patterns, statements

_NOT_CHOSEN = re.compile(r"[\[({]\s?[\])}]\s?\W{0,2}$")
_SLIP = re.compile(
    r"\W{0,3}(?:modified|off work|full duty|light duty|restricted|no (?:lift|kneel|squat|climb|overhead)\w*)\b",
    re.IGNORECASE,
)


_UNTICKED = re.compile(r"[\[({]\s?[\])}][^\[\](){}\n]*")
"""The options of a form that were not chosen."""
_WISHED = re.compile(r"\bgoals?\b|\bif\b|\bwhen\b|\buntil he can\b", re.IGNORECASE)


def _heading(text: str) -> re.Match[str] | None:
    """The first words of a work status that are neither an option left unticked nor a goal."""
    for found in pattern("work_status", "heading").finditer(text):
        before = text[: found.start()]
        if not _NOT_CHOSEN.search(before) and not _WISHED.search(before[-40:]):
            return found
    return None


def _head_of_slip(text: str, document: Document) -> re.Match[str] | None:
    """On a slip that is nothing but a work status, the status needs no heading: "MODIFIED. NO KNEELING."."""
    return _SLIP.match(text) if document.kind is DocumentKind.WORK_STATUS else None


def find_work_statuses(passages: Iterable[Passage], document: Document) -> Iterator[WorkStatus]:
    """One status for each statement that gives one, dated as its document."""
    if document.kind in FORMS or document.kind is DocumentKind.RFA:
        return
    for statement in statements(passages):
        heading = _heading(statement.text) or _head_of_slip(statement.text, document)
        if heading is None:
            continue
        text = _UNTICKED.sub("", statement.text[heading.start() :])
        named = [term for term, words in patterns("work_status", "statuses") if words.search(text)]
        if not named:
            continue
        detail = " ".join(text.split())[:160]
        yield WorkStatus(
            spans=(statement.span(heading.start()),),
            status=f"{', '.join(named)}: {detail}",
            date=document.date,
            only_in_ur=document.kind is DocumentKind.UR_DECISION,
        )
