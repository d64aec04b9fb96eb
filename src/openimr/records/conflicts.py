"""Records that contradict each other, or a record that contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.case import (
    Case,
    Document,
    DocumentKind,
    Fact,
    Page,
    PageSource,
    RecordProblem,
    Span,
    TreatmentCourse,
)

from .conflict_statements import LISTS, conflict, contradicting_statements, stopped_and_listed
from .document_dates import find_dates
from .ledger import name_document
from .record_sentences import Saying, age_on, folded, pages_of, records_of, sayings, shorten
from .sieve import sift
from .ur_numbers import sides_in

_AGE = sift(
    r"\b(?P<a>[1-9]\d)[- ]?(?:years?[- ]old|y\.?/?o\.?\b|yr[- ]old)(?=[ ,-]*(?:right|left|man|woman|male|female"
    r"|F\b|M\b|[a-z]+ed\b|[A-Za-z]+))"
    r"|\bAge\s*[:=]?\s*(?P<b>[1-9]\d)\b|\b(?:applicant|patient|claimant|worker|employee),\s(?P<c>[1-9]\d),"
)
_BIRTH_LABEL = re.compile(r"(?:\bd\.?o\.?b\.?|date of birth)[\s:]*$", re.IGNORECASE)
_INJURY_LABEL = re.compile(r"(?:\bd\.?o\.?i\.?|\bd/i|date of injury)[\s:]*$", re.IGNORECASE)
_NOT_NOW = re.compile(
    r"\b(?:mother|father|brother|sister|son|daughter|husband|wife|at the time|since age|at age|until|when|was a"
    r"|child|retire\w*)\b",
    re.I,
)
_CARRIED = sift(
    r"[\[({]?\s*\b(?:carried? (?:forward|fwd)|copied (?:forward|from)|copy[- ]forward|auto-?populated|cloned"
    r"|c/f from|carry forward|tmpl|carried over|copies it|pre-?populated|macro|carried from|pasted from|pulled forward"
    r"|not reconciled|un-?reconciled|auto-?(?:list|filled?|text))\b"
    r"|[\[({<]\s*(?:copied|template|default|boilerplate|imported|pasted|prior note)\b[^\])}>\n]{0,30}[\])}>]"
)
_CORRECTED = sift(
    r"\b(?:correction|corrected|typo|should (?:read|say|be)|in error|wrong side|erroneous\w*"
    r"|side is)\b.{0,60}\b(?:left|right)\b"
)
_WORSE = sift(r"\b(?:worsen\w*|worse|increas\w+ pain|deteriorat\w*)\b")
_BENEFIT = sift(
    r"\b(?:is|has|are|been|patient) (?:\w+ )?benefit(?:t?ing|t?ed|s)\b|\b\d\d ?(?:%"
    r"|percent) (?:overall )?(?:improve\w*|better)|improved overall"
    r"|\bmade (?:good|excellent|significant) progress"
)
_UNCHANGED = sift(
    r"\b(?:no change|unchanged|still (?:\d|has|cannot|does not|unable)|same as|about the same"
    r"|remains? (?:at )?\d|not (?:changed|improved|returned)"
    r"|does not (?:lift|work|drive|do))\b"
)
_TREATS = frozenset(
    {
        DocumentKind.PSYCH_NOTE,
        DocumentKind.PT_NOTE,
        DocumentKind.CHIRO_NOTE,
        DocumentKind.ACUPUNCTURE_NOTE,
    }
)
_SHARED_WORDS = 12
FARTHEST_AGE = 12
"""Years of age that a slip can be off; beyond, the number is about something or somebody else."""


def find(
    facts: tuple[Fact, ...], documents: tuple[Document, ...], pages: tuple[Page, ...], case: Case
) -> tuple[RecordProblem, ...]:
    """Contradictions of age, medication, visits, side, copied text and stated benefit, each with its places."""
    own = records_of(documents)
    found = [
        *_ages(own, pages, case),
        *_labelled_days(own, pages, case),
        *stopped_and_listed(facts, own, pages),
        *contradicting_statements(own, pages),
        *_visits(facts),
        *_sides(own, pages),
        *_carried(own, pages),
        *_copied(own, pages),
        *_benefits(own, pages),
    ]
    return tuple(dict.fromkeys(found))


def _ages(own: tuple[Document, ...], pages: tuple[Page, ...], case: Case) -> Iterator[RecordProblem]:
    born = case.date_of_birth
    if born is None:
        return
    birth = tuple(source.span for source in case.sources if source.field == "date_of_birth")[:1]
    for document in own:
        if document.date is None or document.kind is DocumentKind.BILLING:
            continue
        possible = _ages_possible(document, pages, case)
        for page in pages_of(document, pages):
            for match in _AGE.finditer(page.text):
                around = page.text[max(0, match.start() - 60) : match.start()]
                age = int(match["a"] or match["b"] or match["c"])
                now = age_on(born, document.date.earliest())
                if age in possible or abs(age - now) > FARTHEST_AGE or _NOT_NOW.search(around):
                    continue
                span = _span(page, match.start(), match.end())
                yield conflict(
                    f"The {name_document(document)} gives the age as {age}; by the date of birth {born} it was {now}.",
                    span,
                    *birth,
                )


def _labelled_days(own: tuple[Document, ...], pages: tuple[Page, ...], case: Case) -> Iterator[RecordProblem]:
    """A birth or injury date printed otherwise than on the application. Scans are left out: OCR misreads digits."""
    for document in own:
        for page in pages_of(document, pages):
            if page.source is not PageSource.TEXT_LAYER:
                continue
            for found in find_dates(page.text[:1500]):
                before = page.text[max(0, found.start - 24) : found.start]
                for name, label, known in (
                    ("birth", _BIRTH_LABEL, case.date_of_birth),
                    ("injury", _INJURY_LABEL, case.date_of_injury),
                ):
                    if known and found.day != known and label.search(before):
                        yield conflict(
                            f"The {name_document(document)} gives the date of {name} as {found.day}; the application "
                            f"says {known}.",
                            _span(page, found.start, found.end),
                        )


def _ages_possible(document: Document, pages: tuple[Page, ...], case: Case) -> frozenset[int]:
    """The ages on the days that the document gives, and on the day of injury."""
    born, own = case.date_of_birth, document.date
    if born is None or own is None:
        return frozenset()
    days = {own.earliest(), own.latest()}
    if case.date_of_injury:
        days.add(case.date_of_injury)
    if document.kind is not DocumentKind.PR2:
        days |= {
            found.day
            for page in pages_of(document, pages)
            for found in find_dates(page.text[:600])
            if abs((found.day - own.earliest()).days) < 120
        }
    return frozenset(age_on(born, day) for day in days)


def _span(page: Page, start: int, end: int) -> Span:
    return Span(page.file, page.number, start, end, " ".join(page.text[start:end].split()))


def _visits(facts: tuple[Fact, ...]) -> Iterator[RecordProblem]:
    """More visits attended than all authorizations of the service allow."""
    courses = [fact for fact in facts if isinstance(fact, TreatmentCourse) and not fact.only_in_ur]
    for service in sorted({fact.service for fact in courses}):
        mine = [fact for fact in courses if fact.service == service]
        authorized = sum({fact.authorized for fact in mine if fact.authorized})
        most = max((fact for fact in mine if fact.completed), key=lambda fact: fact.completed or 0, default=None)
        if authorized and most is not None and (most.completed or 0) > authorized:
            allowed = next(fact for fact in mine if fact.authorized)
            yield conflict(
                f"{most.completed} {service} visits are said to have been attended, but only {authorized} were "
                "authorized according to the records.",
                *most.spans[:1],
                *allowed.spans[:1],
            )


def _sides(own: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    """The other side named a few times where the file nearly always names one, or a side that was corrected."""
    named: dict[tuple[str, str], list[Saying]] = {}
    corrected = {page.text for page in pages if _CORRECTED.can_match(folded(page.text))}
    for document in own:
        for saying in sayings(document, pages):
            sides = set(sides_in(saying.text))
            if saying.page.text in corrected and _CORRECTED.search(saying.text):
                yield conflict(
                    f'The {name_document(document)} corrects a side: "{shorten(saying.text)}".', saying.span()
                )
            for each in sides:
                if len({side for part, side in sides if part == each[0]}) == 1:
                    named.setdefault(each, []).append(saying)
    for (part, side), few in sorted(named.items(), key=lambda item: item[0]):
        many = named.get((part, "right" if side == "left" else "left"), [])
        for saying in few:
            if len(few) <= 3 and len(many) >= 8 and saying.document.kind in _TREATS:
                yield conflict(
                    f"The {name_document(saying.document)} names the {side} {part}; everything else in the file is "
                    f"about the {'right' if side == 'left' else 'left'} {part}.",
                    saying.span(),
                    many[0].span(),
                )


def _carried(own: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    for document in own:
        if document.kind not in LISTS | _TREATS | {DocumentKind.OTHER}:
            continue
        for page in pages_of(document, pages):
            match = _CARRIED.search(page.text)
            if match:
                yield conflict(
                    f"The {name_document(document)} holds text marked as a template or as carried forward; it "
                    "may not describe this visit.",
                    _span(page, match.start(), min(len(page.text), match.end() + 60)),
                )
                break


def _copied(own: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    """An examination word for word as before, in a report that says the patient is worse."""
    reports = [document for document in own if document.kind is DocumentKind.PR2 and document.date is not None]
    said = {document.id: list(sayings(document, pages)) for document in reports}
    for document in reports:
        if not any(_WORSE.search(saying.text) for saying in said[document.id]):
            continue
        for earlier in reports:
            if document.date is None or earlier.date is None or earlier.date >= document.date:
                continue
            before = {saying.text for saying in said[earlier.id] if len(saying.text.split()) >= _SHARED_WORDS}
            same = next((saying for saying in said[document.id] if saying.text in before), None)
            if same is not None:
                yield conflict(
                    f"The {name_document(document)} reports worsening, but its text repeats the "
                    f'{name_document(earlier)} word for word: "{shorten(same.text)}".',
                    same.span(),
                )
                break


def _benefits(own: tuple[Document, ...], pages: tuple[Page, ...]) -> Iterator[RecordProblem]:
    """A therapist's opinion of benefit next to measures that did not change."""
    for document in own:
        if document.kind not in _TREATS:
            continue
        said = list(sayings(document, pages))
        praised = next((saying for saying in said if _BENEFIT.search(saying.text)), None)
        same = next((saying for saying in said if _UNCHANGED.search(saying.text)), None)
        if praised is not None and same is not None and praised is not same:
            yield conflict(
                f'The {name_document(document)} says "{shorten(praised.text)}", but also "{shorten(same.text)}".',
                praised.span(),
                same.span(),
            )
