"""What goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema


class CaseOut(Schema):
    number: str
    program: str
    state: str
    priority: str
    received_on: date
    due_on: date | None
    employee_name: str | None
    claim_number: str | None
    services: str
    pages: int | None
    version: int


class CasesOut(Schema):
    """after: give it back to get the next cases; None when there are no more."""

    cases: list[CaseOut]
    after: str | None


class ItemOut(Schema):
    n: int
    request: str
    service: str
    proposed: str
    decision: str
    rationale: str
    revision: int
    signed_at: datetime | None


class PaperOut(Schema):
    name: str
    sha256: str
    size: int
    state: str
    problem: str
    received_at: datetime


class JobOut(Schema):
    id: int
    kind: str
    state: str
    done: int
    total: int
    attempts: int
    error: str


class EventOut(Schema):
    chain: str
    place: int
    at: datetime
    actor: str | None
    kind: str
    hash: str


class HitOut(Schema):
    place: int
    file: str
    page: int


class SaveIn(Schema):
    text: str
    revision: int


class SignIn(Schema):
    decision: Literal["upheld", "overturned"]
    reason: str = ""


class AttestIn(Schema):
    no_conflict: bool


class AssignIn(Schema):
    reviewer: str


class ReasonIn(Schema):
    reason: str


class FindingIn(Schema):
    says: str
    item: int | None = None


class ReturnIn(Schema):
    findings: list[FindingIn]


class AnswerIn(Schema):
    answer: str


class CommentIn(Schema):
    place: int
    text: str


class CorrectionIn(Schema):
    """kind: of the document, for document_kind; quote: the words, for fact_refused."""

    place: int
    do: Literal["document_kind", "document_start", "document_join", "fact_refused"]
    kind: str = ""
    quote: str = ""


class Told(Schema):
    """A refusal in one sentence. field: what it is about."""

    detail: str
    field: str = ""
