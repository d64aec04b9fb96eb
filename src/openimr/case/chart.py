"""The chart: everything that reading the case file gave, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from .fact import Fact, RecordProblem
from .page import Document, Fate, LedgerEntry, Page, PageRef
from .problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Pages, documents, facts and the ledger. The ledger has one entry for every page received."""

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    ledger: tuple[LedgerEntry, ...]
    facts: tuple[Fact, ...] = ()
    record_problems: tuple[RecordProblem, ...] = ()
    problems: tuple[Problem, ...] = ()
    _holders: dict[PageRef, Document] = field(init=False, repr=False, compare=False, default_factory=dict)
    _by_place: dict[PageRef, Page] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        for document in self.documents:
            for number in range(document.first_page, document.last_page + 1):
                self._holders.setdefault(PageRef(document.file, number), document)

        for page in self.pages:
            self._by_place.setdefault(PageRef(page.file, page.number), page)

    def page_at(self, ref: PageRef) -> Page | None:
        return self._by_place.get(ref)

    def document_of(self, ref: PageRef) -> Document | None:
        return self._holders.get(ref)

    def unreadable(self) -> tuple[PageRef, ...]:
        """Pages that nobody could read: while there is one, nothing may be called not documented."""
        return tuple(entry.ref for entry in self.ledger if entry.fate is Fate.UNREADABLE)

    def searched(self) -> tuple[PageRef, ...]:
        """Pages of this patient that were read."""
        return tuple(entry.ref for entry in self.ledger if entry.fate in (Fate.READ, Fate.OCR, Fate.DUPLICATE))
