"""Records that somebody relied on or promised and that are not in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from openimr.case import (
    Case,
    Document,
    DocumentKind,
    Page,
    RecordProblem,
    RecordProblemKind,
    Span,
)

from .document_dates import find_dates, visit_days
from .document_heads import head_of
from .ledger import first_words, name_document
from .record_sentences import Saying, decisions_of, folded, pages_of, records_of, sayings, sayings_of, shorten
from .sieve import sift
from .ur_numbers import counts_in

_RECORD = (
    r"(?:reports?|records?|notes?|stud(?:y|ies)|evaluations?|consultations?|cultures?|films?|sheets?|scans?"
    r"|MRIs?|results?|letters?"
    r"|agreements?|logs?|summar(?:y|ies)|documents?|pages?|diar(?:y|ies)|tests?|imaging|EMG|x-?rays?)"
)
_ABSENT = sift(
    r"\b"
    + _RECORD
    + r"\b[^.;]{0,80}?\b(?:is|are|was|were|has|have)\s+not\s+(?:been\s+)?(?:(?:in|among|part of)\s+(?:our|the"
    r"|this|my)\s+"
    r"(?:file|possession|records?|chart|packet)|received|enclosed|attached|available(?! for)|provided|included"
    r"|furnished|on file|supplied|forwarded)"
    r"|\b(?:we|I|our office)\s+(?:do|did|have)\s+not\s+(?:have|receive[d]?)\b[^.;]{0,60}\b"
    + _RECORD
    + r"|\bmissing\b[^.;]{0,40}\b"
    + _RECORD
    + r"|\b"
    + _RECORD
    + r"\b[^.;]{0,30}\b(?:is|are|was|were) missing\b"
    r"|\b(?:no notes|notes? not (?:in|on)) [^.;]{0,30}\bfile\b"
)
_LIST = re.compile(
    r"\b(?:records?|documents?|documentation|materials?)\s+(?:\w+\s+){0,4}(?:reviewed|received|considered"
    r"|available|submitted|provided)"
    r"|^\W*(?:records|documents|what we looked at|reviewed|we reviewed)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:clinical|history|summary|determination|rationale|decision|discussion|basis|why|what we decided"
    r"|guideline|injury|background)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:is|was|has|had|showed|shows|injured|complains|underwent|denies)\b", re.IGNORECASE)
_KIND_WORDS = (
    (re.compile(r"\bsign[- ]?in sheet", re.I), "sign-in sheet", re.compile(r"sign[- ]?in", re.I)),
    (
        re.compile(r"\bfunctional capacity", re.I),
        "functional capacity evaluation",
        re.compile(r"functional capacity", re.I),
    ),
    (re.compile(r"\bsleep study|polysomno", re.I), "sleep study", re.compile(r"sleep study|polysomno", re.I)),
    (re.compile(r"\bdischarge summary", re.I), "discharge summary", re.compile(r"discharge|d/c", re.I)),
    (re.compile(r"\bpeer review", re.I), "peer review", re.compile(r"peer review", re.I)),
)
_PART = re.compile(r"\bpage\s+1\s+of\s+(?P<of>[2-9]|[1-9]\d)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\bp(?:age|g)?\.?\s*|\s)(?P<page>[1-9]\d?)\W*$", re.IGNORECASE)
_NOTES = {
    DocumentKind.PSYCH_NOTE: ("psychotherapy", "biofeedback"),
    DocumentKind.CHIRO_NOTE: ("chiropractic manipulation",),
    DocumentKind.ACUPUNCTURE_NOTE: ("acupuncture",),
}
_UR_ONLY = frozenset({DocumentKind.UR_DECISION, DocumentKind.IMR_APPLICATION, DocumentKind.PROOF_OF_SERVICE})


def find(documents: tuple[Document, ...], pages: tuple[Page, ...], case: Case) -> tuple[RecordProblem, ...]:
    """Records said to be absent, records cited by UR that are not in the file, missing pages and a missing signature."""
    found = [
        *_said_absent(documents, pages),
        *_cited_by_ur(documents, pages),
        *_pages_left_out(documents, pages),
        *_notes_left_out(documents, pages),
        *_unsigned(documents, pages, case),
    ]
    return tuple(dict.fromkeys(found))


def _problem(about: str, *spans: Span) -> RecordProblem:
    return RecordProblem(kind=RecordProblemKind.MISSING_DOCUMENT, about=about, spans=spans)


def _said_absent(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    for document in documents:
        if document.other_patient or document.duplicate_of or document.kind is DocumentKind.IMR_APPLICATION:
            continue
        telling = (page for page in pages_of(document, pages) if _ABSENT.can_match(folded(page.text)))
        for saying in (saying for page in telling for saying in sayings_of(document, page)):
            if _ABSENT.search(saying.text) and len(saying.text) < 400:
                yield _problem(f'The {name_document(document)} says: "{shorten(saying.text)}".', saying.span())


def _cited_by_ur(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    held = _days_held(documents, pages)
    titles = "\n".join(
        head_of(page).first(4)
        for document in documents
        if document.kind not in _UR_ONLY
        for page in pages_of(document, pages)
    )
    for decision in decisions_of(documents):
        for saying in _listed(decision, pages):
            for found in find_dates(saying.text):
                if _is_record(saying.text[: found.start]) and found.day not in held:
                    yield _problem(
                        f"The UR decision lists a record of {found.day} that is not in the file: "
                        f'"{shorten(saying.text)}".',
                        saying.span(),
                    )
            for cited, name, title in _KIND_WORDS:
                if cited.search(saying.text) and not title.search(titles):
                    yield _problem(f"The UR decision relies on a {name} that is not in the file.", saying.span())


def _listed(decision: Document, pages: tuple[Page, ...]) -> Iterator[Saying]:
    """The sentences under or in the decision's list of records."""
    left = 0
    for saying in sayings(decision, pages):
        if _LIST.search(saying.text):
            left = 9
        elif _NEXT.search(saying.text) or _TOLD.search(saying.text):
            left = 0
        if left:
            yield saying
            left -= 1


def _is_record(before: str) -> bool:
    near = before[-60:]
    return re.search(r"\b" + _RECORD + r"\b", near, re.I) is not None and not re.search(
        r"received|injury|birth|request\w*|RFA|decision|dated? of\W*$", near[-22:], re.I
    )


def _days_held(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> frozenset[date]:
    """Days that stand anywhere in a record other than the decision, the application or an index."""
    return frozenset(
        found.day
        for document in documents
        if document.kind not in _UR_ONLY
        for page in pages_of(document, pages)
        for found in find_dates(page.text)
    )


def _pages_left_out(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    for document in documents:
        if document.other_patient or document.kind is DocumentKind.FAX_COVER:
            continue
        held = pages_of(document, pages)
        total = _PART.search(head_of(held[0]).first(3) + "\n" + head_of(held[0]).last(2))
        if total and int(total["of"]) > len(held) and len(total["of"]) == 1:
            yield _problem(
                f"The {name_document(document)} says page 1 of {total['of']}, but only {len(held)} of its pages "
                "are in the file.",
                first_words(held[0]),
            )
        elif len(held) == 2:
            yield from _jump(document, held)


def _jump(document: Document, held: tuple[Page, ...]) -> Iterator[RecordProblem]:
    line = head_of(held[1]).first(1)
    number = _NUMBER.search(line) if len(line) < 90 else None
    if number and re.search(r"\bpage\b|\bp\.", line, re.I) and 2 < int(number["page"]) <= 15:
        yield _problem(
            f"The {name_document(document)} goes from its first page to page {number['page']}; the pages between "
            "are not in the file.",
            first_words(held[1]),
        )


def _notes_left_out(documents: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    """More visits counted than there are visit dates in the notes of that treatment."""
    own = records_of(documents)
    for kind, services in _NOTES.items():
        notes = [document for document in own if document.kind is kind]
        days = {day for each in notes for page in pages_of(each, pages) for day in visit_days(page.text)}
        counted = [
            (count, saying)
            for document in own
            if document.kind is DocumentKind.CASE_MANAGER_NOTE
            for saying in sayings(document, pages)
            for service, count in counts_in(saying.text)
            if service in services
        ]
        most = max(counted, key=lambda item: item[0], default=None)
        if notes and most is not None and len(days) < most[0]:
            yield _problem(
                f"The {name_document(most[1].document)} counts {most[0]} visits, but the notes in the file"
                " cover only "
                f"{max(1, len(days))}; the notes of the others are missing.",
                most[1].span(),
            )


def _unsigned(documents: tuple[Document, ...], pages: tuple[Page, ...], case: Case) -> Iterator[RecordProblem]:
    form = next((each for each in documents if each.kind is DocumentKind.IMR_APPLICATION), None)
    if case.signed is False and form is not None:
        yield _problem(
            "The application for independent medical review is not signed by the employee.",
            first_words(pages_of(form, pages)[0]),
        )
