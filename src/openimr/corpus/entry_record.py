"""An entry as the line of JSON that the index stores, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from .determination import Outcome
from .entry import Entry

_NAMES = tuple(one.name for one in fields(Entry))
_LISTS = frozenset(one.name for one in fields(Entry) if one.default == ())


def entry_record(entry: Entry) -> str:
    """One line of JSON; what is not known and what is empty is left out."""
    row = {name: value for name in _NAMES if (value := getattr(entry, name)) not in (None, (), "")}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain)


def parse_entry(line: str) -> Entry:
    row: dict[str, Any] = json.loads(line)
    for name in _LISTS & row.keys():
        row[name] = tuple(row[name])
    if "decided" in row:
        row["decided"] = date.fromisoformat(row["decided"])
    if "decision" in row:
        row["decision"] = Outcome(row["decision"])
    return Entry(**({"request": ""} | row))


def _plain(value: object) -> str:
    return (
        value.isoformat() if isinstance(value, date) else str(value.value) if isinstance(value, Outcome) else str(value)
    )
