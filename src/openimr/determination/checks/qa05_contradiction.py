"""QA05: every "no documentation of ..." is searched for in every page (Labor Code 4610.6(h)(5), (h)(1))."""

from __future__ import annotations

import re

from openimr.case import Chart, DocumentKind, Page, PageRef
from openimr.determination.draft import CheckFinding, Draft

NEGATIVE = re.compile(
    r"\b(?:no (?:documentation|evidence|mention|record|indication)s? (?:of(?: the following)?|that|for)"
    r"|(?:is|are|was|were) not documented|does not document|do not document|not documented|silent (?:on|about|as to)"
    r"|lack of documentation of)\b:?",
    re.IGNORECASE,
)
_IDLE_WORDS = """
about after also another been before case condition conditions documentation documented earlier evidence file following
found from further given have into least less mention more most objective other over pages patient period record records
request requested searched service such than that their then there these this those treatment used using visits were
when which while with within without would
"""
IDLE = frozenset(_IDLE_WORDS.split())
ELSEWHERE = frozenset(
    {DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE, DocumentKind.FAX_COVER}
)
"""Documents that prove nothing against the statement: the refusal itself, a party's request, cover sheets."""
NEAR = 100
"""Characters within which the words must meet on a page."""


def check(draft: Draft) -> tuple[CheckFinding, ...]:
    found: list[CheckFinding] = []
    pages = _pages(draft.chart)
    for one in draft.items:
        for sentence in one.rationale.sentences[1:]:
            if NEGATIVE.search(sentence.text):
                found.extend(_unread(sentence.text, draft.chart))
                for claim in split_claims(sentence.text):
                    found.extend(_answer(claim, pages))
    return tuple(found)


def split_claims(text: str) -> tuple[str, ...]:
    """Each thing that is said not to be documented, by itself."""
    said = NEGATIVE.search(text)
    if said is None:
        return ()
    before, after = text[: said.start()], text[said.end() :]
    things = after if re.search(r"[a-z]{4}", after) else before
    return tuple(thing.strip(" .,") for thing in re.split(r";(?: and)?", things) if thing.strip(" .,"))


def _pages(chart: Chart) -> tuple[Page, ...]:
    """Pages of this patient that could bear what is said to be missing."""
    searched = {(ref.file, ref.page) for ref in chart.searched()}
    kept = []
    for page in chart.pages:
        document = chart.document_of(PageRef(page.file, page.number))
        bears = document is None or (document.kind not in ELSEWHERE and not document.other_patient)
        if bears and (not searched or (page.file, page.number) in searched):
            kept.append(page)
    return tuple(kept)


def _unread(text: str, chart: Chart) -> tuple[CheckFinding, ...]:
    return tuple(
        CheckFinding(code="QA05", severity="block", where=text, says=f"{ref.file} page {ref.page} could not be read.")
        for ref in chart.unreadable()[:5]
    )


def _answer(claim: str, pages: tuple[Page, ...]) -> tuple[CheckFinding, ...]:
    """One finding for each of the first five pages on which the claim's own words meet."""
    words = sorted({word for word in re.findall(r"[a-z]{4,}", claim.lower()) if word not in IDLE})
    if not words:
        return ()
    stems = tuple(re.compile(rf"\b{re.escape(_stem(word))}") for word in words)
    needed = len(stems) if len(stems) <= 2 else -(-len(stems) * 3 // 4)
    hits = [page for page in pages if _meet(page.text.lower(), stems, needed)]
    return tuple(
        CheckFinding(
            code="QA05", severity="block", where=claim,
            says=f"{page.file} page {page.number} bears these words: answer it before issue.",
        )
        for page in hits[:5]
    )  # fmt: skip


def _stem(word: str) -> str:
    """So much of a word that its other forms begin with it."""
    return word[: max(4, len(word) - 3)] if len(word) > 5 else word


def _meet(text: str, stems: tuple[re.Pattern[str], ...], needed: int) -> bool:
    found = sorted((match.start(), number) for number, stem in enumerate(stems) for match in stem.finditer(text))
    return any(len({number for place, number in found if at <= place <= at + NEAR}) >= needed for at, _ in found)
