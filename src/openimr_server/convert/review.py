"""review.json, as the pages need it: frozen values made from the stored text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Evidence(_Value):
    file: str
    page: int
    quote: str


class Sentence(_Value):
    text: str
    evidence: tuple[Evidence, ...] = ()


class Criterion(_Value):
    id: str
    kind: str
    name: str | None = None
    result: str
    explain: str
    conflict: bool = False
    only_in_ur: bool = False
    informative: bool = False
    evidence: tuple[Evidence, ...] = ()


class Guideline(_Value):
    title: str
    section: str | None = None
    pages: str | None = None
    edition: str | None = None


class Item(_Value):
    n: int
    request: str
    service: str | None = None
    quantity: float | None = None
    unit: str | None = None
    ur_decision: str | None = None
    ur_guidelines: tuple[Guideline, ...] = ()
    guidelines: tuple[Guideline, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    proposed_decision: str | None = None
    decisive: tuple[str, ...] = ()
    contributing: tuple[str, ...] = ()
    rationale: str = ""
    rationale_sentences: tuple[Sentence, ...] = ()
    what_would_change: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


class Document(_Value):
    id: str
    file: str
    first_page: int
    last_page: int
    kind: str
    title: str | None = None
    date: str | None = None
    author: str | None = None
    duplicate_of: str | None = None
    other_patient: bool = False


class LedgerLine(_Value):
    file: str
    page: int
    fate: str
    document: str | None = None
    confidence: float = 1.0


class Fact(_Value):
    """words: its fields as "name: value", in the order of the file."""

    type: str
    assertion: str = "asserted"
    only_in_ur: bool = False
    evidence: tuple[Evidence, ...] = ()
    words: str = ""


class RecordProblem(_Value):
    kind: str
    about: str
    evidence: tuple[Evidence, ...] = ()


class Candidate(_Value):
    id: str
    fit: float
    reasons: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


class Panel(_Value):
    specialties: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


class Check(_Value):
    code: str
    severity: str
    says: str
    where: str = ""


class Employee(_Value):
    name: str | None = None
    date_of_birth: str | None = None
    sex: str | None = None


class Dispute(_Value):
    employee: Employee = Employee()
    date_of_injury: str | None = None
    claim_number: str | None = None
    employer: str | None = None
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    ur_decision_date: str | None = None
    signature_date: str | None = None
    expedited_requested: bool | None = None


class EligibilityDetail(_Value):
    reason: str
    says: str
    source: str = ""
    computation: str = ""


class Eligibility(_Value):
    eligible: bool
    details: tuple[EligibilityDetail, ...] = ()
    last_day: str | None = None
    last_day_steps: tuple[str, ...] = ()


class Problem(_Value):
    code: str
    says: str
    where: str
    fix: str


class Patient(_Value):
    age: int | None = None
    sex: str | None = None


class Review(_Value):
    """One reading of one case file, as stored."""

    case: Dispute
    eligibility: Eligibility
    patient: Patient = Patient()
    documents: tuple[Document, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    facts: tuple[Fact, ...] = ()
    record_problems: tuple[RecordProblem, ...] = ()
    problems: tuple[Problem, ...] = ()
    summary: tuple[Sentence, ...] = ()
    items: tuple[Item, ...] = ()
    reviewer: Panel = Panel()
    checks: tuple[Check, ...] = ()
    engine: dict[str, Any] = Field(default_factory=dict)


_UNSAID = frozenset({"type", "assertion", "only_in_ur", "evidence"})


def read_review(text: bytes) -> Review:
    """Raises pydantic.ValidationError where the text is no review.json."""
    import json

    tree = json.loads(text)
    for fact in tree.get("facts", ()):
        fact["words"] = _tell(fact)
    return Review.model_validate(tree)


def _tell(fact: dict[str, Any]) -> str:
    said: Iterable[str] = (
        f"{name.replace('_', ' ')}: {value}"
        for name, value in fact.items()
        if value is not None and name not in _UNSAID
    )
    return "; ".join(said)
