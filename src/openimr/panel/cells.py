"""Cells of a roster: what each may hold, and what is wrong when it does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from .identifiers import is_npi
from .reviewer import FAMILY, LICENSE_STATES, Board, License, Tie, TieKind

Part = TypeVar("Part")
_EARLIEST, _LATEST = date(1940, 1, 1), date(2100, 1, 1)
_TIE = re.compile(r"(?P<kind>[a-z][a-z ]*?)(?::(?P<detail>[^=]*))?\s*=\s*(?P<name>.+)", re.DOTALL)


def read_parts(text: str, read: Callable[[str], Part], faults: list[str]) -> tuple[Part, ...]:
    """Parts between semicolons; `read` raises ValueError with the fault."""
    parts = []
    for part in text.split(";"):
        try:
            parts += [read(part.strip())] if part.strip() else []
        except ValueError as fault:
            faults.append(str(fault))
    return tuple(parts)


def parse_date(text: str) -> date:
    """A day between 1940 and 2100, as 2031-12-31; ValueError says what is wrong."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as wrong:
        raise ValueError(f"{text.strip()!r} is no day of the calendar; write it as 2031-12-31") from wrong
    if not _EARLIEST <= day <= _LATEST:
        raise ValueError(f"{text.strip()!r} cannot be a date of a credential")
    return day


def read_date(text: str, name: str, faults: list[str]) -> date | None:
    try:
        return parse_date(text) if text else None
    except ValueError as wrong:
        faults.append(f"{name}: {wrong}")
        return None


def read_license(text: str) -> License:
    """Reads `CA:2016-12-31`, then any of `restricted`, `#A12345`, `verified 2013-10-01`, each after a colon."""
    state, *rest = (part.strip() for part in text.split(":"))
    if state.upper() not in LICENSE_STATES:
        raise ValueError(f"there is no state {state!r}; use the postal code, e.g. CA")
    if not rest or not rest[0]:
        raise ValueError(f"the license of {state} has no last day; write {state}:2031-12-31")
    notes = rest[1:]
    unknown = [note for note in notes if note != "restricted" and not note.startswith(("#", "verified "))]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no note on a license; use restricted, #number or verified YYYY-MM-DD")
    return License(
        state=state.upper(),
        expires=parse_date(rest[0]),
        restricted="restricted" in notes,
        number=next((note[1:] for note in notes if note.startswith("#")), None),
        verified_on=_verified(notes),
    )


def read_board(text: str) -> Board:
    """Reads `Neurology`, `Neurology:2030-12-31`, `Neurology:2030-12-31:verified 2013-10-01`."""
    specialty, *rest = (part.strip() for part in text.split(":"))
    if not specialty:
        raise ValueError("a board certificate names no specialty")
    notes = [note for note in rest if note.startswith("verified ")]
    dates = [note for note in rest if note and note not in notes]
    if len(dates) > 1:
        raise ValueError(f"the certificate in {specialty} has {len(dates)} last days")
    return Board(specialty=specialty, expires=parse_date(dates[0]) if dates else None, verified_on=_verified(notes))


def _verified(notes: list[str]) -> date | None:
    days = [parse_date(note.removeprefix("verified ")) for note in notes if note.startswith("verified ")]
    return days[0] if days else None


def read_tie(text: str) -> Tie:
    """Reads `Bay Group`, `employment=Bay Group`, `financial:3%=Acme Devices`, `familial:sibling=Pat Vale`."""
    found = _TIE.fullmatch(text)
    if not found:
        return Tie(name=text)
    kinds = {kind.value: kind for kind in TieKind}
    if found["kind"] not in kinds:
        raise ValueError(f"{found['kind']!r} is no kind of tie; use one of {', '.join(kinds)}")
    kind, detail = kinds[found["kind"]], (found["detail"] or "").strip()
    if kind is TieKind.FAMILIAL:
        if detail and detail not in FAMILY | {"other"}:
            raise ValueError(f"{detail!r} is no relation; use one of {', '.join(sorted(FAMILY))} or other")
        return Tie(name=found["name"], kind=kind, relation=detail or None)
    percent = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]+)?)\s*%", detail)
    if detail and not percent:
        raise ValueError(f"{detail!r} is no share; write it as 12%")
    return Tie(name=found["name"], kind=kind, percent=float(percent[1]) if percent else None)


def read_number(text: str, name: str, most: float, faults: list[str]) -> float | None:
    """A number from 0 to `most`; empty is not documented."""
    if not text:
        return None
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) or float(text) > most:
        faults.append(f"{name} cannot be {text!r}")
        return None
    return float(text)


def read_whole(text: str, name: str, faults: list[str]) -> int:
    if not re.fullmatch(r"[0-9]{0,5}", text):
        faults.append(f"{name} cannot be {text!r}")
        return 0
    return int(text or 0)


def read_flag(text: str, name: str, faults: list[str]) -> bool | None:
    """yes or no; empty is not documented, and then the requirement does not hold."""
    answers = {"yes": True, "no": False, "": None}
    if text.lower() not in answers:
        faults.append(f"{name}: {text!r} is neither yes nor no")
    return answers.get(text.lower())


def read_npi(text: str, faults: list[str]) -> str | None:
    if text and not is_npi(text):
        faults.append(f"{text!r} is no National Provider Identifier: its check digit or its form is wrong")
    return text or None
