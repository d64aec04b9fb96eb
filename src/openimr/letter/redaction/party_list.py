"""Who and what the case itself names: the list that no word of a published letter may repeat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from openimr.case import OpenImrError

from .identifier import Kind, Known
from .party_names import name_words
from .patterns import find_patterns
from .words import tokens, words

_FIELDS = {
    "employee_name": Kind.PERSON, "employer": Kind.FIRM, "claims_administrator": Kind.FIRM, "requesting_physician": Kind.PERSON,
    "attorney": Kind.PERSON, "claim_number": Kind.CLAIM_NUMBER, "practice": Kind.FACILITY, "facility": Kind.FACILITY,
    "adjuster": Kind.PERSON, "address": Kind.ADDRESS, "agent": Kind.PERSON, "adj_number": Kind.CLAIM_NUMBER,
    "ur_organization": Kind.FIRM, "ur_reviewer": Kind.PERSON, "reviewer": Kind.REVIEWER, "provider": Kind.PERSON,
}  # fmt: skip
_ROLES = {
    "employer": Kind.FIRM, "claims_administrator": Kind.FIRM, "ur_organization": Kind.FIRM, "requesting_group": Kind.FACILITY,
    "facility": Kind.FACILITY, "manufacturer": Kind.FIRM, "reviewer": Kind.REVIEWER,
}  # fmt: skip
_NUMBERS = {
    "claim_number": Kind.CLAIM_NUMBER, "adj_number": Kind.CLAIM_NUMBER, "ssn": Kind.SSN, "mrn": Kind.RECORD_NUMBER, "medical_record_number": Kind.RECORD_NUMBER,
    "phone": Kind.PHONE, "fax": Kind.PHONE, "email": Kind.EMAIL, "license": Kind.LICENSE, "license_number": Kind.LICENSE, "npi": Kind.NPI,
    "date_of_birth": Kind.BIRTH, "address": Kind.ADDRESS, "member_id": Kind.BENEFICIARY, "account": Kind.ACCOUNT,
}  # fmt: skip
_FIRM_WORDS = re.compile(
    r"\b(?:inc|llc|llp|ltd|corp|co|company|group|clinic|cent(?:er|re)|hospital|institute|associates|medical|law|offices?|partners|services|insurance|apc|pc|health|claims)\b\.?",
    re.I,
)


def read_parties(name: str, text: str) -> tuple[Known, ...]:
    """From review.json, or from {"parties": [{"role", "name", "address", "phone", ...}]}. Raises OpenImrError when it is neither."""
    try:
        record = json.loads(text)
    except ValueError as wrong:
        raise OpenImrError(f"{name} is no JSON ({wrong}); give the review.json of the case.") from wrong
    if not isinstance(record, dict) or not {"case", "parties", "employee"} & set(record):
        raise OpenImrError(
            f'{name} has neither "case" nor "parties"; give the review.json of the case, or a party list.'
        )
    return tuple(dict.fromkeys(known for known in _all(record) if len(known.text.strip()) > 1))


def _all(record: dict[str, object]) -> Iterator[Known]:
    case = _dict(record.get("case", record))
    yield from _fields(case)
    for row in (*_rows(record.get("parties")), *_rows(case.get("parties"))):
        role = str(row.get("role") or "party")
        yield from _party(row, role, _ROLES.get(role))
    for row in _rows(record.get("documents")):
        yield from _author(row.get("author"))
        yield from _named(row.get("other_patient_name") or row.get("patient_named"), Kind.PERSON, "another patient")
    reviewer = _dict(record.get("reviewer"))
    for row in (reviewer, *_rows(reviewer.get("candidates")), _dict(reviewer.get("proposed"))):
        yield from _party(row, "reviewer", Kind.REVIEWER)


def _author(value: object) -> Iterator[Known]:
    """The author as read from a page: a name or a firm, or else a heading, which is no one's name."""
    if not isinstance(value, str):
        return
    folds = [token.fold for token in tokens(value) if len(token.text) > 1]
    own = [one for one in folds if one not in name_words().titles]
    plain = [one for one in own if one in words().ordinary and one not in words().given]
    signed = len(own) < len(folds) or len(own) > 1
    if own and not plain and signed:
        yield from _named(value, Kind.PERSON, "author")
    elif len(own) > len(plain) and _FIRM_WORDS.search(value):
        yield from _named(value.split(" - ")[0], Kind.FACILITY, "author")


def _fields(case: dict[str, object]) -> Iterator[Known]:
    for field, meant in _FIELDS.items():
        yield from _named(case.get(field), meant, field)
    yield from _party(_dict(case.get("employee")), "employee", Kind.PERSON)
    for row in _rows(case.get("sources")):
        kind = _FIELDS.get(str(row.get("field"))) or _NUMBERS.get(str(row.get("field")))
        if kind:
            yield from _named(row.get("value"), kind, str(row["field"]))
        for item in _rows(row.get("evidence")):
            yield from _numbers(str(item.get("quote") or ""), "application")


def _party(row: dict[str, object], role: str, kind: Kind | None) -> Iterator[Known]:
    name = row.get("name")
    if isinstance(name, str):
        yield from _named(name, kind or (Kind.FIRM if _FIRM_WORDS.search(name) else Kind.PERSON), role)
    for field, number in _NUMBERS.items():
        for value in _values(row.get(field)):
            yield Known(kind=number, text=value, role=role)
    for alias in (*_values(row.get("aliases")), *_values(row.get("maiden_name"))):
        yield from _named(alias, kind or Kind.PERSON, role)


def _named(value: object, kind: Kind, role: str) -> Iterator[Known]:
    """A value as read from a form: a name, perhaps followed by a street, a city, a telephone number."""
    if not isinstance(value, str) or not value.strip():
        return
    yield from _numbers(value, role)
    if kind in (Kind.CLAIM_NUMBER, Kind.BIRTH):
        number = re.match(r"[\w/.-]+(?:[ -](?=\S*\d)[\w-]+)*", value.strip())
        yield Known(kind=kind, text=number[0] if number else value, role=role)
        return
    head = re.split(r"\s(?=\(?\d{3}\)?[\s-])|,\s*(?=\d)|;|\s{3,}|\n", value.strip())[0].strip(" ,")
    firm = _FIRM_WORDS.search(head) and kind is Kind.PERSON
    yield Known(kind=Kind.FIRM if firm else kind, text=head, role=role)


def _numbers(value: str, role: str) -> Iterator[Known]:
    for mark in find_patterns(value):
        yield Known(kind=mark.kind, text=value[mark.start : mark.end], role=role)


def _values(value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(str(one) for one in value)
    return (str(value),) if value else ()


def _rows(value: object) -> tuple[dict[str, object], ...]:
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}
