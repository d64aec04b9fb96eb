"""The log: written with every change and every reading of content, and proved by its hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openimr_server.models import CaseRow, Event, User

START = "0" * 64
Data = Mapping[str, str | int | bool | list[str] | list[int] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A line that does not follow from the one before it."""

    chain: str
    place: int
    says: str


def record(
    kind: str, *, at: datetime, actor: User | None, case: CaseRow | None = None, data: Data | None = None
) -> Event:
    """Adds a line to the case's chain, or to the system's. Must run within the change's transaction.

    The line before is locked first, so that two writers make two places; on SQLite the transaction itself waits.
    """
    chain = case.number if case else "system"
    with transaction.atomic():
        last = Event.objects.select_for_update().filter(chain=chain).order_by("-place").first()
        event = Event(
            chain=chain,
            place=last.place + 1 if last else 1,
            case=case,
            at=at,
            actor=actor,
            role=actor.role if actor else "",
            kind=kind,
            data=dict(data or {}),
            previous=last.hash if last else START,
        )
        event.hash = _seal(event)
        event.save(force_insert=True)
    return event


def _seal(event: Event) -> str:
    content = [
        event.previous, event.chain, event.place, event.at.timestamp(), event.actor_id, event.role, event.kind, event.data,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def verify() -> Iterator[Broken]:
    """Every line that was changed, removed or put in between."""
    before: dict[str, Event] = {}
    for event in Event.objects.order_by("chain", "place").iterator(chunk_size=2000):
        last = before.get(event.chain)
        place, link = (last.place + 1, last.hash) if last else (1, START)
        if event.place != place:
            yield Broken(chain=event.chain, place=place, says=f"line {place} is missing")
        elif event.previous != link:
            yield Broken(chain=event.chain, place=event.place, says="does not follow from the line before it")
        elif event.hash != _seal(event):
            yield Broken(chain=event.chain, place=event.place, says="was changed after it was written")
        before = {event.chain: event}
