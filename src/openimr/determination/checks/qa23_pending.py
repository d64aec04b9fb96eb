"""QA23: no notice is pending that authorizes the item, settles the claim or withdraws the request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from openimr.case import Case, Chart, DocumentKind, PartialDate, Span
from openimr.corpus import Determination
from openimr.determination.draft import CaseFile, CheckFinding, CheckRule, Draft
from openimr.determination.letter_checks.item_words import names_alike
from openimr.records.record_sentences import Saying, sayings

RULE = CheckRule(
    code="QA23",
    severity="block",
    ground="Labor Code 4610.5(g): the review ends where the treatment is authorized or the dispute resolved",
    remedy="Ask the parties whether the item is still in dispute before it is decided.",
)
AUTHORIZED = re.compile(
    r"\b(?:we|claims administrator|carrier|insurer|adjuster|utilization review|company|has|have|is|are|hereby|now|been|request|treatment)\b"
    r"[^.;]{0,60}\b(?:authoriz(?:e|es|ed|ing)|approv(?:e|es|ed|ing)|certif(?:y|ies|ied|ying))\b",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\b(?:withdraw(?:s|n|ing)?|withdrew|rescind(?:s|ed|ing)?)\b[^.;]{0,80}\b(?:request|application|dispute|review|RFA|denial|IMR)\b"
    r"|\b(?:request|application|dispute|RFA|denial)\b[^.;]{0,60}\b(?:withdrawn|rescinded)\b|\bcompromise and release\b[^.;]{0,60}\b(?:approved|signed|executed)\b"
    r"|\b(?:no longer|not) (?:requesting|seeking|in dispute)\b",
    re.IGNORECASE,
)
UNREAL = re.compile(
    r"\b(?:if|unless|may|would|should|whether|please|request(?:s|ed|ing)? (?:that|you)|ask(?:s|ed|ing)?|previous\w*|earlier|until|not|never|denied|can|you"
    r"|FDA|guidelines?|label\w*)\b",
    re.IGNORECASE,
)
NOTICES = frozenset({DocumentKind.CORRESPONDENCE, DocumentKind.OTHER})


def check(draft: Draft) -> Iterator[CheckFinding]:
    for n in draft.process.ended:
        yield RULE.finding("This item was authorized, settled or withdrawn and is about to be decided.", item=n)
    for n, span in find_notices(draft.case, draft.chart):
        yield _finding(n, span)


def check_against(letter: Determination, file: CaseFile) -> Iterator[CheckFinding]:
    for n, span in find_notices(file.case, file.chart):
        yield _finding(n, span)


def _finding(n: int, span: Span) -> CheckFinding:
    says = f"{span.file} page {span.page}: a notice may end the dispute over this item."
    return RULE.finding(says, item=n, quotes=(span.quote,))


def find_notices(case: Case, chart: Chart) -> tuple[tuple[int, Span], ...]:
    """(n of the item, words) of letters younger than the refusal that authorize an item or end the dispute."""
    since = case.ur_decision_date
    found: list[tuple[int, Span]] = []
    for document in chart.documents:
        if document.kind not in NOTICES or document.other_patient or not _is_after(document.date, since):
            continue
        for one in sayings(document, chart.pages):
            for item in case.items:
                if _ends(one, item.request, several=len(case.items) > 1):
                    found.append((item.n, one.span()))
    return tuple(dict.fromkeys(found))


def _is_after(day: PartialDate | None, since: date | None) -> bool:
    return day is not None and since is not None and day.earliest() > since


def _ends(one: Saying, request: str, *, several: bool) -> bool:
    if UNREAL.search(one.text):
        return False
    if ENDED.search(one.text):
        return not several or names_alike(one.text, request)
    return bool(AUTHORIZED.search(one.text)) and names_alike(one.text, request)
