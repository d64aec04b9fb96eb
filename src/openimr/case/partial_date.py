"""Dates as records give them: a day, a month or only a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the day, the month (`day` 0) or the year (`month` 0)."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Reads `2013`, `2013-02` or `2013-02-28`; raises ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError(f"{text!r} is no ISO date; write YYYY, YYYY-MM or YYYY-MM-DD")
        found = cls(*parts)
        found.earliest()
        return found

    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def to_day(self) -> date | None:
        """The day, where it is known to the day."""
        return date(self.year, self.month, self.day) if self.day else None

    def __str__(self) -> str:
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text
