"""What the records say against a statement of the utilization review decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openimr.case import (
    Case,
    Document,
    DocumentKind,
    Fact,
    FunctionalImprovement,
    Page,
    Polarity,
    RecordProblem,
    RecordProblemKind,
    Span,
)

from .ledger import first_words, name_document
from .record_sentences import Saying, pages_of, records_of, shorten
from .ur_claim_lexicon import Absence, Contradiction

_DENIED = re.compile(
    r"\b(?:no|not|denie[sd]|denies|without|never|negative|declined|if|would|should|may|consider|recommend\w*"
    r"|request\w*|plan\w*|awaiting|pending|future)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\bno (?:\w+ ){0,2}functional (?:improvement|gain|benefit)|no (?:change|reduction"
    r"|decrease) in (?:the )?(?:work restrictions|use of)",
    re.IGNORECASE,
)
_EVIDENCE_NOT = frozenset({DocumentKind.RFA, DocumentKind.CORRESPONDENCE, DocumentKind.BILLING})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFile:
    """What the claims are tested against."""

    case: Case
    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    facts: tuple[Fact, ...]
    said: tuple[Saying, ...]


def wrong(claim: Saying, against: str, *spans: Span) -> RecordProblem:
    return RecordProblem(
        kind=RecordProblemKind.WRONG_FACT_IN_UR,
        about=f'The UR decision says "{shorten(claim.text)}", but {against}',
        spans=(claim.span(), *spans),
    )


def _before_decision(document: Document, file: ClaimFile) -> bool:
    day = file.case.ur_decision_date
    return day is None or document.date is None or document.date.earliest() <= day


def test_absence(claim: Saying, absence: Absence, file: ClaimFile) -> Iterator[RecordProblem]:
    for document in records_of(file.documents):
        if document.kind not in absence.kinds or not _before_decision(document, file):
            continue
        for page in pages_of(document, file.pages):
            found = absence.says.search(page.text)
            if found and (document.kind not in (DocumentKind.PR2, DocumentKind.CONSULT)):
                yield wrong(claim, f"the file holds the {name_document(document)}.", first_words(page))
                return
    against = _saying_of(absence.says, file, failing=absence.failing)
    if against is not None and absence.says.pattern != r"\b\w":
        yield wrong(
            claim,
            f'the {name_document(against.document)} says "{shorten(against.text)}".',
            against.span(),
        )


def test_gain(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """Functional improvement denied, although the latest of the records documents it."""
    if not _GAIN.search(claim.text):
        return
    found = [
        fact
        for fact in file.facts
        if isinstance(fact, FunctionalImprovement) and not fact.only_in_ur and fact.spans and fact.date is not None
    ]
    latest = max(found, key=lambda fact: fact.date.latest() if fact.date else date.min, default=None)
    if latest is None or latest.polarity is not Polarity.PRESENT:
        return
    span = latest.spans[0]
    whole = next((saying for saying in file.said if saying.page.file == span.file and _covers(saying, span)), None)
    yield wrong(claim, f'the records say "{shorten(whole.text if whole else span.quote)}".', span)


def _covers(saying: Saying, span: Span) -> bool:
    return saying.page.number == span.page and saying.start <= span.start < saying.end


def test_contradiction(
    claim: Saying, stated: re.Match[str], contradiction: Contradiction, file: ClaimFile
) -> Iterator[RecordProblem]:
    thing = stated.groupdict().get("thing")
    against = _saying_of(contradiction.records, file, denied=True, thing=thing)
    if against is not None:
        yield wrong(claim, f'the {name_document(against.document)} says "{shorten(against.text)}".', against.span())


def _saying_of(
    pattern: re.Pattern[str], file: ClaimFile, *, denied: bool = False, failing: bool = False, thing: str | None = None
) -> Saying | None:
    """The latest sentence of a clinical record before the decision that says so without denying it.

    failing: the words sought tell of a failure themselves ("no relief"), so only what stands before them can deny them.
    """
    best: Saying | None = None
    for saying in file.said:
        if saying.document.kind in _EVIDENCE_NOT or not _before_decision(saying.document, file):
            continue
        found = pattern.search(saying.text)
        if not found or (
            not denied
            and _DENIED.search(saying.text[max(0, found.start() - 40) : found.start() if failing else found.end()])
        ):
            continue
        if thing and not any((each or "").lower().startswith(thing[:3].lower()) for each in found.groups()):
            continue
        if best is None or _later(saying.document, best.document):
            best = saying
    return best


def _later(one: Document, other: Document) -> bool:
    if one.date is None or other.date is None:
        return other.date is None and one.date is not None
    return one.date > other.date
