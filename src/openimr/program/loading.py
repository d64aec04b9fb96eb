"""From the files of a pack to a Program, with every error naming file and key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise

import yaml
from pydantic import TypeAdapter, ValidationError

from ..case import OpenImrError
from .program import Clock, Program

PARTS = ("program", "clocks", "holidays", "reasons", "evidence", "fees")


class PackError(OpenImrError):
    """A pack that cannot be used; the message names the file and the key."""


@cache
def load(name: str) -> Program:
    """The program pack `name` of openimr_packs/programs. Raises PackError for a missing or faulty pack."""
    return read(files("openimr_packs") / "programs" / name)


def read(folder: Traversable) -> Program:
    """A program pack from its folder. Raises PackError for a missing file, bad YAML or a bad value."""
    values: dict[str, object] = {"name": folder.name}
    owner: dict[str, str] = {}
    for part in PARTS:
        file = folder / f"{part}.yaml"
        for key, value in _mapping(file).items():
            if key in owner:
                raise PackError(f"{file}: {key!r} is in {owner[key]} already; keep one")
            values[key], owner[key] = value, f"{part}.yaml"
    try:
        program = TypeAdapter(Program).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        where = owner.get(str(first["loc"][0]), "program.yaml")
        raise PackError(f"{folder.name}/{where}: {key}: {first['msg']}") from error
    _check(program)
    return program


def _mapping(file: Traversable) -> dict[str, object]:
    if not file.is_file():
        raise PackError(f"{file} is missing; every program pack needs {', '.join(f'{part}.yaml' for part in PARTS)}")
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise PackError(f"{file} is no YAML: {error}") from error
    if not isinstance(content, dict):
        raise PackError(f"{file} must hold keys and values at its top")
    return content


def _check(program: Program) -> None:
    calendars = {calendar.name for calendar in program.calendars}
    _unique("clock", (clock.id for clock in program.clocks), program)
    _unique("reason", (reason.name for reason in program.reasons), program)
    for clock in program.clocks:
        for version in clock.versions:
            if version.calendar is not None and version.calendar not in calendars:
                raise PackError(f"{program.name}/clocks.yaml: {clock.id}: no calendar is called {version.calendar!r}")
        _check_versions(program, clock)


def _check_versions(program: Program, clock: Clock) -> None:
    ordered = sorted(clock.versions, key=lambda version: version.valid_from or date.min)
    for earlier, later in pairwise(ordered):
        if (earlier.valid_to or date.max) >= (later.valid_from or date.min):
            raise PackError(f"{program.name}/clocks.yaml: {clock.id}: versions overlap on {later.valid_from}")


def _unique(what: str, names: Iterable[str], program: Program) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PackError(f"{program.name}: {what} {name!r} is given twice")
        seen.add(name)
