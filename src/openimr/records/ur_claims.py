"""Statements of the utilization review decision that the records prove wrong.

A reviewer decides on the records; a decision built on a fact that the records contradict has to be corrected first.
Every finding quotes the decision and the record against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from openimr.case import (
    Case,
    Document,
    DocumentKind,
    Fact,
    Imaging,
    Medication,
    Page,
    RecordProblem,
    Span,
)

from .document_dates import find_dates
from .document_heads import head_of
from .ledger import first_words, name_document
from .record_sentences import Saying, age_on, decisions_of, pages_of, records_of, sayings
from .ur_claim_evidence import ClaimFile, test_absence, test_contradiction, test_gain, wrong
from .ur_claim_lexicon import claims_lexicon
from .ur_counts import test_count, test_mass, test_use
from .ur_numbers import sides_in

_AGE = re.compile(r"\b(?P<age>[1-9]\d)[- ]?(?:years?[- ]old|y/?o\b|yr[- ]old|year old)", re.IGNORECASE)
_UNDER = re.compile(r"\bunder (?:the age of )?(?P<age>[1-9]\d)(?: years| of age|\b)", re.IGNORECASE)
_SEX = re.compile(
    r"\b\d\d[- ]?(?:years?[- ]old|y/?o)[ ,-]+(?:\w+[ -]){0,2}?(?P<sex>male|female|man|woman)\b", re.IGNORECASE
)
_SEXES = {"male": "male", "man": "male", "female": "female", "woman": "female"}
_INJURED = re.compile(
    r"(?:date of injury|\bDOI|industrial injury|injured|injury)(?: (?:of|on|dated))?[\s:,]*$", re.IGNORECASE
)
_AT_INJURY = re.compile(r"at the time of (?:the )?injur|when (?:he|she) was injured", re.IGNORECASE)
_STUDY = re.compile(
    r"\b(?:MRI|magnetic resonance|CT|x-?rays?|radiographs?|EMG|NC[SV]|electrodiagnos\w+)\b", re.IGNORECASE
)
_PROVIDER = re.compile(r"[A-Za-z&'’ ]{8,40}")
_BEGAN = re.compile(r"\b(?:began|started|initiated|first (?:prescribed|dispensed|used))\b", re.IGNORECASE)
_TEST = re.compile(
    r"\b(?:MRI|CT|x-?rays?|urine|drug|EMG|NC[SV]|lab\w*|cultures?|ECG|EKG|TENS|study|scan)\b", re.IGNORECASE
)


def test(
    case: Case, facts: tuple[Fact, ...], documents: tuple[Document, ...], pages: tuple[Page, ...]
) -> tuple[RecordProblem, ...]:
    """Every statement of the decision that the records contradict, in the order of the decision."""
    said = tuple(saying for document in records_of(documents) for saying in sayings(document, pages))
    file = ClaimFile(case=case, documents=documents, pages=pages, facts=facts, said=said)
    found: list[RecordProblem] = []
    for decision in decisions_of(documents):
        for claim in sayings(decision, pages):
            found.extend(_test_claim(claim, file))
    return tuple(dict.fromkeys(found))


def _test_claim(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    lexicon = claims_lexicon()
    if lexicon.not_of_the_patient.search(claim.text):
        return
    yield from _test_age(claim, file)
    yield from _test_person(claim, file)
    yield from _test_study(claim, file)
    yield from _test_other_patient(claim, file)
    yield from _test_start(claim, file)
    yield from test_count(claim, file)
    yield from test_mass(claim, file)
    yield from test_use(claim, file)
    yield from _test_side(claim, file)
    if lexicon.denial.search(claim.text):
        of_outcome = lexicon.outcome.search(claim.text) is not None
        yield from test_gain(claim, file)
        for absence in lexicon.absences:
            if absence.topic.search(claim.text) and (absence.outcome or not of_outcome):
                yield from test_absence(claim, absence, file)
    for contradiction in lexicon.contradictions:
        stated = contradiction.decision.search(claim.text)
        if stated:
            yield from test_contradiction(claim, stated, contradiction, file)


def _birth_span(file: ClaimFile) -> tuple[Span, ...]:
    return tuple(source.span for source in file.case.sources if source.field == "date_of_birth")[:1]


def _test_age(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    born, day = file.case.date_of_birth, file.case.ur_decision_date
    if born is None or day is None:
        return
    now = age_on(born, day)
    stated = _AGE.search(claim.text)
    if stated and not _AT_INJURY.search(claim.text):
        age = int(stated["age"])
        hurt = file.case.date_of_injury
        if age != now and (hurt is None or age != age_on(born, hurt)):
            yield wrong(claim, f"by the date of birth {born} the patient was {now} on {day}.", *_birth_span(file))
    under = _UNDER.search(claim.text)
    if under and now >= int(under["age"]) >= 18:
        yield wrong(claim, f"by the date of birth {born} the patient was {now} on {day}.", *_birth_span(file))


def _test_person(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """Sex and date of injury against the application."""
    sex = _SEX.search(claim.text)
    if sex and file.case.sex and _SEXES[sex["sex"].lower()] != file.case.sex:
        yield wrong(claim, f"the application gives the sex as {file.case.sex}.")
    injured = file.case.date_of_injury
    for found in find_dates(claim.text):
        before = claim.text[max(0, found.start - 40) : found.start]
        if injured and found.day != injured and _INJURED.search(before):
            yield wrong(claim, f"the date of injury is {injured}.")


def _test_study(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A study date that no study has, while one of the same day and month, or with one part else, is on file."""
    if not _STUDY.search(claim.text):
        return
    kinds = (DocumentKind.IMAGING, DocumentKind.EMG)
    days = {
        document.date.to_day(): document
        for document in records_of(file.documents)
        if document.kind in kinds and document.date is not None and document.date.day
    }
    stated = {
        fact.date.to_day() for fact in file.facts if isinstance(fact, Imaging) and fact.date and not fact.only_in_ur
    }
    for found in find_dates(claim.text):
        if found.day in days or found.day in stated or not _STUDY.search(claim.text[: found.start]):
            continue
        near = next((day for day in sorted(filter(None, days)) if _one_part_else(day, found.day)), None)
        if near is not None:
            study = days[near]
            yield wrong(
                claim, f"the study on file is the {name_document(study)}.", first_words(pages_of(study, file.pages)[0])
            )


def _one_part_else(one: date, other: date) -> bool:
    parts = (one.year == other.year, one.month == other.month, one.day == other.day)
    return sum(parts) == 2


def _test_other_patient(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A test or study dated as only another patient's page is, or a provider named on no other page."""
    own = {document.date for document in records_of(file.documents)}
    days = {found.day for found in find_dates(claim.text)} if _TEST.search(claim.text) else set()
    for document in file.documents:
        if not document.other_patient:
            continue
        held = pages_of(document, file.pages)
        dated = document.date is not None and document.date not in own and document.date.to_day() in days
        if dated or _names_only_provider(claim, head_of(held[0]).first(1), file):
            yield wrong(
                claim, f"that is the {name_document(document)}, a page of another patient.", first_words(held[0])
            )


def _names_only_provider(claim: Saying, letterhead: str, file: ClaimFile) -> bool:
    """The claim names the provider of that page, and no record of the patient does."""
    name = _PROVIDER.match(letterhead)
    words = name[0].strip().lower() if name else ""
    if len(words.split()) < 2 or words not in claim.text.lower():
        return False
    return not any(words in head_of(page).first(3).lower() for page in _own_pages(file))


def _own_pages(file: ClaimFile) -> Iterator[Page]:
    for document in records_of(file.documents):
        yield from pages_of(document, file.pages)[:1]


def _test_start(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """A drug said to have begun on a day, while a record shows it earlier."""
    begun = _BEGAN.search(claim.text)
    days = find_dates(claim.text[begun.start() :])[:1] if begun else ()
    for found in days:
        for fact in file.facts:
            if not isinstance(fact, Medication) or fact.only_in_ur or fact.date is None or not fact.date.day:
                continue
            if fact.name.lower() in claim.text.lower() and (found.day - fact.date.earliest()).days > 13:
                yield wrong(claim, f"the records show {fact.name} on {fact.date}.", *fact.spans[:1])
                return


def _test_side(claim: Saying, file: ClaimFile) -> Iterator[RecordProblem]:
    """The wrong side of an operated or injured part, where the records nearly all name the other."""
    for part, side in sides_in(claim.text):
        other = "right" if side == "left" else "left"
        named = [saying for saying in file.said for each in sides_in(saying.text) if each == (part, other)]
        same = sum(1 for saying in file.said for each in sides_in(saying.text) if each == (part, side))
        if len(named) >= 4 and len(named) >= 5 * same:
            yield wrong(claim, f"the records name the {other} {part}.", named[0].span())
