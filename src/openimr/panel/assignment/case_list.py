"""Open cases as CSV: one row each, with what is in dispute and who is involved."""

from __future__ import annotations

import csv
import io
from datetime import date

from openimr.case import DisputedItem, Party, PartyRole, Problem

from ..specialty import is_known_service
from .openings import OpenCase

REQUIRED = ("id", "services")
OPTIONAL = ("due", "regions", "requests", "earlier_reviewers", "cleared", "seats")
ROLES = {role.value: role for role in PartyRole}
_FIX = "Correct the row and give the list again; nothing was assigned."


def load_cases(text: str) -> tuple[tuple[OpenCase, ...], tuple[Problem, ...]]:
    """Columns id, services; as needed due, regions, requests, earlier_reviewers, cleared, seats, and one for each role of a
    party (employer, requesting_physician, ...). Several values in a cell stand between semicolons; `Name @ address`.

    One row that cannot be right refuses the whole list.
    """
    try:
        table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
        columns = [str(name).strip() for name in table.fieldnames or ()]
        table.fieldnames = columns
        rows = list(enumerate(table, start=2))
    except csv.Error as wrong:
        fix = "Save the sheet as comma-separated values in UTF-8."
        return (), (Problem(code="case_list_format", says=f"This is no CSV table: {wrong}.", where="cases", fix=fix),)
    problems = [*_column_problems(columns)]
    cases: list[OpenCase] = []
    seen: dict[str, int] = {}
    for number, row in rows if not problems else ():
        faults: list[str] = []
        case = _case(row, faults)
        first = seen.setdefault(case.id, number)
        faults += [f"the case {case.id} stands in row {first} already"] if first != number else []
        problems += [_problem(number, fault) for fault in faults]
        cases.append(case)
    return (() if problems else tuple(cases)), tuple(problems)


def _column_problems(columns: list[str]) -> list[Problem]:
    wrong = [f"the column {name!r} is missing" for name in REQUIRED if name not in columns]
    wrong += [f"the column {name!r} is unknown" for name in columns if name not in {*REQUIRED, *OPTIONAL, *ROLES}]
    fix = f"Use the columns {', '.join(REQUIRED)}; these may be added: {', '.join((*OPTIONAL, *ROLES))}."
    return [
        Problem(code="case_list_columns", says=f"In this list {one}.", where="cases, row 1", fix=fix) for one in wrong
    ]


def _problem(row: int, fault: str) -> Problem:
    return Problem(code="case_list_row", says=f"This row cannot be used: {fault}.", where=f"cases, row {row}", fix=_FIX)


def _case(row: dict[str, str], faults: list[str]) -> OpenCase:
    if None in row or None in row.values():
        faults.append("it has more or fewer cells than the head has columns")
    cells = {key: (value or "").strip() for key, value in row.items() if key is not None}
    services, regions, requests = (_parts(cells.get(name, "")) for name in ("services", "regions", "requests"))
    faults += [] if cells.get("id") else ["it has no id"]
    faults += [] if services else ["it names no service"]
    faults += [f"{one!r} is no service the panel knows" for one in services if not is_known_service(one)]
    seats = cells.get("seats") or "1"
    faults += [] if seats in {"1", "2"} else [f"seats cannot be {seats!r}; use 1 or 2"]
    return OpenCase(
        id=cells.get("id", ""),
        items=_items(services, regions, requests),
        parties=tuple(_party(ROLES[name], one) for name in ROLES for one in _parts(cells.get(name, ""))),
        due=_day(cells.get("due", ""), faults),
        seats=2 if seats == "2" else 1,
        earlier=_parts(cells.get("earlier_reviewers", "")),
        cleared=_parts(cells.get("cleared", "")),
    )


def _items(services: tuple[str, ...], regions: tuple[str, ...], requests: tuple[str, ...]) -> tuple[DisputedItem, ...]:
    """The n-th service with the n-th region and request; one region or request stands for all."""
    return tuple(
        DisputedItem(n=n + 1, request=_nth(requests, n) or service, service=service, body_region=_nth(regions, n))
        for n, service in enumerate(services)
    )


def _nth(values: tuple[str, ...], n: int) -> str | None:
    return values[n] if n < len(values) else (values[0] if len(values) == 1 else None)


def _party(role: PartyRole, text: str) -> Party:
    name, _, address = text.partition("@")
    return Party(role=role, name=name.strip(), address=address.strip() or None)


def _day(text: str, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(f"due: {text!r} is no day of the calendar; write it as 2014-06-30")
        return None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
