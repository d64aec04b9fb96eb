"""Whose pages they are: naming the patient of a document and setting pages of other people apart.

A page of another patient in the file is a misfiling and a privacy matter. But a page of the patient that is set
apart is evidence lost, so a document is set apart only when it names somebody else and nothing on it speaks for
the patient of the case.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from openimr.case import Document, DocumentKind, Page

from .document_dates import find_dates
from .document_heads import Head, head_of

_LABEL = re.compile(
    r"(?:^|[\s|])\W{0,3}(?:patient(?:\s+name)?|pt(?:\s+name)?|name|employee(?:\s+name)?|claimant|applicant"
    r"|examinee|injured worker|iw|i/w"
    r"|recipient|resident|member|client|worker"
    r"|re)\s*[:;.]\W{0,6}(?:\d{3,}\s+)?(?P<name>[A-Z][A-Za-z'’-]+(?:[ ,.]+(?:“|\")?[A-Za-z][A-Za-z'’-]*){1,3})",
    re.MULTILINE | re.IGNORECASE,
)
_NAME_LINE = re.compile(
    r"^\W{0,3}(?P<name>[A-Z][A-Za-z'’-]{2,},?\s+[A-Z][A-Za-z'’-]{2,})(?=\s+(?:[A-Z]\.?\s+)?(?:MRN|DOB|\d{1,2}/\d|F\b|M\b))",
    re.MULTILINE,
)
_BIRTH = re.compile(r"(?:d\.?\s?o\.?\s?b|p\.?ob|date of birth|birth ?date|born)\W{0,6}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]{2,})*")
_NOT_A_NAME = frozenset(
    "dob date mrn doi dos age sex claim employer phone visit seen provider physician doctor dr ref referring"
    " the and of in to by with "
    "referred md do dc phd re rn mr mrs ms miss jr sr iii ii exam side unit auth dx chart acct payer order"
    " group page".split()
)
_ORGANIZATION = frozenset(
    "insurance claims services center clinic group associates company inc llc medical health hospital district"
    " school "
    "administrators mutual casualty review utilization appeal denial request authorization report claim employer "
    "interpreting pharmacy therapy independent workers compensation injured dispute decision notice invoice"
    " records".split()
)
_NEVER = frozenset(
    {
        DocumentKind.IMR_APPLICATION,
        DocumentKind.UR_DECISION,
        DocumentKind.RFA,
        DocumentKind.FAX_COVER,
        DocumentKind.PROOF_OF_SERVICE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    names: tuple[str, ...]
    born: date | None
    claim: str | None
    injured: date | None


def name_patient(head: Head) -> str | None:
    """The patient a first page names by label ("Patient:", "Pt:", "RE:") or as a name line under the letterhead."""
    top = head.first(12)
    for pattern in (_LABEL, _NAME_LINE):
        for match in pattern.finditer(top):
            words = _name_words(match["name"])
            if len(words) >= 2:
                return " ".join(words)
    return None


def _name_words(text: str) -> tuple[str, ...]:
    words: list[str] = []
    for word in _WORD.findall(text):
        if word.lower() in _NOT_A_NAME:
            break
        words.append(word)
    return tuple(words)


def set_apart(
    documents: tuple[Document, ...],
    pages: tuple[Page, ...],
    *,
    employee_name: str | None,
    date_of_birth: date | None,
    claim_number: str | None,
    date_of_injury: date | None,
) -> tuple[Document, ...]:
    """The documents with `other_patient` marked. Unknown arguments are None; without a name nothing is marked."""
    if not employee_name:
        return documents
    person = _Person(
        names=tuple(word.lower() for word in _WORD.findall(employee_name) if word.lower() not in _NOT_A_NAME),
        born=date_of_birth or _usual_birth(pages),
        claim=re.sub(r"\W", "", claim_number).lower() if claim_number else None,
        injured=date_of_injury,
    )
    by_place = {(page.file, page.number): page for page in pages}
    return tuple(
        replace(document, other_patient=True) if _of_another(document, by_place, person) else document
        for document in documents
    )


def _usual_birth(pages: tuple[Page, ...]) -> date | None:
    """The birth date that most pages give, where the application gives none."""
    counted = Counter(day for page in pages for day in set(_births(page.text)))
    if not counted:
        return None
    best = max(counted.items(), key=lambda item: (item[1], item[0]))
    return best[0] if best[1] >= 2 else None


def _births(text: str) -> tuple[date, ...]:
    found = []
    for match in _BIRTH.finditer(text):
        near = find_dates(text[match.end() : match.end() + 24])
        if near and near[0].start <= 4:
            found.append(near[0].day)
    return tuple(found)


def _of_another(document: Document, by_place: dict[tuple[str, int], Page], person: _Person) -> bool:
    held = [by_place[(document.file, number)] for number in range(document.first_page, document.last_page + 1)]
    text = "\n".join(page.text for page in held)
    flat = re.sub(r"\W", "", text).lower()
    if document.kind in _NEVER or (person.claim and len(person.claim) >= 5 and person.claim in flat):
        return False
    births = _births("\n".join(head_of(held[0]).lines[:14]))
    if person.born and any(_same_day(day, person.born) for day in births):
        return False
    other_birth = person.born is not None and bool(births)
    named = document.patient_named
    if other_birth and _shares_full_name(text, person):
        return False
    if other_birth:
        wholly = all(_wholly_else(day, person.born) for day in births if person.born)
        return named is None or wholly or not _is_named(named, person)
    labelled = named is not None and _LABEL.search(head_of(held[0]).top(12)) is not None and _is_person(named)
    return labelled and named is not None and _differs_wholly(named, person) and not _mentions(text, person)


def _same_day(one: date, other: date) -> bool:
    """The same day, one misread digit (OCR) or exchanged day and month allowed."""
    a, b = one.strftime("%m%d%y"), other.strftime("%m%d%y")
    return sum(x != y for x, y in zip(a, b, strict=True)) <= 1


def _wholly_else(one: date, other: date) -> bool:
    return one.year != other.year and one.month != other.month and one.day != other.day


def _is_person(named: str) -> bool:
    return not any(word.lower() in _ORGANIZATION for word in named.split())


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other).ratio() >= 0.88


def _parts(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for name in names for part in re.split(r"['’-]", name) if len(part) > 1) + names


def _is_named(named: str, person: _Person) -> bool:
    """Whether a name as written can be the patient's: every word of at least three letters is one of the patient's."""
    words = [word.lower() for word in named.split() if len(word) > 2]
    mine = _parts(person.names)
    known = [word for word in words if any(_alike(word, name) for name in mine)]
    return bool(words) and len(known) == len(words)


def _shares_full_name(text: str, person: _Person) -> bool:
    """First name and surname of the patient both stand on the page, exactly."""
    words = {word.lower() for word in _WORD.findall(text)}
    return len(person.names) >= 2 and person.names[0] in words and person.names[-1] in words


def _differs_wholly(named: str, person: _Person) -> bool:
    words = [word.lower() for word in named.split() if len(word) > 2]
    mine = _parts(person.names)
    return len(words) >= 2 and not any(_near(word, name) for word in words for name in mine)


def _near(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= 0.7


def _mentions(text: str, person: _Person) -> bool:
    """Whether any of the patient's names stands on the page, longer ones with a misread letter allowed."""
    mine = [name for name in _parts(person.names) if len(name) > 2]
    words = {part for word in _WORD.findall(text) for part in (word.lower(), *re.split(r"['’-]", word.lower()))}
    return any(
        word == name or (len(name) > 4 and abs(len(word) - len(name)) <= 2 and _alike(word, name))
        for name in mine
        for word in words
    )
