"""The roster: reviewers with credentials and ties, read from CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from openimr.case import Problem

_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC PR"
)
LICENSE_STATES = frozenset(re.findall(r"[A-Z]{2}", _STATES))
BOARD_CERTIFIED_DEGREES = frozenset({"MD", "DO"})
"""Degrees that need a current board certificate (Labor Code 139.5(d)(4))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """state: two letters. restricted: any limit or probation. expires: last day of validity."""

    state: str
    expires: date
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """specialty: as certified. expires None: certified for life."""

    specialty: str
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """One reviewer. `name` never leaves the organization; outside, the `id` stands for the person.

    years, hours: of active clinical practice, attested. ties: persons, groups, employers, insurers and firms with which
    the reviewer has a familial, financial or professional affiliation (Labor Code 139.5(d)(5)-(6)). load: open cases.
    """

    id: str
    name: str
    degree: str
    licenses: tuple[License, ...]
    boards: tuple[Board, ...]
    years: float | None
    hours: float | None
    disciplined: bool
    qualified_medical_evaluator: bool
    ties: tuple[str, ...]
    addresses: tuple[str, ...]
    load: int
    capacity: int
    verified_on: date | None

    @property
    def specialties(self) -> tuple[str, ...]:
        return tuple(board.specialty for board in self.boards)


def load(text: str) -> tuple[tuple[Reviewer, ...], tuple[Problem, ...]]:
    """Reads a roster in CSV, columns as in the bundled example.

    A row that cannot be right becomes a Problem, not a reviewer.
    """
    reviewers: list[Reviewer] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            reviewer = _reviewer(row)
        except (KeyError, ValueError) as wrong:
            problems.append(_problem(number, str(wrong)))
            continue
        first = seen.setdefault(reviewer.id, number)
        if first != number:
            problems.append(_problem(number, f"reviewer {reviewer.id} stands in row {first} already"))
            continue
        reviewers.append(reviewer)
    return tuple(reviewers), tuple(problems)


def _problem(row: int, says: str) -> Problem:
    fix = "Correct the row and load the roster again; the other rows were read."
    return Problem(code="roster_row", says=f"This row cannot be used: {says}.", where=f"roster, row {row}", fix=fix)


def _reviewer(row: dict[str, str]) -> Reviewer:
    licenses = tuple(_license(part) for part in _parts(row["licenses"]))
    if not row["id"].strip():
        raise ValueError("it has no id")
    if not licenses:
        raise ValueError("it names no license")
    return Reviewer(
        id=row["id"].strip(),
        name=row["name"].strip(),
        degree=row["degree"].strip().upper(),
        licenses=licenses,
        boards=tuple(_board(part) for part in _parts(row["boards"])),
        years=_number(row["years_in_practice"]),
        hours=_number(row["hours_a_week"]),
        disciplined=_flag(row["disciplined"]),
        qualified_medical_evaluator=_flag(row["qme"]),
        ties=_parts(row["ties"]),
        addresses=_parts(row["addresses"]),
        load=int(row["load"] or 0),
        capacity=int(row["capacity"] or 0),
        verified_on=date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _license(text: str) -> License:
    """Reads `CA:2016-12-31` or `CA:2016-12-31:restricted`."""
    state, expires, *notes = text.split(":")
    if state not in LICENSE_STATES:
        raise ValueError(f"there is no state {state!r}")
    return License(state=state, expires=date.fromisoformat(expires), restricted="restricted" in notes)


def _board(text: str) -> Board:
    specialty, _, expires = text.partition(":")
    return Board(specialty=specialty.strip(), expires=date.fromisoformat(expires) if expires else None)


def _number(text: str) -> float | None:
    return float(text) if text.strip() else None


def _flag(text: str) -> bool:
    answers = {"yes": True, "no": False}
    if text.strip().lower() not in answers:
        raise ValueError(f"{text!r} is neither yes nor no")
    return answers[text.strip().lower()]
