"""Whether two applications are one dispute, or may be reviewed together."""

from __future__ import annotations

from openimr.case import Case

from .fact import CaseFact, Value
from .guard import GuardResult, Law, answer_guard


def is_duplicate(one: Case, other: Case) -> bool | None:
    """Same employee, injury, decision and items (8 CCR 9792.10.3(a)(2)). None: a file does not say enough to tell."""
    pairs = (
        (one.employee_name, other.employee_name),
        (one.date_of_injury, other.date_of_injury),
        (one.ur_decision_date, other.ur_decision_date),
    )
    if any(a is not None and b is not None and _fold(a) != _fold(b) for a, b in pairs):
        return False
    if {_fold(item.request) for item in one.items} != {_fold(item.request) for item in other.items}:
        return False
    return None if any(a is None or b is None for a, b in pairs) or not one.items else True


def may_consolidate(law: Law, one: Case, other: Case) -> GuardResult:
    """Same employee, requesting physician and date of injury (8 CCR 9792.10.4(a)): the guard G_CONSOLIDATE."""
    return answer_guard(law, "G_CONSOLIDATE", {fact.name: fact.value for fact in consolidation_facts(one, other)})


def consolidation_facts(one: Case, other: Case) -> tuple[CaseFact, ...]:
    """The facts of both applications that the guard compares; for the event `consolidated`."""
    found: dict[str, Value | None] = {
        "employee": one.employee_name,
        "other_employee": other.employee_name,
        "requesting_physician": one.requesting_physician,
        "other_requesting_physician": other.requesting_physician,
        "date_of_injury": one.date_of_injury,
        "other_date_of_injury": other.date_of_injury,
    }
    return tuple(CaseFact(name=name, value=value) for name, value in found.items() if value is not None)


def _fold(value: object) -> object:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value
