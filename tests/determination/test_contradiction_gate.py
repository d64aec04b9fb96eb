"""What a page must say to stand against "no documentation of ..."."""

from __future__ import annotations

import pytest

from openimr.case import Chart, Document, DocumentKind, Fate, LedgerEntry, Page, PageRef, PageSource
from openimr.determination.checks.qa05_contradiction import hits_of

CLAIM = "psychotherapy has improved function"
SAID = {
    "the outcome": ("Psychotherapy has improved his function: he now drives and cooks.", [1]),
    "a gain in other words": ("With psychotherapy there are gains in function; he walks the dog daily.", [1]),
    "the treatment alone": ("Psychotherapy session 4. Activity log handed out. Response: polite, guarded.", []),
    "denied too": ("Psychotherapy has not improved his function.", []),
    "asked for": ("Psychotherapy should improve function if continued.", []),
}


@pytest.mark.parametrize("case", SAID)
def test_gate(case: str) -> None:
    text, pages = SAID[case]
    page = Page(file="notes.pdf", number=1, text=text, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=DocumentKind.PSYCH_NOTE)
    entry = LedgerEntry(ref=PageRef("notes.pdf", 1), fate=Fate.READ, document="D1", confidence=1.0)
    chart = Chart(pages=(page,), documents=(document,), ledger=(entry,), facts=())
    assert [hit.ref.page for hit, _ in hits_of(CLAIM, chart)] == pages
