"""Cases kept for re-evaluation: what deciding needs and no more, as two JSON texts (openimr.facts/1).

Kept of each fact are its values, its sense, whether only the UR decision says it, and the first words that say it. Pages,
names, claim numbers and the texts of documents are not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from openimr.case import (
    Allergy,
    Assertion,
    Case,
    Chart,
    Comorbidity,
    Component,
    ConservativeCare,
    Diagnosis,
    DisputedItem,
    ExamFinding,
    Fact,
    Fate,
    Finding,
    FunctionalImprovement,
    Imaging,
    LedgerEntry,
    Measure,
    Medication,
    OpenImrError,
    PageRef,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    UrOutcome,
    WorkStatus,
)

SCHEMA = "openimr.facts/1"
Plain: TypeAlias = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None

_TYPES: dict[str, type[Fact]] = {
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
    "finding": Finding,
}
_NAMES = {kind: name for name, kind in _TYPES.items()}
_CASE_DAYS = ("date_of_birth", "date_of_injury", "ur_decision_date", "rfa_date")
_ITEM = (
    "n", "request", "service", "quantity", "quantity_most", "unit", "frequency", "duration_weeks", "body_region",
    "laterality", "level", "drug", "strength_mg", "per_day", "purchase", "repeat", "depends_on",
)  # fmt: skip
_QUOTE = 160
"""So much of the first words is kept, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """case_id: the keeper's own name of it. at: the day that selected the editions. unreadable: pages nobody could read.

    case: dates and items as JSON. facts: as JSON, a list of [type, values].
    """

    case_id: str
    at: date
    services: tuple[str, ...]
    case: str
    facts: str
    unreadable: int = 0


def store(case_id: str, case: Case, chart: Chart, *, at: date) -> StoredCase:
    """The compact form of a case and its chart."""
    foreign = {entry.ref for entry in chart.ledger if entry.fate is Fate.OTHER_PATIENT}
    own = [fact for fact in chart.facts if not foreign or any(span.ref not in foreign for span in fact.spans)]
    days: dict[str, Plain] = {name: day.isoformat() for name in _CASE_DAYS if (day := getattr(case, name)) is not None}
    plain: dict[str, Plain] = days | {"program": case.program, "sex": case.sex, "items": [_item(i) for i in case.items]}
    return StoredCase(
        case_id=case_id,
        at=at,
        services=tuple(sorted({item.service for item in case.items})),
        case=_dump(plain),
        facts=_dump([_fact(fact) for fact in own]),
        unreadable=len(chart.unreadable()),
    )


def restore(stored: StoredCase) -> tuple[Case, Chart]:
    """Case and chart, as far as they were kept. Raises OpenImrError where a text is not of this form."""
    try:
        return _case(json.loads(stored.case)), _chart(json.loads(stored.facts), stored.unreadable)
    except (KeyError, TypeError, ValueError) as wrong:
        raise OpenImrError(f"Stored case {stored.case_id} is not {SCHEMA} ({wrong}); store it again.") from wrong


def _dump(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _item(item: DisputedItem) -> dict[str, Plain]:
    kept = {name: value for name in _ITEM if (value := getattr(item, name)) is not None}
    if item.components:
        kept["components"] = [[part.name, part.strength] for part in item.components]
    if item.service_date is not None:
        kept["service_date"] = item.service_date.isoformat()
    if item.ur_outcome is not None:
        kept["ur_outcome"] = item.ur_outcome.value
    return kept


def _fact(fact: Fact) -> list[Plain]:
    kept: dict[str, Plain] = {}
    for name, default in _KEPT[type(fact)]:
        value = getattr(fact, name)
        if value != default:
            kept[name] = value if isinstance(value, str | int | float | bool) else _word(value)
    if fact.spans and fact.spans[0].quote:
        kept["said"] = fact.spans[0].quote[:_QUOTE]
    return [_NAMES[type(fact)], kept]


def _word(value: object) -> str:
    return str(getattr(value, "value", value))


_FIELDS = {
    kind: tuple((one.name, one.default) for one in fields(kind) if one.name != "spans") for kind in _TYPES.values()
}
_KEPT = {
    kind: tuple((name, None if default is MISSING else default) for name, default in own)
    for kind, own in _FIELDS.items()
}
_WITHOUT_DEFAULT = {kind: tuple(name for name, default in own if default is MISSING) for kind, own in _FIELDS.items()}
"""Fields that must be given, though the file may say nothing of them."""


def _case(plain: Mapping[str, Plain]) -> Case:
    items = plain["items"]
    assert isinstance(items, list)
    days = {name: date.fromisoformat(str(plain[name])) for name in _CASE_DAYS if name in plain}
    sex = plain.get("sex")
    return Case(
        program=str(plain["program"]),
        items=tuple(_restored_item(one) for one in items),
        sex=sex if isinstance(sex, str) else None,
        **days,  # type: ignore[arg-type]
    )


def _restored_item(plain: Plain) -> DisputedItem:
    if not isinstance(plain, dict):
        raise TypeError("an item is not an object")
    given: dict[str, object] = {name: plain[name] for name in _ITEM if name in plain}
    if "service_date" in plain:
        given["service_date"] = date.fromisoformat(str(plain["service_date"]))
    if "ur_outcome" in plain:
        given["ur_outcome"] = UrOutcome(plain["ur_outcome"])
    parts = plain.get("components")
    if isinstance(parts, list):
        given["components"] = tuple(Component(name=part[0], strength=part[1]) for part in parts)  # type: ignore[index,arg-type]
    return DisputedItem(**given)  # type: ignore[arg-type]


def _chart(plain: list[list[Plain]], unreadable: int) -> Chart:
    ledger = tuple(
        LedgerEntry(ref=PageRef("stored", page), fate=Fate.UNREADABLE, document=None, confidence=0.0)
        for page in range(1, unreadable + 1)
    )
    return Chart(pages=(), documents=(), ledger=ledger, facts=tuple(_restored(kind, kept) for kind, kept in plain))


def _restored(name: Plain, kept: Plain) -> Fact:
    kind = _TYPES[str(name)]
    if not isinstance(kept, dict):
        raise TypeError("a fact's values are not an object")
    given: dict[str, object] = dict(kept)
    said = given.pop("said", "")
    for key in _WITHOUT_DEFAULT[kind]:
        given.setdefault(key, None)
    for key, read in _READ.items():
        if key in given and given[key] is not None:
            given[key] = read(given[key])
    return kind(spans=(Span("stored", 1, 0, len(str(said)), str(said)),), **given)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _day(text: str) -> PartialDate:
    return PartialDate.parse(text)


_READ: dict[str, Callable[..., object]] = {
    "date": _day,
    "start": _day,
    "end": _day,
    "assertion": Assertion,
    "polarity": Polarity,
}
