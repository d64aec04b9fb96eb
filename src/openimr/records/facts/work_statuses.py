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


def _head_of_slip(text: str, document: Document) -> re.Match[str] | None:
    """On a slip that is nothing but a work status, the status needs no heading: "MODIFIED. NO KNEELING."."""
    return _SLIP.match(text) if document.kind is DocumentKind.WORK_STATUS else None


def find_work_statuses(passages: Iterable[Passage], document: Document) -> Iterator[WorkStatus]:
    """One status for each statement that gives one, dated as its document."""
    if document.kind in FORMS or document.kind is DocumentKind.RFA:
        return
    for statement in statements(passages):
        heading = pattern("work_status", "heading").search(statement.text) or _head_of_slip(statement.text, document)
        if heading is None or _NOT_CHOSEN.search(statement.text[: heading.start()]):
            continue
        text = statement.text[heading.start() :]
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
