"""`imr packs`: list, show, prove, compare and export the guideline rules, or print the schema for authors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from openimr.case import OpenImrError
from openimr.engines.pack_folder import open_packs
from openimr.guideline import Edition, Library, json_schema, prove
from openimr.guideline.comparing import compare
from openimr.guideline.fhir import to_fhir
from openimr.guideline.spelling import misspelt_concepts
from openimr.records.facts.concept_lexicon import concepts

from .results import write_file

_HELP = {
    "list": "one line for each rule",
    "show": "a rule with everything in it",
    "prove": "run the examples of every rule; check that every concept is known",
    "diff": "what differs between two folders of packs",
    "export": "rules as FHIR R4 PlanDefinition and Library with CQL",
    "schema": "JSON Schema of pack files, for an editor",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    parsers = {name: actions.add_parser(name, help=says, description=says) for name, says in _HELP.items()}
    for name in ("list", "show", "prove", "export"):
        parsers[name].add_argument("--packs", type=Path, help="folder or file of packs instead of the bundled ones")
    parsers["list"].add_argument("--service", help="only rules for this service, e.g. acupuncture")
    parsers["list"].add_argument("--on", type=date.fromisoformat, help="only rules in force on this day, YYYY-MM-DD")
    parsers["show"].add_argument("row", help="id of the rule, e.g. CP09-PSY-01")
    parsers["prove"].add_argument("folder", nargs="?", type=Path, help="folder or file of packs, the same as --packs")
    parsers["diff"].add_argument("old", type=Path, help="folder or file of packs; `bundled` for those of this version")
    parsers["diff"].add_argument("new", type=Path)
    parsers["export"].add_argument("--fhir", type=Path, required=True, metavar="DIR", help="folder to write to")


def run(chosen: argparse.Namespace) -> int:
    """Prints what was asked; 1 when an example does not prove or two folders differ, 2 when a pack cannot be used."""
    try:
        return {"list": _list, "show": _show, "prove": _prove, "diff": _diff, "export": _export, "schema": _schema}[
            chosen.action
        ](chosen)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def open_named(folder: Path | None) -> Library:
    """The packs of a folder; `bundled` and None stand for those of the distribution."""
    return open_packs(None if folder is None or str(folder) == "bundled" else folder)


def _list(chosen: argparse.Namespace) -> int:
    for edition in open_named(chosen.packs).editions:
        row = edition.row
        if chosen.service not in (None, *row.service) or not (chosen.on is None or edition.holds_on(chosen.on)):
            continue
        services = ", ".join(row.service) or "(of no single service)"
        services = services if len(services) <= 40 else services[:37] + "..."
        mark = "" if row.verified.by else "  not verified"
        print(f"{row.id:18} {row.stance:16} {services:40} {_span(edition):24} {edition.head.id}{mark}")
    return 0


def _span(edition: Edition) -> str:
    return f"{edition.in_force.since} to {edition.in_force.to or 'now'}"


def _show(chosen: argparse.Namespace) -> int:
    edition = open_named(chosen.packs).row(chosen.row)
    if edition is None:
        raise OpenImrError(f"There is no rule {chosen.row}; imr packs list names them.")
    print(f"# {edition.where('id')}\n# {edition.head.title}, {edition.head.edition}, in force {_span(edition)}")
    by, on = edition.row.verified.by, edition.row.verified.on
    print(f"# checked by {by} on {on}" if by else "# not yet checked by a named person against the official text")
    tree = edition.row.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    print(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=110), end="")
    return 0


def _prove(chosen: argparse.Namespace) -> int:
    library = open_named(chosen.folder or chosen.packs)
    proofs = prove(library)
    failed = [proof for proof in proofs if not proof.holds]
    for proof in failed:
        print(f"{proof.where}: {proof.row_id}: {proof.example}: expected {proof.expected}, found {proof.found}")
    unknown = misspelt_concepts(library, frozenset(concept.id for concept in concepts()))
    for mistake in unknown:
        print(mistake)
    print(f"{len(proofs) - len(failed)} of {len(proofs)} examples prove")
    return 1 if failed or unknown else 0


def _diff(chosen: argparse.Namespace) -> int:
    changes = compare(open_named(chosen.old), open_named(chosen.new))
    for change in changes:
        print(change)
    print(f"{len(changes)} differences")
    return 1 if changes else 0


def _export(chosen: argparse.Namespace) -> int:
    editions = open_named(chosen.packs).editions
    chosen.fhir.mkdir(parents=True, exist_ok=True)
    for name, text in _resources(editions):
        write_file(chosen.fhir / name, text.encode())
    print(f"{len(editions)} rules written to {chosen.fhir}: PlanDefinition, Library and CQL of each")
    return 0


def _resources(editions: tuple[Edition, ...]) -> Iterator[tuple[str, str]]:
    for edition in editions:
        for one in to_fhir(edition):
            yield one.name, one.text


def _schema(_: argparse.Namespace) -> int:
    print(json_schema(), end="")
    return 0
