"""The fields of a proposed fact: which there are, what they may hold, and whether their numbers stand in the words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import NoneType
from typing import Union, get_args, get_origin, get_type_hints

from openimr.case import (
    Allergy,
    Assertion,
    Comorbidity,
    ConservativeCare,
    Diagnosis,
    ExamFinding,
    Fact,
    FunctionalImprovement,
    Imaging,
    Measure,
    Medication,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)

from .lexicon import read_rows
from .numbers import read_number

Given = None | bool | int | float | str
FACTS: Mapping[str, type[Fact]] = {
    "procedure": Procedure,
    "diagnosis": Diagnosis,
    "treatment_course": TreatmentCourse,
    "medication": Medication,
    "imaging": Imaging,
    "exam_finding": ExamFinding,
    "measure": Measure,
    "functional_improvement": FunctionalImprovement,
    "work_status": WorkStatus,
    "conservative_care": ConservativeCare,
    "comorbidity": Comorbidity,
    "allergy": Allergy,
}
"""By their names in review.json. Statements on a guideline's concepts are not among them: those decide criteria."""
MOST_LETTERS = 200
_OF_EVERY_FACT = frozenset({"spans", "assertion", "only_in_ur", "proposed_by"})
_SIDES = frozenset({"left", "right", "bilateral"})
_PARTS = frozenset({"adl", "restrictions", "dependency", "measured"})
_RENAMED = {"from": "start", "to": "end"}


class FieldError(Exception):
    """A field that the type does not have, a value of another kind, or a required field that is missing."""


def make_fact(kind: str, given: Mapping[str, Given], span: Span, assertion: Assertion) -> Fact:
    """A fact of the type `kind` with the fields given, checked; or FieldError."""
    made = FACTS[kind]
    hints = _hints(kind)
    named = {_RENAMED.get(name, name): value for name, value in given.items() if value is not None}
    unknown = set(named) - (set(hints) - _OF_EVERY_FACT)
    required = {one.name for one in fields(made) if one.default is MISSING and one.default_factory is MISSING}
    missing = required - set(named) - _OF_EVERY_FACT
    optional = {name for name in missing if NoneType in get_args(hints[name])}
    if unknown or missing - optional:
        raise FieldError(f"{kind}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    values = {name: _convert(name, value, hints[name]) for name, value in named.items()}
    build: Callable[..., Fact] = made
    return build(spans=(span,), assertion=assertion, **values, **dict.fromkeys(optional))


@cache
def _hints(kind: str) -> dict[str, object]:
    return dict(get_type_hints(FACTS[kind]))


def _convert(name: str, value: Given, hint: object) -> object:
    kinds = get_args(hint) if get_origin(hint) in (Union, type(int | None)) else (hint,)
    kind = next(one for one in kinds if one is not NoneType)
    made = _CONVERSIONS[kind](value)
    allowed = _allowed(name)
    if allowed is not None and made not in allowed:
        raise FieldError(f"{name}: {made!r} is not in the vocabulary")
    return made


def _allowed(name: str) -> frozenset[str] | None:
    if name == "body_region":
        return _regions()
    return {"laterality": _SIDES, "part": _PARTS}.get(name)


@cache
def _regions() -> frozenset[str]:
    return frozenset(str(row["region"]) for row in read_rows("body_regions"))


def _text(value: Given) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_LETTERS or not value.isprintable():
        raise FieldError(f"{value!r} is no short text")
    return " ".join(value.split())


def _whole(value: Given) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100_000:
        raise FieldError(f"{value!r} is no whole number")
    return value


def _number(value: Given) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise FieldError(f"{value!r} is no number")
    return float(value)


def _truth(value: Given) -> bool:
    if not isinstance(value, bool):
        raise FieldError(f"{value!r} is neither true nor false")
    return value


def _day(value: Given) -> PartialDate:
    if not isinstance(value, str) or not re.fullmatch(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?", value):
        raise FieldError(f"{value!r} is no ISO date")
    return PartialDate.parse(value)


def _polarity(value: Given) -> Polarity:
    if value not in ("present", "absent"):
        raise FieldError(f"{value!r} is neither present nor absent")
    return Polarity(value)


_CONVERSIONS: Mapping[object, Callable[[Given], object]] = {
    str: _text, int: _whole, float: _number, bool: _truth, PartialDate: _day, Polarity: _polarity,
}  # fmt: skip


def numbers_outside(given: Iterable[tuple[str, Given]], quote: str) -> bool:
    """Whether a number among the fields stands in the quote neither in figures nor in words."""
    written = {float(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", quote)}
    written |= {float(number) for word in re.findall(r"[A-Za-z-]+", quote) if (number := read_number(word)) is not None}
    for name, value in given:
        if isinstance(value, int | float) and not isinstance(value, bool) and float(value) not in written:
            return True
        if name == "value" and isinstance(value, str):
            told = {float(found) for found in re.findall(r"\d+(?:\.\d+)?", value)}
            if not told <= written:
                return True
    return False
