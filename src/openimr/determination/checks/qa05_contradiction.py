"""QA05: every "no documentation of ..." is searched for in every page (Labor Code 4610.6(h)(5), (h)(1))."""

from __future__ import annotations

import re

from openimr.case import Chart, DocumentKind, PageRef
from openimr.determination.draft import CheckFinding, Draft

NEGATIVE = re.compile(
    r"\b(?:no (?:documentation|evidence|mention|record|indication)s? (?:of|that|for)|(?:is|are|was|were) not documented"
    r"|does not document|do not document|not documented|silent (?:on|about|as to)|lack of documentation of)\b",
    re.IGNORECASE,
)
IDLE = frozenset(
    [
        "about",
        "after",
        "also",
        "been",
        "before",
        "case",
        "documentation",
        "documented",
        "evidence",
        "file",
        "from",
        "have",
        "into",
        "less",
        "more",
        "most",
        "objective",
        "pages",
        "patient",
        "record",
        "records",
        "request",
        "requested",
        "searched",
        "service",
        "such",
        "than",
        "that",
        "their",
        "there",
        "these",
        "this",
        "those",
        "treatment",
        "were",
        "when",
        "which",
        "while",
        "with",
        "without",
        "would",
        "were",
        "found",
        "mention",
    ]
)
NEAR = 120  # characters within which the words must meet on a page


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    found: list[CheckFinding] = []
    for one in draft.items:
        for sentence in one.rationale.sentences[1:]:
            if NEGATIVE.search(sentence.text):
                found.extend(_answer(sentence.text, draft.chart))
    return tuple(found)


def _answer(text: str, chart: Chart) -> tuple[CheckFinding, ...]:
    """One finding for each of the first five pages on which the statement's own words meet."""
    words = tuple(
        sorted({word for word in re.findall(r"[a-z]{4,}", NEGATIVE.sub(" ", text).lower()) if word not in IDLE})
    )
    unread = chart.unreadable()
    blocked = tuple(
        CheckFinding(code="QA05", severity="block", where=text, says=f"{ref.file} page {ref.page} could not be read.")
        for ref in unread[:5]
    )
    needed = max(1, (len(words) + 1) // 2)
    searched = {(ref.file, ref.page) for ref in chart.searched()}
    refused = {DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION}  # where the statement itself comes from
    hits = tuple(
        CheckFinding(
            code="QA05", severity="block", where=text,
            says=f"{page.file} page {page.number} bears these words: answer it before issue.",
        )
        for page in chart.pages
        if words and (not searched or (page.file, page.number) in searched)
        and not _is_of(chart, PageRef(page.file, page.number), refused)
        and _meet(page.text.lower(), words, needed)
    )  # fmt: skip
    return (*blocked, *hits[:5])


def _is_of(chart: Chart, ref: PageRef, kinds: set[DocumentKind]) -> bool:
    document = chart.document_of(ref)
    return document is not None and document.kind in kinds


def _meet(text: str, words: tuple[str, ...], needed: int) -> bool:
    starts = sorted((match.start(), word) for word in words for match in re.finditer(re.escape(word), text))
    return any(len({word for place, word in starts if at <= place <= at + NEAR}) >= needed for at, _ in starts)
