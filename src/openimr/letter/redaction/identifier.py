"""What must not be published: kinds of identifiers, and where one stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Kinds of identifiers; the values are the words of the certificate."""

    REVIEWER = "reviewer"
    PERSON = "person"
    FIRM = "firm"
    FACILITY = "facility"
    ADDRESS = "address"
    PHONE = "phone or fax number"
    EMAIL = "e-mail address"
    WEB = "web address"
    IP = "internet address"
    SSN = "social security number"
    RECORD_NUMBER = "medical record number"
    CLAIM_NUMBER = "claim or court number"
    BENEFICIARY = "health plan number"
    ACCOUNT = "account number"
    LICENSE = "license or certificate number"
    NPI = "provider number"
    VEHICLE = "vehicle number"
    DEVICE = "device number"
    BIRTH = "date of birth"
    DATE = "date"
    AGE = "age over 89"
    OTHER = "other identifier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """text[start:end] identifies. by: party_list | pattern | lexicon | repeated. doubtful: a person should look.

    instead: what is printed in its place; "" for the mark of its kind.
    """

    start: int
    end: int
    kind: Kind
    by: str
    doubtful: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A name, address or number that the case itself gives. role: whose it is."""

    kind: Kind
    text: str
    role: str


def join(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """In order and without overlap: of two that meet, one over both, of the kind of the surer and longer one."""
    out: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind.value)):
        if out and mark.start < out[-1].end:
            out[-1] = _both(out[-1], mark)
        else:
            out.append(mark)
    return tuple(out)


def _both(a: Mark, b: Mark) -> Mark:
    first = max((a, b), key=lambda mark: (mark.kind is Kind.REVIEWER, not mark.doubtful, mark.end - mark.start))
    whole = a.start <= first.start and max(a.end, b.end) == first.end and min(a.start, b.start) == first.start
    return Mark(
        start=min(a.start, b.start), end=max(a.end, b.end), kind=first.kind, by=first.by,
        doubtful=a.doubtful and b.doubtful, instead=first.instead if whole else "",
    )  # fmt: skip
