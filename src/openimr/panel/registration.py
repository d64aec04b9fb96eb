"""Entries of a roster before they are believed: one person twice, credentials that have lapsed or were never checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from openimr.case import Problem

from .conflict import SAME_HOUSE, address_likeness, person_likeness
from .identifiers import specialty_of
from .reviewer import BOARD_CERTIFIED_DEGREES, Reviewer

RECHECK_YEARS = 3
"""Credentials are checked again with their source within this time, the usual cycle of credentialing."""
SAME_NAME, ALIKE = 96.0, 80.0
_IMPORTED = "The reviewer is imported; unless another one is in force, no case is assigned meanwhile."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row or resource: `where` it stands, the reviewer as far as read, and what is wrong with it."""

    where: str
    reviewer: Reviewer | None = None
    faults: tuple[str, ...] = ()


def find_doubles(entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    """Rows that are, or may be, one person: the same id, NPI or license, or the same name without two NPIs to differ."""
    read = [(entry.where, entry.reviewer) for entry in entries if entry.reviewer]
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, (_, reviewer) in enumerate(read):
        for key in _keys(reviewer):
            groups[key].append(place)
    found: dict[tuple[int, int], str] = {}
    for (kind, value), places in groups.items():
        for a, b in combinations(places, 2):
            if kind != "name" or _one_person(read[a][1], read[b][1]):
                found.setdefault((a, b), f"both have the {kind} {value}" if kind != "name" else "their names agree")
    return tuple(
        Problem(
            code="roster_double",
            says=f"{read[a][1].name} and {read[b][1].name} seem to be one person: {why}.",
            where=f"{read[b][0]} and {read[a][0].removeprefix('roster, ')}",
            fix="Nothing was imported: merge the two rows, or give each its own id and NPI.",
        )
        for (a, b), why in sorted(found.items())
    )


def _keys(reviewer: Reviewer) -> list[tuple[str, str]]:
    keys = [("id", reviewer.id)] if reviewer.id else []
    keys += [("NPI", reviewer.npi)] if reviewer.npi else []
    keys += [(f"{one.state} license", one.number) for one in reviewer.licenses if one.number]
    words = {word.strip(".,").lower() for name in (reviewer.name, *reviewer.other_names) for word in name.split()}
    return keys + [("name", word[:4]) for word in sorted(words) if len(word.strip(".")) > 2]


def _one_person(a: Reviewer, b: Reviewer) -> bool:
    """The same name; or a name with a slip or an initial, and one address. Two NPIs are two persons."""
    if a.npi and b.npi and a.npi != b.npi:
        return False
    likeness = person_likeness((a.name, *a.other_names), (b.name, *b.other_names))
    houses = (address_likeness(one, other) for one in a.addresses for other in b.addresses)
    return likeness >= SAME_NAME or (likeness >= ALIKE and any(score >= SAME_HOUSE for score in houses))


def find_lapses(entries: tuple[Entry, ...], on: date) -> tuple[Problem, ...]:
    """Credentials that do not hold on the day, and those not checked with their source for too long."""
    return tuple(
        Problem(code=code, says=f"{entry.reviewer.id}: {says}.", where=entry.where, fix=fix)
        for entry in entries
        if entry.reviewer
        for code, says, fix in _lapses(entry.reviewer, on)
    )


def _lapses(reviewer: Reviewer, on: date) -> list[tuple[str, str, str]]:
    found = []
    for one in reviewer.licenses:
        if one.expires < on:
            says = f"the {one.state} license expired on {one.expires.isoformat()}"
            found.append(("roster_lapsed", says, f"Enter its renewal, or take the license out. {_IMPORTED}"))
    for board in reviewer.boards:
        if board.expires and board.expires < on:
            says = f"the certificate in {board.specialty} expired on {board.expires.isoformat()}"
            found.append(("roster_lapsed", says, f"Enter its renewal, or take the certificate out. {_IMPORTED}"))
    if reviewer.degree in BOARD_CERTIFIED_DEGREES and not reviewer.boards:
        found.append(
            ("roster_no_board", f"an {reviewer.degree} without a board certificate", f"Enter one. {_IMPORTED}")
        )
    if reviewer.disciplined is None or reviewer.qualified_medical_evaluator is None:
        says = "no statement about discipline or a QME appointment"
        found.append(("roster_unattested", says, f"Ask the reviewer for a signed attestation. {_IMPORTED}"))
    unknown = [code for code in reviewer.taxonomies if specialty_of(code) is None]
    if unknown:
        says = f"the taxonomy codes {', '.join(unknown)} are not in the table, so no specialty is read from them"
        found.append(("roster_taxonomy_unknown", says, "Correct them, or add them to rosters/taxonomy.yaml."))
    return found + _unverified(reviewer, on)


def _unverified(reviewer: Reviewer, on: date) -> list[tuple[str, str, str]]:
    checked = [
        ("roster", reviewer.verified_on),
        *((f"{one.state} license", one.verified_on or reviewer.verified_on) for one in reviewer.licenses),
        *((f"certificate in {one.specialty}", one.verified_on or reviewer.verified_on) for one in reviewer.boards),
    ]
    ahead = [what for what, day in checked if day and day > on]
    stale = [what for what, day in checked[1:] if day is None or day < _years_before(on, RECHECK_YEARS)]
    found = []
    if ahead:
        says = f"the check of {', '.join(ahead)} is dated after {on.isoformat()}"
        found.append(("roster_verified_ahead", says, "Enter the day on which the source was asked."))
    if stale:
        says = f"not checked with the source within {RECHECK_YEARS} years: {', '.join(stale)}"
        found.append(("roster_unverified", says, "Ask the licensing or certifying board, and enter the day."))
    return found


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)
