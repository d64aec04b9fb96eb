"""The roster as CSV: all of it, or none and what to put right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from openimr.case import Problem

from .cells import (
    read_board,
    read_date,
    read_flag,
    read_license,
    read_npi,
    read_number,
    read_parts,
    read_tie,
    read_whole,
)
from .identifiers import is_taxonomy
from .registration import Entry, find_doubles, find_lapses
from .reviewer import BOARD_CERTIFIED_DEGREES, LICENSE_STATES, Board, License, Reviewer, Tie, TieKind

__all__ = [
    "BOARD_CERTIFIED_DEGREES",
    "LICENSE_STATES",
    "Board",
    "License",
    "Reviewer",
    "Tie",
    "TieKind",
    "accept",
    "load",
]

REQUIRED = tuple(
    "id name degree licenses boards years_in_practice hours_a_week disciplined qme ties addresses load capacity verified_on".split()
)
OPTIONAL = ("npi", "other_names", "taxonomies", "attested_on", "conditions", "treatments")
_NO_ROW = "Nothing was imported: correct the row and import the roster again."


def load(text: str, *, on: date | None = None) -> tuple[tuple[Reviewer, ...], tuple[Problem, ...]]:
    """Reads a roster in CSV, columns as in the bundled example.

    One row that cannot be right refuses the whole roster, with a Problem for every such row, so that nobody is missed in
    silence. on: the day on which credentials must hold; lapsed ones are Problems too, which refuse nothing: the
    reviewer is imported and may not be assigned.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        columns = [column.strip() for column in table.fieldnames or ()]
        table.fieldnames = columns
        rows = list(enumerate(table, start=2))
    except csv.Error as wrong:
        fix = "Save the sheet as comma-separated values in UTF-8 and import it again."
        return (), (Problem(code="roster_format", says=f"This is no CSV table: {wrong}.", where="roster", fix=fix),)
    problems = _column_problems(columns)
    if problems:
        return (), problems
    return accept((_entry(number, row) for number, row in rows), on=on)


def accept(entries: Iterable[Entry], *, on: date | None) -> tuple[tuple[Reviewer, ...], tuple[Problem, ...]]:
    """All reviewers, when every entry stands and no two are one person; else none. Lapses come last and refuse nothing."""
    given = tuple(entries)
    wrong = [
        Problem(code="roster_row", says=f"This row cannot be used: {fault}.", where=entry.where, fix=_NO_ROW)
        for entry in given
        for fault in entry.faults
    ]
    if not given:
        wrong.append(
            Problem(code="roster_empty", says="It holds no reviewer.", where="roster", fix="Choose another file.")
        )
    wrong += find_doubles(given)
    lapses = find_lapses(given, on) if on else ()
    reviewers = () if wrong else tuple(entry.reviewer for entry in given if entry.reviewer)
    return reviewers, (*wrong, *lapses)


def _column_problems(columns: list[str]) -> tuple[Problem, ...]:
    wrong = [f"the column {name!r} is missing" for name in REQUIRED if name not in columns]
    wrong += [f"the column {name!r} is unknown" for name in columns if name not in REQUIRED + OPTIONAL]
    wrong += [
        f"the column {name!r} stands twice" for name in sorted({one for one in columns if columns.count(one) > 1})
    ]
    fix = f"Use the columns {', '.join(REQUIRED)}; these may be added: {', '.join(OPTIONAL)}."
    return tuple(
        Problem(code="roster_columns", says=f"In this roster {fault}.", where="roster, row 1", fix=fix)
        for fault in wrong
    )


def _entry(number: int, row: dict[str, str]) -> Entry:
    where = f"roster, row {number}"
    if None in row or None in row.values():
        return Entry(where=where, faults=("it has more or fewer cells than the head has columns",))
    faults: list[str] = []
    reviewer = _reviewer({key: value.strip() for key, value in row.items()}, faults)
    return Entry(where=where, reviewer=reviewer, faults=tuple(faults))


def _reviewer(row: dict[str, str], faults: list[str]) -> Reviewer:
    """The row as a reviewer, as far as it can be read; what cannot is added to `faults`."""
    licenses = read_parts(row["licenses"], read_license, faults)
    faults += [f"it has no {column}" for column in ("id", "name", "degree") if not row[column]]
    if not row["licenses"]:
        faults.append("it names no license; add one as STATE:last day, e.g. CA:2031-12-31")
    taxonomies = read_parts(row.get("taxonomies", ""), str, faults)
    faults += [f"{one!r} is no NUCC taxonomy code" for one in taxonomies if not is_taxonomy(one)]
    return Reviewer(
        id=row["id"],
        name=row["name"],
        degree=row["degree"].upper().replace(".", ""),
        licenses=licenses,
        boards=read_parts(row["boards"], read_board, faults),
        years=read_number(row["years_in_practice"], "years in practice", 75, faults),
        hours=read_number(row["hours_a_week"], "hours a week", 100, faults),
        disciplined=read_flag(row["disciplined"], "disciplined", faults),
        qualified_medical_evaluator=read_flag(row["qme"], "qme", faults),
        ties=read_parts(row["ties"], read_tie, faults),
        addresses=read_parts(row["addresses"], str, faults),
        load=read_whole(row["load"], "load", faults),
        capacity=read_whole(row["capacity"], "capacity", faults),
        verified_on=read_date(row["verified_on"], "verified_on", faults),
        other_names=read_parts(row.get("other_names", ""), str, faults),
        npi=read_npi(row.get("npi", ""), faults),
        taxonomies=taxonomies,
        attested_on=read_date(row.get("attested_on", ""), "attested_on", faults),
        conditions=read_parts(row.get("conditions", ""), str, faults),
        treatments=read_parts(row.get("treatments", ""), str, faults),
    )
