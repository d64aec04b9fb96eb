"""A fact in one line for a reader, from its fields."""

from __future__ import annotations

import re
from dataclasses import fields
from enum import Enum

from openimr.case import Fact, PartialDate
from openimr.determination import write_date

LEFT_OUT = frozenset({"spans", "assertion", "only_in_ur", "proposed_by", "polarity", "current", "failed"})
NAMED = ("name", "service", "modality", "concept", "status")
LABELS = {
    "strength_mg": "{} mg", "per_day": "{} a day", "quantity": "#{}", "authorized": "{} authorized", "value": "{}",
    "completed": "{} completed", "no_show": "{} missed", "billed": "{} billed", "start": "from {}", "end": "to {}",
    "duration_weeks": "{} weeks", "level": "{}", "code": "{}", "part": "({})",
}  # fmt: skip


def name_type(fact: Fact) -> str:
    """ExamFinding -> Exam finding."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(fact).__name__).lower()
    return words[:1].upper() + words[1:]


def describe_fact(fact: Fact) -> str:
    """Name first, then what is known of it, then in what sense it is true."""
    told = {one.name: getattr(fact, one.name) for one in fields(fact) if one.name not in LEFT_OUT}
    head = [str(told.pop(name)).replace("_", " ") for name in NAMED if told.get(name)]
    rest = [_word(name, value) for name, value in told.items() if value is not None and name not in NAMED]
    return ", ".join((*head, *rest, *_sense(fact)))


def _word(name: str, value: object) -> str:
    said = (
        write_date(value)
        if isinstance(value, PartialDate)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )
    return LABELS.get(name, "{}").format(" ".join(said.split())[:200])


def _sense(fact: Fact) -> tuple[str, ...]:
    said = []
    polarity = getattr(fact, "polarity", None)
    if isinstance(polarity, Enum) and polarity.value == "absent":
        said.append("absent")
    for name, yes, no in (("current", "current", "past"), ("failed", "without lasting benefit", "with benefit")):
        value = getattr(fact, name, None)
        if value is not None:
            said.append(yes if value else no)
    if fact.assertion.value != "asserted":
        said.append(fact.assertion.value)
    if fact.only_in_ur:
        said.append("only in the utilization review decision")
    if fact.proposed_by is not None:
        said.append(f"proposed by the language model {fact.proposed_by.model} ({fact.proposed_by.version})")
    return tuple(said)
