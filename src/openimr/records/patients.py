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
from .patient_names import FullName, Likeness, compare, other_initial, read_name

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
_BIRTH_YEAR = re.compile(
    r"(?:d\.?\s?o\.?\s?b|date of birth|born)\W{0,6}\w{1,2}\s?[/-]\s?\w{1,2}\s?[/-]\s?((?:19|20)\d\d)\b", re.IGNORECASE
)
_HEADED = re.compile(
    r"(?:^|[ \t])(?P<name>[A-Z][A-Za-z'’-]{1,},?[ \t]+(?:[A-Z]\.?[ \t]+)?[A-Z][A-Za-z'’-]{1,}(?:[ \t]+[A-Z]\b\.?)?)[ \t|,;_-]{1,5}"
    r"(?:(?P<born>\d{1,2}/\d{1,2}/(?:19|20)\d\d)(?:[ \t]+(?P<sex>[FM])\b)?"
    r"|(?:DOB|MRN|AGE|\(?\d{1,2}\s?(?:y\.?/?o|yrs?|[FM]\b)|SEX|DX)\b)",
    re.MULTILINE,
)
_ADDRESSED = re.compile(
    r"^\W{0,3}(?:Mr|Mrs|Ms|Miss)\.?\s+(?P<name>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){1,2})\s*$", re.MULTILINE
)
_CLAIM = re.compile(
    r"\bclaim\s*(?:no|number|num|#|id)?\W{0,4}\s*(?P<claim>(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{5,})", re.IGNORECASE
)
_SEX = re.compile(
    r"\b(?:sex|gender)\W{0,3}(?P<sex>m|f|male|female)\b|\b\d{1,2}[- ]?(?:y\.?/?o\.?|year[- ]old|yr[- ]old)?\s?(?P<short>[MF]|male|female)\b",
    re.IGNORECASE,
)
_FAR_BACK = 15  # years before the paper: so old a day beside a name is a day of birth
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
    full: FullName | None
    sex: str | None


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
        full=read_name(employee_name),
        sex=None,
    )
    person = replace(person, sex=_usual_sex(pages, person))
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


def _usual_sex(pages: tuple[Page, ...], person: _Person) -> str | None:
    """m or f, as most papers with the patient's birth date or claim number say."""
    counted: Counter[str] = Counter()
    for page in pages:
        top = page.text[:700]
        if _speaks_for(top, person) or (person.born and any(_same_day(day, person.born) for day in _births(top))):
            counted.update((match["sex"] or match["short"]).lower()[0] for match in _SEX.finditer(top))
    return counted.most_common(1)[0][0] if counted and len({*counted.values()}) == len(counted) else None


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
    if document.kind in _NEVER or _speaks_for(text, person):
        return False
    head = head_of(held[0])
    top = "\n".join(head.lines[:14])
    births = _births(top) + _bare_births(head.first(6), document)
    if person.born and any(_same_day(day, person.born) for day in births):
        return False
    named = document.patient_named
    other_birth = person.born is not None and (bool(births) or _other_birth_year(top, person.born))
    if other_birth and _shares_full_name(text, person):
        return False
    if other_birth:
        wholly = all(_wholly_else(day, person.born) for day in births if person.born)
        return named is None or wholly or not _is_named(named, person)
    labelled = named is not None and _LABEL.search(head.top(12)) is not None and _is_person(named)
    if labelled and named is not None and _differs_wholly(named, person) and not _mentions(text, person):
        return True
    return _of_a_namesake(head, text, person)


def _speaks_for(text: str, person: _Person) -> bool:
    """The claim number of the case stands on the paper."""
    flat = re.sub(r"\W", "", text).lower()
    return bool(person.claim and len(person.claim) >= 5 and person.claim in flat)


def _bare_births(top: str, document: Document) -> tuple[date, ...]:
    """A day beside a name at the head, so far before the paper that it is the day of birth."""
    made = document.date.to_day() if document.date else None
    days = (
        found[0].day
        for match in _HEADED.finditer(top)
        if match["born"] and _is_person(match["name"]) and (found := find_dates(match["born"]))
    )
    return tuple(day for day in days if made and day.year <= made.year - _FAR_BACK)


def _other_birth_year(top: str, born: date) -> bool:
    """A birth date whose day cannot be read, but whose year is another in two places at least."""
    years = [match[1] for match in _BIRTH_YEAR.finditer(top)]
    return bool(years) and all(sum(x != y for x, y in zip(year, str(born.year), strict=True)) >= 2 for year in years)


def _of_a_namesake(head: Head, text: str, person: _Person) -> bool:
    """A name like the patient's, yet another person's: another given name, or the same name with other marks."""
    if person.full is None or _injured_alike(text, person):
        return False
    top = head.top(7)
    addressed = [match["name"] for match in _ADDRESSED.finditer(top)]
    headed = [match["name"] for match in _HEADED.finditer(top)] + [
        match["name"] for match in _LABEL.finditer(head.top(12))
    ]
    names = [name for name in (*headed, *addressed) if _is_person(name) and len(_name_words(name)) >= 2]
    if not names or _shares_full_name(text, person) or any(_is_own(name, person.full) for name in names):
        return False
    others = [name for name in names if compare(name, person.full) is Likeness.OTHER and _shares_a_name(name, person)]
    if others and not _given_stands(text, person):
        return True
    return any(other_initial(name, person.full) for name in names) and _other_marks(top, person)


def _is_own(name: str, full: FullName) -> bool:
    """The patient's name, a letterhead's last word before it allowed; a double surname in full is enough."""
    words = name.split()
    if any("-" in part and part in name.lower() for part in full.surname):
        return True
    tails = [" ".join(words[n:]) for n in range(len(words) - 1)]
    return any(compare(tail, full) is Likeness.SAME and not other_initial(tail, full) for tail in tails)


def _injured_alike(text: str, person: _Person) -> bool:
    return person.injured is not None and any(found.day == person.injured for found in find_dates(text))


def _shares_a_name(name: str, person: _Person) -> bool:
    """One word of the name is one of the patient's, or begins like it: the pages were taken for one another."""
    mine = _parts(person.names)
    return any(
        _near(word.lower(), own) or (len(own) > 3 and word.lower()[:4] == own[:4])
        for word in _name_words(name)
        for own in mine
    )


def _given_stands(text: str, person: _Person) -> bool:
    """The patient's own given name stands on the paper."""
    given = person.full.given[0] if person.full else ""
    return len(given) > 2 and any(word.lower() == given for word in _WORD.findall(text))


def _other_marks(top: str, person: _Person) -> bool:
    """Another claim number or another sex at the head."""
    claims = [re.sub(r"\W", "", match["claim"]).lower() for match in _CLAIM.finditer(top)]
    if person.claim and any(SequenceMatcher(None, claim, person.claim).ratio() < 0.75 for claim in claims):
        return True
    sexes = {(match["sex"] or match["short"]).lower()[0] for match in _SEX.finditer(top)}
    return person.sex is not None and bool(sexes) and person.sex not in sexes


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
