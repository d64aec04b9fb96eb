"""QA17: after a reversal another reviewer decides, and the fact that the order calls erroneous is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import Chart, DocumentKind, Span
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.sentences import reasons_of
from openimr.records.record_sentences import sayings
from openimr.records.search_terms import want

RULE = CheckRule(
    code="QA17",
    severity="block",
    ground="Labor Code 4610.6(i): after reversal a different reviewer; Heath (2016): the order names ground and fact",
    remedy="Assign a reviewer who has not decided the case before, and answer the fact that the order names.",
)
ORDER = re.compile(
    r"\b(?:remand\w*|return(?:ed)? to the administrative director|order(?:ed|s)? (?:a )?new independent medical review|"
    r"determination (?:is|was|be) (?:reversed|rescinded|set aside))\b",
    re.IGNORECASE,
)
BOARD = re.compile(
    r"\b(?:appeals board|WCAB|workers'? compensation judge|findings and order|opinion and (?:order|decision))\b", re.I
)
WRONG = re.compile(
    r"\b(?:plainly erroneous|erroneous(?:ly)?|mistake of fact|mistaken\w*|incorrect\w*|contrary to the record)\b", re.I
)
ORDERS = frozenset({DocumentKind.CORRESPONDENCE, DocumentKind.OTHER})


def check(draft: Draft) -> Iterator[CheckFinding]:
    remand = draft.process.remand
    told = " ".join(one.rationale.text for one in draft.items)
    if remand is not None:
        if any(one.id == remand.earlier_reviewer for one in draft.process.reviewers):
            yield RULE.finding(f"Reviewer {remand.earlier_reviewer} made the determination that was reversed.")
        if remand.wrong_fact is None:
            yield RULE.finding("The order does not say which fact was wrong; ask the Administrative Director.")
        elif not answers(told, remand.wrong_fact):
            yield RULE.finding("The reasons do not answer the fact that the order names.", quotes=(remand.wrong_fact,))
        return
    yield from _orders(draft.chart, told)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    yield from _orders(file.chart, " ".join(one for item in letter.items for one in reasons_of(item)))


def _orders(chart: Chart, told: str) -> Iterator[CheckFinding]:
    """Facts that an order of the appeals board in the file names and the reasons do not answer."""
    for span in find_wrong_facts(chart):
        if not answers(told, span.quote):
            says = f"The order in {span.file} page {span.page} names a fact that the reasons do not answer."
            yield RULE.finding(says, quotes=(span.quote,))


def find_wrong_facts(chart: Chart) -> tuple[Span, ...]:
    """Sentences of an order of the appeals board that call a fact erroneous."""
    found = []
    for document in chart.documents:
        pages = tuple(
            page
            for page in chart.pages
            if page.file == document.file and document.first_page <= page.number <= document.last_page
        )
        text = " ".join(page.text for page in pages)
        if document.kind in ORDERS and not document.other_patient and ORDER.search(text) and BOARD.search(text):
            found += [one.span() for one in sayings(document, pages) if WRONG.search(one.text) and want(one.text).terms]
    return tuple(found)


def answers(told: str, fact: str) -> bool:
    """Whether the reasons speak of what a fact is about: its telling names, or most of its words."""
    terms = want(WRONG.sub(" ", fact)).terms
    wanted = tuple(term for term in terms if term.telling) or terms
    held = sum(bool(term.find(told)) for term in wanted)
    return held * 2 >= len(wanted)
