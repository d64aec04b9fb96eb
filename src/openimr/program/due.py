"""When something is due, as a value: the moment, and everything it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ..case import OpenImrError


class Standing(Enum):
    """UNKNOWN: the event is not known, so the day is not either. PAUSED: the clock stands still on a legal ground."""

    DUE = "due"
    UNKNOWN = "unknown"
    NO_PERIOD = "no period"
    NOT_IN_FORCE = "not in force"
    PAUSED = "paused"
    STOPPED = "stopped"


class UnknownRule(OpenImrError, KeyError):
    """A clock or manner of service that the program does not have; the message names those it has."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    day: date
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What another text makes of the same duty. day None: it counts from another event, which `says` names."""

    clock: str
    basis: str
    source: str
    says: str
    day: date | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """day None: `standing` says why, and so does the derivation.

    moment: only for clocks in hours whose event is known to the minute, in the program's local time. extension: what
    service added, in words. event: the day from which days were counted. verified: every text used was read.
    """

    clock: str
    day: date | None
    derivation: tuple[str, ...]
    source: str
    moment: datetime | None = None
    extension: str | None = None
    skipped: tuple[Skipped, ...] = ()
    verified: bool = False
    standing: Standing = Standing.DUE
    name: str = ""
    who: str = ""
    event: date | None = None
    delivery: str | None = None
    readings: tuple[Reading, ...] = ()
    cautions: tuple[str, ...] = ()
