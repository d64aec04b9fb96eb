"""May this person review? RQ1-RQ6 of Labor Code 139.5(d)(4), on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .identifiers import specialty_of
from .reviewer import BOARD_CERTIFIED_DEGREES, Board, License, Reviewer
from .specialty import alike

PHYSICIANS = frozenset({"MD", "DO", "PHD", "PSYD", "LAC", "OD", "DDS", "DMD", "DPM", "DC"})
"""Who is a physician in workers' compensation (Labor Code 3209.3)."""
FIELDS = {
    "PHD": "Psychology",
    "PSYD": "Psychology",
    "LAC": "Acupuncture",
    "OD": "Optometry",
    "DDS": "Dentistry",
    "DMD": "Dentistry",
    "DPM": "Podiatry",
    "DC": "Chiropractic",
}
"""What a license of that degree is for; these need no board certificate."""
NO_EVALUATORS = date(2014, 1, 1)
"""Since then a reviewer may hold no appointment as qualified medical evaluator (Labor Code 139.5(d)(4)(B))."""
_SOURCE = "Labor Code 139.5(d)(4)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One requirement tested: id RQ1..RQ6, whether it holds, why, and its source."""

    id: str
    holds: bool
    says: str
    source: str


def qualify(reviewer: Reviewer, *, on: date, specialties: tuple[str, ...] = ()) -> tuple[Requirement, ...]:
    """Every requirement with its answer on the day `on`; qualified means that all hold (`is_qualified`).

    specialties: those that fit the dispute (`specialty.fitting`); without them RQ2 asks only for some field of practice.
    What is not attested does not hold.
    """
    return (
        _licensed(reviewer, on),
        _knowledgeable(reviewer, specialties),
        _unrestricted(reviewer, on),
        _certified(reviewer, on),
        _undisciplined(reviewer),
        _no_evaluator(reviewer, on),
    )


def is_qualified(reviewer: Reviewer, *, on: date) -> bool:
    return all(requirement.holds for requirement in qualify(reviewer, on=on))


def valid_licenses(reviewer: Reviewer, *, on: date) -> tuple[License, ...]:
    """Licenses in force and without restriction on that day."""
    return tuple(one for one in reviewer.licenses if one.expires >= on and not one.restricted)


def valid_boards(reviewer: Reviewer, *, on: date) -> tuple[Board, ...]:
    return tuple(board for board in reviewer.boards if board.expires is None or board.expires >= on)


def fields(reviewer: Reviewer) -> tuple[str, ...]:
    """What the reviewer practices: certificates ever held, taxonomy codes, and the field of the degree."""
    named = [board.specialty for board in reviewer.boards]
    named += [name for code in reviewer.taxonomies if (name := specialty_of(code))]
    named += [FIELDS[reviewer.degree]] if reviewer.degree in FIELDS else []
    return tuple(dict.fromkeys(named))


def _licensed(reviewer: Reviewer, on: date) -> Requirement:
    current = [one for one in reviewer.licenses if one.expires >= on]
    states = ", ".join(one.state for one in current)
    if reviewer.degree not in PHYSICIANS:
        says = f"{reviewer.degree} is no physician's license"
    elif current:
        says = f"{reviewer.degree} licensed in {states}"
    else:
        lapsed = ", ".join(f"{one.state} expired on {one.expires.isoformat()}" for one in reviewer.licenses)
        says = f"no license in force on {on.isoformat()}" + (f": {lapsed}" if lapsed else "")
    holds = bool(current) and reviewer.degree in PHYSICIANS
    return Requirement(id="RQ1", holds=holds, says=says, source=f"{_SOURCE}, 3209.3")


def _knowledgeable(reviewer: Reviewer, specialties: tuple[str, ...]) -> Requirement:
    practiced = fields(reviewer)
    fit = [one for one in practiced if not specialties or any(alike(one) & alike(wanted) for wanted in specialties)]
    if fit:
        says = f"practices {', '.join(fit)}"
    elif specialties:
        says = f"no practice in {' or '.join(specialties)}"
    else:
        says = "no field of practice on record"
    return Requirement(id="RQ2", holds=bool(fit), says=says, source=_SOURCE)


def _unrestricted(reviewer: Reviewer, on: date) -> Requirement:
    holds = bool(valid_licenses(reviewer, on=on))
    says = "non-restricted license" if holds else "no license without restriction"
    return Requirement(id="RQ3", holds=holds, says=says, source=f"{_SOURCE}(A)")


def _certified(reviewer: Reviewer, on: date) -> Requirement:
    if reviewer.degree not in BOARD_CERTIFIED_DEGREES:
        return Requirement(id="RQ4", holds=True, says=f"not required of a {reviewer.degree}", source=_SOURCE)
    boards = valid_boards(reviewer, on=on)
    lapsed = [f"{one.specialty} expired on {one.expires.isoformat()}" for one in reviewer.boards if one.expires]
    says = "no board certificate in force" + (f": {', '.join(lapsed)}" if lapsed else "")
    if boards:
        says = "certified in " + ", ".join(board.specialty for board in boards)
    return Requirement(id="RQ4", holds=bool(boards), says=says, source=_SOURCE)


def _undisciplined(reviewer: Reviewer) -> Requirement:
    if reviewer.disciplined is None:
        says = "no attestation about discipline"
    elif reviewer.disciplined:
        says = "discipline on record"
    else:
        when = f" (attested on {reviewer.attested_on.isoformat()})" if reviewer.attested_on else ""
        says = f"no discipline or sanction on record{when}"
    return Requirement(id="RQ5", holds=reviewer.disciplined is False, says=says, source=_SOURCE)


def _no_evaluator(reviewer: Reviewer, on: date) -> Requirement:
    held = reviewer.qualified_medical_evaluator
    answers = {True: "holds a QME appointment", False: "holds no QME appointment"}
    says = "no statement whether a QME appointment is held" if held is None else answers[held]
    holds = held is False or on < NO_EVALUATORS
    return Requirement(id="RQ6", holds=holds, says=says, source=f"{_SOURCE}, since {NO_EVALUATORS.isoformat()}")
