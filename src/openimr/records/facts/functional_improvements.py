"""Functional improvement, which is objective: opinions of benefit and pain scores alone are none (8 CCR 9792.20(e))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from openimr.case import Document, DocumentKind, FunctionalImprovement, Polarity

from .series_sheets import FORMS, Passage, Statement, pattern, patterns, statements
from .services_given import service_named, service_of


def find_functional_improvements(passages: Iterable[Passage], document: Document) -> Iterator[FunctionalImprovement]:
    """Gains by part, and stated absence, of the service named or treated; service None: the words name none."""
    if document.kind in FORMS or document.kind is DocumentKind.UR_DECISION:
        return
    given = tuple(passages)
    own = service_of(document, " ".join(passage.text for passage in given))
    for statement in statements(given):
        service = service_named(statement.text) or own
        absent = pattern("functional_improvement", "absent").search(statement.text)
        if absent:
            yield _statement(statement, absent.span(), service, document, None)
            continue
        for part, words in patterns("functional_improvement", "gained"):
            hit = words.search(statement.text)
            if hit:
                yield _statement(statement, hit.span(), service, document, part)


def _statement(
    statement: Statement, at: tuple[int, int], service: str | None, document: Document, part: str | None
) -> FunctionalImprovement:
    return FunctionalImprovement(
        spans=(statement.span(*at),),
        service=service,
        polarity=Polarity.PRESENT if part else Polarity.ABSENT,
        part=part,
        date=document.date,
    )
