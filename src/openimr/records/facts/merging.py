"""One fact for what the file says in several places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from typing import Any

from openimr.case import Assertion, Diagnosis, Fact, Imaging, PartialDate, Procedure, Span

_NOT_COMPARED = frozenset({"spans", "only_in_ur", "assertion", "finding", "status"})
_WEIGHT = {
    Assertion.ASSERTED: 0, Assertion.HISTORICAL: 1, Assertion.NEGATED: 2, Assertion.PLANNED: 3, Assertion.HYPOTHETICAL: 4,
    Assertion.FAMILY: 5,
}  # fmt: skip


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts that agree in every field become one with all spans; order is that of the first mention.

    A dated procedure or study told less exactly joins the one it fits ("June 2012", without side, and "14 June 2012, left").
    A diagnosis is one whatever the day of its report.
    Asserted and historical mentions agree with each other; other senses stay apart. A fact is only_in_ur when every
    mention is.
    """
    grouped: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(_key(fact), []).append(fact)
    return _absorbed(tuple(_one(group) for group in grouped.values()))


def _absorbed(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    events = [fact for fact in facts if isinstance(fact, Procedure | Imaging) and fact.date is not None]
    alike: dict[tuple[object, ...], list[Procedure | Imaging]] = {}
    for event in events:
        alike.setdefault(_event(event), []).append(event)
    gained: dict[int, list[Span]] = {}
    gone: set[int] = set()
    for general in events:
        candidates = alike[_event(general)]
        exact = next((one for one in candidates if id(one) not in gone and _tells_more(one, general)), None)
        if exact is not None:
            gone.add(id(general))
            gained.setdefault(id(exact), []).extend((*general.spans, *gained.pop(id(general), ())))
    kept = (fact for fact in facts if id(fact) not in gone)
    return tuple(
        replace(fact, spans=tuple(dict.fromkeys((*fact.spans, *gained[id(fact)])))) if id(fact) in gained else fact
        for fact in kept
    )


def _tells_more(exact: Procedure | Imaging, general: Procedure | Imaging) -> bool:
    """Whether two facts alike by `_event` are of one event and the first says strictly more of it."""
    if exact is general or not fits(general.date, exact.date):
        return False
    pairs = [(general.laterality, exact.laterality), (_level(general), _level(exact))]
    if any(one is not None and one != other for one, other in pairs):
        return False
    return general.date != exact.date or any(one is None and other is not None for one, other in pairs)


def _event(fact: Procedure | Imaging) -> tuple[object, ...]:
    """What facts of one event have in common."""
    name = fact.name if isinstance(fact, Procedure) else fact.modality
    return type(fact), fact.only_in_ur, name, fact.body_region, fact.date and fact.date.year


def _level(fact: Procedure | Imaging) -> str | None:
    return fact.level if isinstance(fact, Procedure) else None


def _key(fact: Fact) -> tuple[object, ...]:
    left_out = _NOT_COMPARED | ({"date"} if isinstance(fact, Diagnosis) else frozenset())
    patient = fact.assertion in (Assertion.ASSERTED, Assertion.HISTORICAL)
    parts: list[object] = [type(fact).__name__, patient or fact.assertion.value]
    kind: Any = type(fact)
    for name in _names(kind):
        if name in left_out:
            continue
        value = getattr(fact, name)
        parts.append(" ".join(sorted(value.lower().split())) if isinstance(value, str) else value)
    return tuple(parts)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _one(group: list[Fact]) -> Fact:
    first = min(group, key=lambda fact: _WEIGHT[fact.assertion])
    if len(group) == 1:
        return first
    spans: dict[Span, None] = {}
    for fact in (first, *group):
        spans.update(dict.fromkeys(fact.spans))
    return replace(first, spans=tuple(spans), only_in_ur=all(fact.only_in_ur for fact in group))


def fits(general: PartialDate | None, exact: PartialDate | None) -> bool:
    """Whether a date says no more than another does: June 2012 fits 14 June 2012; no date fits every one."""
    if general is None:
        return True
    if exact is None or general.year != exact.year:
        return False
    return general.month in (0, exact.month) and general.day in (0, exact.day)
