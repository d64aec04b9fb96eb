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
        services = row.service if isinstance(row.service, str) else ", ".join(row.service)
        print(f"{row.id:16} {row.stance:16} {services:40} {edition.pack.id}")
    return 0


def _show(row: str | None) -> int:
    if row is None:
        raise OpenImrError("Say which row, e.g. imr packs show CP09-PSY-01; imr packs list names them.")
    print(load_library().row(row).row.model_dump_json(indent=2, exclude_none=True))
    return 0


def _prove(_: str | None) -> int:
    proofs = prove(load_library())
    failed = [proof for proof in proofs if not proof.holds]
    for proof in failed:
        print(proof)
    print(f"{len(proofs) - len(failed)} of {len(proofs)} examples prove")
    return 1 if failed else 0
