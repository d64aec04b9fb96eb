"""Work status, in the words of the report that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openimr.case import Document, DocumentKind, WorkStatus

from .series_sheets import FORMS, Passage, pattern, patterns, statements


def find_work_statuses(passages: Iterable[Passage], document: Document) -> Iterator[WorkStatus]:
    """One status for each statement that gives one, dated as its document."""
    if document.kind in FORMS or document.kind is DocumentKind.RFA:
        return
    for statement in statements(passages):
        heading = pattern("work_status", "heading").search(statement.text)
        if heading is None:
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
