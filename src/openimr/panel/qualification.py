"""May this person review at all? RQ1-RQ6 of Labor Code 139.5(d)(4), on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .roster import BOARD_CERTIFIED_DEGREES, Board, License, Reviewer

PHYSICIANS = frozenset({"MD", "DO", "PHD", "PSYD", "LAC", "OD", "DDS", "DMD", "DPM", "DC"})
"""Who is a physician in workers' compensation (Labor Code 3209.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement tested: id RQ1..RQ6, whether it holds, why, and its source."""

    id: str
    holds: bool
    says: str
    source: str


def qualify(reviewer: Reviewer, *, on: date) -> tuple[Requirement, ...]:
    """Every requirement with its answer on the day `on`; qualified means that all hold (`is_qualified`)."""
    return (
        _licensed(reviewer, on),
        _unrestricted(reviewer, on),
        _certified(reviewer, on),
        Requirement(
            id="RQ5",
            holds=not reviewer.disciplined,
            says="discipline on record" if reviewer.disciplined else "no discipline or sanction on record",
            source="Labor Code 139.5(d)(4)",
        ),
        Requirement(
            id="RQ6",
            holds=not reviewer.qualified_medical_evaluator or on < date(2014, 1, 1),
            says="holds a QME appointment" if reviewer.qualified_medical_evaluator else "holds no QME appointment",
            source="Labor Code 139.5(d)(4), since 2014-01-01",
        ),
    )


def is_qualified(reviewer: Reviewer, *, on: date) -> bool:
    return all(requirement.holds for requirement in qualify(reviewer, on=on))


def valid_licenses(reviewer: Reviewer, *, on: date) -> tuple[License, ...]:
    """Licenses in force and without restriction on that day."""
    return tuple(one for one in reviewer.licenses if one.expires >= on and not one.restricted)


def valid_boards(reviewer: Reviewer, *, on: date) -> tuple[Board, ...]:
    return tuple(board for board in reviewer.boards if board.expires is None or board.expires >= on)


def _licensed(reviewer: Reviewer, on: date) -> Requirement:
    current = [one for one in reviewer.licenses if one.expires >= on]
    holds = bool(current) and reviewer.degree in PHYSICIANS
    states = ", ".join(one.state for one in current)
    says = f"{reviewer.degree} licensed in {states}" if holds else f"no license in force on {on.isoformat()}"
    return Requirement(id="RQ1", holds=holds, says=says, source="Labor Code 139.5(d)(4), 3209.3")


def _unrestricted(reviewer: Reviewer, on: date) -> Requirement:
    holds = bool(valid_licenses(reviewer, on=on))
    says = "non-restricted license" if holds else "no license without restriction"
    return Requirement(id="RQ3", holds=holds, says=says, source="Labor Code 139.5(d)(4)(A)")


def _certified(reviewer: Reviewer, on: date) -> Requirement:
    source = "Labor Code 139.5(d)(4)"
    if reviewer.degree not in BOARD_CERTIFIED_DEGREES:
        return Requirement(id="RQ4", holds=True, says=f"not required of a {reviewer.degree}", source=source)
    boards = valid_boards(reviewer, on=on)
    says = (
        "certified in " + ", ".join(board.specialty for board in boards) if boards else "no board certificate in force"
    )
    return Requirement(id="RQ4", holds=bool(boards), says=says, source=source)
