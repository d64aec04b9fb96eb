"""A roster as CSV, in the form that `load` reads back to the same reviewers."""

from __future__ import annotations

import csv
import io

from .reviewer import Board, License, Reviewer, Tie, TieKind
from .roster import OPTIONAL, REQUIRED


def write_roster(reviewers: tuple[Reviewer, ...]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, [*REQUIRED, *OPTIONAL], lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(one) for one in sorted(reviewers, key=lambda one: one.id))
    return stream.getvalue()


def _row(one: Reviewer) -> dict[str, str]:
    return {
        "id": one.id,
        "name": one.name,
        "degree": one.degree,
        "licenses": ";".join(map(_license, one.licenses)),
        "boards": ";".join(map(_board, one.boards)),
        "years_in_practice": _number(one.years),
        "hours_a_week": _number(one.hours),
        "disciplined": _flag(one.disciplined),
        "qme": _flag(one.qualified_medical_evaluator),
        "ties": ";".join(map(_tie, one.ties)),
        "addresses": ";".join(one.addresses),
        "load": str(one.load),
        "capacity": str(one.capacity),
        "verified_on": one.verified_on.isoformat() if one.verified_on else "",
        "npi": one.npi or "",
        "other_names": ";".join(one.other_names),
        "taxonomies": ";".join(one.taxonomies),
        "attested_on": one.attested_on.isoformat() if one.attested_on else "",
        "conditions": ";".join(one.conditions),
        "treatments": ";".join(one.treatments),
    }


def _license(one: License) -> str:
    notes = [one.state, one.expires.isoformat()]
    notes += ["restricted"] if one.restricted else []
    notes += [f"#{one.number}"] if one.number else []
    return ":".join([*notes, *([f"verified {one.verified_on.isoformat()}"] if one.verified_on else [])])


def _board(one: Board) -> str:
    notes = [one.specialty, *([one.expires.isoformat()] if one.expires else [])]
    return ":".join([*notes, *([f"verified {one.verified_on.isoformat()}"] if one.verified_on else [])])


def _tie(one: Tie) -> str:
    if one.kind is TieKind.UNSTATED:
        return one.name
    detail = one.relation or (f"{one.percent:g}%" if one.percent is not None else "")
    return f"{one.kind.value}{':' + detail if detail else ''}={one.name}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _flag(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]
