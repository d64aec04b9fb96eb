"""The lexicon of what utilization review decisions say and what records say against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from openimr.case import DocumentKind

from .document_heads import read_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    name: str
    topic: re.Pattern[str]
    kinds: frozenset[DocumentKind]
    says: re.Pattern[str]
    outcome: bool
    failing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    name: str
    decision: re.Pattern[str]
    records: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    denial: re.Pattern[str]
    not_of_the_patient: re.Pattern[str]
    outcome: re.Pattern[str]
    absences: tuple[Absence, ...]
    contradictions: tuple[Contradiction, ...]


@cache
def claims_lexicon() -> Claims:
    given = read_lexicon("ur_claims")
    absences, contradictions = given["absences"], given["contradictions"]
    if not isinstance(absences, list) or not isinstance(contradictions, list):
        raise ValueError("ur_claims.yaml: absences and contradictions must be lists")
    return Claims(
        denial=_compile(str(given["denial"]).strip()),
        not_of_the_patient=_compile(str(given["not_of_the_patient"])),
        outcome=_compile(str(given["outcome"])),
        absences=tuple(
            Absence(
                name=row["name"],
                topic=_compile(row["topic"]),
                kinds=frozenset(DocumentKind(kind) for kind in row["kinds"]),
                says=_compile(row["says"]),
                outcome=bool(row.get("outcome")),
                failing=bool(row.get("failing")),
            )
            for row in absences
        ),
        contradictions=tuple(
            Contradiction(name=row["name"], decision=_compile(row["ur"]), records=_compile(row["records"]))
            for row in contradictions
        ),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
