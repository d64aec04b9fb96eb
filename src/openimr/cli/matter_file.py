"""What a notice is written from, read from a YAML or JSON file; every error names file, line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from openimr.case import OpenImrError
from openimr.letter.notices import Addressee, Ground, Matter, NoticeItem
from openimr.program.pack_file import PackFile, parse
from openimr.program.process import Process
from openimr.workflow import CaseFact
from openimr.workflow.fact import COMPUTED, Value, wrong_fact

T = TypeVar("T")
KEYS = ("case_number", "sent_on", "parties", "items", "facts", "grounds", "concerned")


def read_matter(path: Path, process: Process) -> Matter:
    """The case, its parties and what is known. Raises OpenImrError, or OSError where the file cannot be read."""
    file = parse(path.read_text(encoding="utf-8"), path.name)
    for key in file.content:
        if key not in KEYS:
            raise OpenImrError(f"{file.at((key,))}: unknown key {key!r}; use {', '.join(KEYS)}")
    for key in ("case_number", "sent_on", "parties", "items"):
        if key not in file.content:
            raise OpenImrError(f"{file.name}: {key!r} is missing")
    facts = _facts(file, process)
    return Matter(
        case_number=str(file.content["case_number"]),
        sent_on=_typed(TypeAdapter(date), "sent_on", file),
        parties=_typed(TypeAdapter(tuple[Addressee, ...]), "parties", file),
        items=_typed(TypeAdapter(tuple[NoticeItem, ...]), "items", file),
        facts=facts,
        grounds=_typed(TypeAdapter(tuple[Ground, ...]), "grounds", file),
        concerned=_typed(TypeAdapter(tuple[int, ...]), "concerned", file),
    )


def _typed(adapter: TypeAdapter[T], key: str, file: PackFile) -> T:
    try:
        return adapter.validate_python(file.content.get(key, ()))
    except ValidationError as error:
        first = error.errors()[0]
        where = file.at((key, *first["loc"]))
        raise OpenImrError(f"{where}: {'.'.join(map(str, (key, *first['loc'])))}: {first['msg']}") from error


def _facts(file: PackFile, process: Process) -> tuple[CaseFact, ...]:
    given = file.content.get("facts", {})
    if not isinstance(given, dict):
        raise OpenImrError(f"{file.at(('facts',))}: facts must be names with values")
    facts = []
    for name, value in given.items():
        typed: Value = tuple(str(one) for one in value) if isinstance(value, list) else value
        fact = CaseFact(name=str(name), value=typed)
        says = wrong_fact(process, fact)
        if says:
            known = ", ".join(one.name for one in process.facts if one.name not in COMPUTED)
            raise OpenImrError(f"{file.at(('facts', str(name)))}: {says}; facts are {known}")
        facts.append(fact)
    return tuple(facts)
