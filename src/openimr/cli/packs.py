"""`imr packs`: list, show and prove the guideline rules."""

from __future__ import annotations

import argparse
import sys

from openimr.case import OpenImrError
from openimr.guideline import load_library, prove


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("list", "show", "prove"))
    command.add_argument("row", nargs="?", help="id of the row to show, e.g. CP09-PSY-01")


def run(chosen: argparse.Namespace) -> int:
    """Prints what was asked; 1 when an example of a pack does not prove."""
    try:
        return {"list": _list, "show": _show, "prove": _prove}[chosen.action](chosen.row)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _list(_: str | None) -> int:
    for edition in load_library().editions:
        row = edition.row
        print(f"{row.id:16} {row.stance:16} {', '.join(row.service):40} {edition.head.id}")
    return 0


def _show(row: str | None) -> int:
    if row is None:
        raise OpenImrError("Say which row, e.g. imr packs show CP09-PSY-01; imr packs list names them.")
    edition = load_library().row(row)
    if edition is None:
        raise OpenImrError(f"There is no row {row}; imr packs list names them.")
    print(edition.row.model_dump_json(indent=2, exclude_none=True))
    return 0


def _prove(_: str | None) -> int:
    proofs = prove(load_library())
    failed = [proof for proof in proofs if not proof.holds]
    for proof in failed:
        print(f"{proof.row_id}: {proof.example}: expected {proof.expected}, found {proof.found}")
    print(f"{len(proofs) - len(failed)} of {len(proofs)} examples prove")
    return 1 if failed else 0
