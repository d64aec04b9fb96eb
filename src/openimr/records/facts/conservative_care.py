"""Care short of operations and injections into the spine: what was tried, for how long, with what result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openimr.case import ConservativeCare, Document, DocumentKind

from .series_sheets import FORMS, NUMBER, Passage, Statement, count_of, pattern, patterns, statements
from .services_given import service_of, services_in

_WEEKS = re.compile(rf"(?P<n>{NUMBER})\s*(?:-|\s)?(?:weeks?|wks?)\b", re.I)
_NOT_CARE = frozenset({"home health care", "botulinum toxin injection"})


def find_conservative_care(passages: Iterable[Passage], document: Document) -> Iterator[ConservativeCare]:
    """Modalities with a stated result; a treating clinic's own note speaks of its own modality."""
    if document.kind in FORMS or document.kind is DocumentKind.RFA:
        return
    given = tuple(passages)
    own = service_of(document, " ".join(passage.text for passage in given))
    previous: Statement | None = None
    for statement in statements(given):
        failed = _result(statement.text)
        if failed is not None:
            named = _modalities(statement.text)
            if not named and own is None and previous is not None:
                named = _modalities(previous.text)
            yield from _care(statement, named or ((own,) if own else ()), failed)
        previous = statement


def _result(text: str) -> bool | None:
    if pattern("conservative_care", "failed").search(text):
        return True
    return False if pattern("conservative_care", "helped").search(text) else None


def _modalities(text: str) -> tuple[str, ...]:
    rows = patterns("conservative_care", "modalities")
    named = dict.fromkeys(hit.term for hit in services_in(text))
    return (
        *(term for term in named if term not in _NOT_CARE),
        *(term for term, words in rows if words.search(text)),
    )


def _care(statement: Statement, modalities: Iterable[str], failed: bool) -> Iterator[ConservativeCare]:
    weeks = _WEEKS.search(statement.text)
    for modality in modalities:
        yield ConservativeCare(
            spans=(statement.span(),),
            modality=modality,
            duration_weeks=float(count_of(weeks["n"])) if weeks else None,
            failed=failed,
        )
