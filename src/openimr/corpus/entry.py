"""One item of one published determination, as the corpus indexes, counts and compares it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .determination import Outcome

AGE_BANDS: tuple[tuple[str, int, int], ...] = (
    ("0-10", 0, 10),
    ("11-20", 11, 20),
    ("21-30", 21, 30),
    ("31-40", 31, 40),
    ("41-50", 41, 50),
    ("51-64", 51, 64),
    ("65+", 65, 120),
)
"""Bands of the agencies' tables: name, lowest and highest age in whole years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item, what was decided of it and what its letter says. None or () = the letter does not say.

    id: sixteen hexadecimal digits of the letter's own content, a dash and the number of the item; it stays the same wherever the
    letter is indexed. days_to_decide: from the application (else the assignment) to the determination, or as an agency's
    table counts them. guidelines, admin_guidelines: families (`family_of`) cited by the reviewer and by the claims administrator.
    pages: "family#page" for every page the reviewer cites, ranges spelled out. age_low, age_high: equal where the age is
    known, else the ends of the printed band. facts: what the clinical summary states, "type: value". signals: of `signals_in`,
    from the summary alone (known before the decision). kind: of dispute, as an agency types it.
    """

    id: str
    file: str
    nth: int
    n: int
    program: str
    request: str
    case_number: str | None = None
    decided: date | None = None
    year: int | None = None
    days_to_decide: int | None = None
    service: str | None = None
    region: str | None = None
    quantity: float | None = None
    quantity_unit: str | None = None
    decision: Outcome | None = None
    decision_explicit: bool = True
    kind: str | None = None
    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    admin_guidelines: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    age_low: int | None = None
    age_high: int | None = None
    sex: str | None = None
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    facts: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    summary: str = ""
    rationale: str = ""

    @property
    def age_band(self) -> str | None:
        """The agencies' band that holds the age; None when the age is not known or its band straddles two of theirs."""
        if self.age_low is None or self.age_high is None:
            return None
        return next((name for name, low, high in AGE_BANDS if low <= self.age_low and self.age_high <= high), None)
