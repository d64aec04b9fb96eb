"""The words of applications and UR decisions, read from the lexicons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    service: str
    says: tuple[str, ...]
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    region: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task of home health care and the words for it."""

    task: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLexicon:
    source: str
    services: tuple[ServiceRow, ...]
    drugs: tuple[ServiceRow, ...]
    surgery: tuple[str, ...]
    surgery_says: str
    follows_surgery_says: str
    supplies_say: str
    body_regions: tuple[RegionRow, ...]
    default_regions: Mapping[str, str]
    home_tasks: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLexicon:
    """defaults: unit -> services that are counted so when the request names no unit."""

    source: str
    words: Mapping[str, str]
    defaults: Mapping[str, tuple[str, ...]]
    one_by_default: tuple[str, ...]
    one_visit: tuple[str, ...]
    drugs: tuple[str, ...]
    devices: tuple[str, ...]
    numbers: Mapping[str, int]
    times: Mapping[str, int]

    def unit_of(self, service: str) -> str | None:
        return next((unit for unit, services in self.defaults.items() if service in services), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLexicon:
    source: str
    sections: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    wraps: tuple[str, ...]
    name_by_section: Mapping[str, str]
    none: str
    degrees: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    outcome: Literal["approved", "modified", "denied", "delayed", "deferred", "conditional"]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineRow:
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeLexicon:
    """Words of UR decisions and of the letters around them, as regular expressions."""

    source: str
    outcomes: tuple[OutcomeRow, ...]
    certified: tuple[str, ...]
    served: str
    not_served: str
    guideline_heading: str
    guidelines: tuple[GuidelineRow, ...]
    rationale_heading: str
    rationale_end: str
    liability: tuple[str, ...]
    liability_settled: tuple[str, ...]
    authorised: tuple[str, ...]
    not_authorised: tuple[str, ...]
    withdrawn: tuple[str, ...]
    unsigned: tuple[str, ...]


@cache
def services() -> ServiceLexicon:
    return TypeAdapter(ServiceLexicon).validate_python(_content("services"))


@cache
def units() -> UnitLexicon:
    return TypeAdapter(UnitLexicon).validate_python(_content("item_units"))


@cache
def labels() -> LabelLexicon:
    return TypeAdapter(LabelLexicon).validate_python(_content("application_labels"))


@cache
def outcomes() -> OutcomeLexicon:
    return TypeAdapter(OutcomeLexicon).validate_python(_content("ur_outcomes"))


@cache
def pattern(expression: str) -> re.Pattern[str]:
    """The expression as whole words, case ignored, with spaces that match any white space."""
    spaced = expression.replace(" ", r"\s+")
    return re.compile(rf"(?<![a-z0-9])(?:{spaced})(?![a-z0-9])", re.IGNORECASE)


@cache
def any_pattern(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return pattern("|".join(f"(?:{expression})" for expression in expressions))


def _content(name: str) -> object:
    text = (files("openimr_packs") / "lexicons" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CSafeLoader)
