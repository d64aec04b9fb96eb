"""The log of cases: one event a line. A log with anything wrong is refused whole; every fault names row and remedy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openimr.case import Problem
from openimr.program.process import Process

from .fact import CaseFact, Value, possible, wrong_fact

RETRACTED = "retracted"
"""The event name of a row that takes back the row it amends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to a case. at: when it happened; recorded: when it was written down.

    items: the items it concerns, () = all. amends: id of the row that this one corrects or, if `name` is "retracted",
    takes back.
    """

    id: str
    case: str
    name: str
    at: date
    recorded: datetime
    actor: str
    items: tuple[int, ...] = ()
    facts: tuple[CaseFact, ...] = ()
    amends: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRead:
    """events is empty when there is any problem: nothing is taken in half."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


def read_log(text: str, process: Process) -> LogRead:
    """Events from JSON lines. Faults of form only; what an event may do to its case, `rebuild` tells."""
    events: list[Event] = []
    problems: list[Problem] = []
    for row, line in enumerate(text.splitlines(), 1):
        if line.strip():
            event, wrong = _read_line(line, row, process)
            problems.extend(wrong)
            events.extend((event,) if event else ())
    problems.extend(_repeated_ids(events))
    return LogRead(events=() if problems else tuple(events), problems=tuple(problems))


def write_log(events: Iterable[Event]) -> str:
    """The events as JSON lines, as `read_log` takes them."""
    return "".join(json.dumps(_row(event), ensure_ascii=False) + "\n" for event in events)


def _row(event: Event) -> dict[str, object]:
    row: dict[str, object] = {
        "id": event.id,
        "case": event.case,
        "event": event.name,
        "at": event.at.isoformat(),
        "recorded": event.recorded.isoformat(),
        "actor": event.actor,
    }
    if event.items:
        row["items"] = list(event.items)
    if event.facts:
        row["facts"] = {fact.name: _plain(fact.value) for fact in event.facts}
    if event.amends:
        row["amends"] = event.amends
    return row


def _plain(value: Value) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


NEEDED = ("id", "case", "event", "at", "recorded", "actor")
KNOWN = (*NEEDED, "items", "facts", "amends")


def _read_line(line: str, row: int, process: Process) -> tuple[Event | None, list[Problem]]:
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        return None, [_wrong("no_json", row, f"is no JSON ({error.msg})", "write one JSON object a line")]
    if not isinstance(given, dict):
        return None, [_wrong("no_object", row, "is no JSON object", "write one JSON object a line")]
    wrong = [_wrong("key_missing", row, f"lacks {key!r}", f"add {key!r}") for key in NEEDED if key not in given]
    wrong += [
        _wrong("key_unknown", row, f"has the unknown key {key!r}", f"use only {', '.join(KNOWN)}")
        for key in given
        if key not in KNOWN
    ]
    at, recorded = _moment(given.get("at")), _moment(given.get("recorded"))
    if not wrong and (at is None or not isinstance(recorded, datetime)):
        fix = "write YYYY-MM-DD or YYYY-MM-DDTHH:MM; recorded needs a time"
        wrong.append(_wrong("no_day", row, "has no day in at or recorded that exists", fix))
    facts, bad = _read_facts(given.get("facts", {}), row, process)
    wrong += bad
    items = given.get("items", [])
    if not isinstance(items, list) or not all(type(one) is int and one > 0 for one in items):
        wrong.append(_wrong("bad_items", row, "has items that are no numbers", "number the items from 1"))
    if wrong or at is None or not isinstance(recorded, datetime):
        return None, wrong
    return (
        Event(
            id=str(given["id"]),
            case=str(given["case"]),
            name=str(given["event"]),
            at=at,
            recorded=recorded.replace(tzinfo=None),
            actor=str(given["actor"]),
            items=tuple(items),
            facts=facts,
            amends=str(given["amends"]) if given.get("amends") else None,
            row=row,
        ),
        [],
    )


def _read_facts(given: object, row: int, process: Process) -> tuple[tuple[CaseFact, ...], list[Problem]]:
    if not isinstance(given, dict):
        return (), [_wrong("bad_facts", row, "has facts that are no names with values", "write {name: value}")]
    kinds = {fact.name: fact.kind for fact in process.facts}
    facts, wrong = [], []
    for name, value in given.items():
        fact = CaseFact(name=name, value=_typed(value, kinds.get(name)))
        says = wrong_fact(process, fact)
        if says:
            wrong.append(_wrong("bad_fact", row, says, "see the facts of the process tables"))
        facts.append(fact)
    return tuple(facts), wrong


def _typed(value: object, kind: str | None) -> Value:
    """The value as its kind; what does not fit stays text, so that the message can show it."""
    if kind in ("day", "moment") and isinstance(value, str):
        return _moment(value) or value
    if kind == "words" and isinstance(value, list):
        return tuple(str(one) for one in value)
    return value if isinstance(value, bool | int | str) else json.dumps(value)


def _moment(given: object) -> date | None:
    """A day, or a moment in the program's local time. None for anything else."""
    if not isinstance(given, str):
        return None
    try:
        found = date.fromisoformat(given) if len(given) == len("2015-06-01") else datetime.fromisoformat(given)
    except ValueError:
        return None
    return found if possible(found) else None


def _repeated_ids(events: list[Event]) -> list[Problem]:
    seen: dict[str, int] = {}
    wrong = []
    for event in events:
        if event.id in seen:
            says = f"has the id {event.id!r} of row {seen[event.id]}"
            wrong.append(_wrong("event_twice", event.row, says, "remove the row, or give it an id of its own"))
        seen.setdefault(event.id, event.row)
    return wrong


def _wrong(code: str, row: int, says: str, fix: str) -> Problem:
    return Problem(code=code, says=f"Row {row} {says}.", where=f"row {row}", fix=f"{fix[0].upper()}{fix[1:]}.")
