"""Rosters for the commands of the panel: a CSV file, a FHIR bundle, or the bundled fictional one."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

from openimr.case import OpenImrError, Party, PartyRole, Problem
from openimr.panel import Reviewer, load


def read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as wrong:
        raise OpenImrError(f"{path} cannot be read ({wrong.strerror}); check the path.") from wrong
    except UnicodeDecodeError as wrong:
        raise OpenImrError(f"{path} is not UTF-8 text; save it as UTF-8 and try again.") from wrong


def read_roster(path: Path | None, *, on: date | None = None) -> tuple[tuple[Reviewer, ...], tuple[Problem, ...]]:
    """By the file's name: .json is a FHIR R4 bundle, anything else CSV."""
    if path is None:
        return load(resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8"), on=on)
    if path.suffix.lower() == ".json":
        from openimr.panel.fhir import load_bundle

        return load_bundle(read_text(path), on=on)
    return load(read_text(path), on=on)


def require_roster(path: Path | None) -> tuple[Reviewer, ...]:
    """The roster, or an error with the first thing to put right."""
    reviewers, problems = read_roster(path)
    if not reviewers:
        first = problems[0]
        raise OpenImrError(f"{first.where}: {first.says} {first.fix}")
    return reviewers


def parse_party(text: str) -> Party:
    """Reads ROLE=NAME or ROLE=NAME@ADDRESS."""
    roles = {role.value: role for role in PartyRole}
    role, equals, rest = text.partition("=")
    name, _, address = rest.partition("@")
    if role not in roles or not equals or not name.strip():
        raise OpenImrError(f"{text!r} is no party; write ROLE=NAME with a role of {', '.join(roles)}.")
    return Party(role=roles[role], name=name.strip(), address=address.strip() or None)
