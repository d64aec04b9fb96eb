"""What was measured before and after a course of treatment: the objective part of functional improvement."""

from __future__ import annotations

import re

from openimr.case import OF_THE_PATIENT, Chart, DisputedItem, Measure, PartialDate

from .sentence import Clause, Sentence, say, write_date

FUNCTION = re.compile(
    r"tolerance|oswestry|disability|dash|function|grip|walk|lift|sitting|standing|beck|phq|gad|gaf|catastroph|fear|index|inventory"
    r"|questionnaire|epworth|womac|lefs|koos|ndi\b|odi\b",
    re.IGNORECASE,
)
BEFORE = 150
"""Days before the course in which a first measurement still tells where it began."""
MOST = 3


def compare_measures(item: DisputedItem, chart: Chart, begun: int) -> tuple[Sentence, ...]:
    """One sentence with the first and the last value of each measure taken twice. begun: ordinal day of the course."""
    by_name: dict[tuple[str, str | None], list[Measure]] = {}
    for fact in chart.facts:
        if isinstance(fact, Measure) and _counts(fact, begun):
            by_name.setdefault((fact.name, fact.laterality), []).append(fact)
    clauses = []
    for (name, side), ones in by_name.items():
        ordered = sorted(ones, key=lambda one: (one.date or PartialDate(1), one.spans[0]))
        first, last = ordered[0], ordered[-1]
        if (
            first.date
            and last.date
            and first.date.latest() < last.date.earliest()
            and last.date.latest().toordinal() > begun
        ):
            clauses.append(_clause(f"{side} {name}" if side and side not in name else name, first, last))
    if not clauses:
        return ()
    return (say("Measured over time, ", tuple(clauses[:MOST]), between="; ", last="; and "),)


def _counts(fact: Measure, begun: int) -> bool:
    day = fact.date
    return (
        fact.assertion in OF_THE_PATIENT
        and not fact.only_in_ur
        and day is not None
        and day.month > 0
        and day.latest().toordinal() >= begun - BEFORE
        and bool(FUNCTION.search(fact.name))
        and "pain," not in fact.name.lower()
    )


def _clause(name: str, first: Measure, last: Measure) -> Clause:
    bare, _, unit = name.partition(" (")
    unit = f" {unit.rstrip(')')}" if unit else ""
    said = f"{bare} was {first.value}{unit} on {_day(first)} and "
    said += f"{'still ' if first.value == last.value else ''}{last.value}{unit} on {_day(last)}"
    return Clause(text=said, spans=(first.spans[0], last.spans[0]))


def _day(one: Measure) -> str:
    return write_date(one.date) if one.date else ""
