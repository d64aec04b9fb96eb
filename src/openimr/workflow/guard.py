"""Answers a guard from facts: met, not met, or not documented, and which facts are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from openimr.case import Answer, all_of, any_of, truth
from openimr.program import Program, due
from openimr.program.guard_tests import (
    AllOf,
    Among,
    AnyOf,
    AtLeast,
    Known,
    KnownYes,
    No,
    NotBefore,
    NotMet,
    NotYes,
    Outside,
    Passed,
    Same,
    Within,
    Yes,
)
from openimr.program.process import Guard, Process

from .fact import Facts, Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Law:
    """The rules and the tables of one program. Identity, not equality: both are loaded once."""

    program: Program
    process: Process


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardResult:
    """missing: names of the facts that would decide it. failed: codes of the guards that say no, outermost first."""

    guard: Guard
    answer: Answer
    missing: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@cache
def _guards(law: Law) -> dict[str, Guard]:
    return {guard.code: guard for guard in law.process.guards}


def answer_guard(law: Law, code: str, facts: Facts) -> GuardResult:
    """What the facts say of a guard. Outside its days in force a guard gives the answer that its row names."""
    guard = _guards(law)[code]
    on = day_of(facts.get("event_on"))
    if on is not None and not (guard.valid_from or date.min) <= on <= (guard.valid_to or date.max):
        return GuardResult(guard=guard, answer=truth(guard.outside == "met"))
    return _answer(law, guard, facts)


def _answer(law: Law, guard: Guard, facts: Facts) -> GuardResult:
    test = guard.test
    if isinstance(test, AllOf | AnyOf):
        inner = tuple(answer_guard(law, one, facts) for one in test.guards)
        answer = (all_of if isinstance(test, AllOf) else any_of)(one.answer for one in inner)
        return _joined(guard, answer, inner)
    if isinstance(test, NotMet):
        inner_one = answer_guard(law, test.guard, facts)
        return _joined(guard, ~inner_one.answer, (inner_one,))
    answer, missing = _KINDS[type(test)](law, test, facts)
    failed = (guard.code,) if answer is Answer.NOT_MET else ()
    return GuardResult(guard=guard, answer=answer, missing=missing, failed=failed)


def _joined(guard: Guard, answer: Answer, inner: tuple[GuardResult, ...]) -> GuardResult:
    missing: tuple[str, ...] = ()
    if answer is Answer.NOT_DOCUMENTED:
        open_ones = (one for one in inner if one.answer is Answer.NOT_DOCUMENTED)
        missing = tuple(dict.fromkeys(name for one in open_ones for name in one.missing))
    failed: tuple[str, ...] = ()
    if answer is Answer.NOT_MET:
        below = tuple(dict.fromkeys(code for one in inner for code in one.failed))
        failed = (guard.code, *below)
    return GuardResult(guard=guard, answer=answer, missing=missing, failed=failed)


_Found = tuple[Answer, tuple[str, ...]]


def _yes(_: Law, test: Yes, facts: Facts) -> _Found:
    value = facts.get(test.fact)
    return truth(value if isinstance(value, bool) else None), () if value is not None else (test.fact,)


def _no(law: Law, test: No, facts: Facts) -> _Found:
    answer, missing = _yes(law, Yes(kind="yes", fact=test.fact), facts)
    return ~answer, missing


def _known_yes(_: Law, test: KnownYes, facts: Facts) -> _Found:
    return truth(facts.get(test.fact) is True), ()


def _not_yes(_: Law, test: NotYes, facts: Facts) -> _Found:
    return truth(facts.get(test.fact) is not True), ()


def _known(_: Law, test: Known, facts: Facts) -> _Found:
    return truth(facts.get(test.fact) not in (None, "", ())), (test.fact,)


def _among(_: Law, test: Among, facts: Facts) -> _Found:
    value = facts.get(test.fact)
    return (Answer.NOT_DOCUMENTED, (test.fact,)) if value is None else (truth(value in test.values), ())


def _outside(_: Law, test: Outside, facts: Facts) -> _Found:
    value, words = facts.get(test.fact), facts.get(test.words, ())
    if value is None:
        return Answer.NOT_DOCUMENTED, (test.fact,)
    return truth(not isinstance(words, tuple) or value not in words), ()


def _within(law: Law, test: Within | Passed, facts: Facts) -> _Found:
    names = (test.event, test.moment, *((test.delivery,) if test.delivery else ()))
    missing = tuple(name for name in names if facts.get(name) is None)
    event, moment = facts.get(test.event), facts.get(test.moment)
    delivery = facts.get(test.delivery) if test.delivery else None
    if missing or not isinstance(event, date) or not isinstance(moment, date):
        return Answer.NOT_DOCUMENTED, missing
    found = due(law.program, test.clock, event, delivery=str(delivery) if delivery else None, explain=False)
    if found.day is None:
        return Answer.NOT_MET, ()
    if found.moment is not None and isinstance(moment, datetime):
        return truth(moment.replace(tzinfo=None) <= found.moment), ()
    return truth((day_of(moment) or moment) <= found.day), ()


def _passed(law: Law, test: Passed, facts: Facts) -> _Found:
    answer, missing = _within(law, test, facts)
    return ~answer, missing


def _not_before(_: Law, test: NotBefore, facts: Facts) -> _Found:
    day, other = day_of(facts.get(test.fact)), test.day or day_of(facts.get(test.other or ""))
    if day is None or other is None:
        names = (test.fact,) if day is None else ()
        return Answer.NOT_DOCUMENTED, (*names, *((test.other,) if other is None and test.other else ()))
    return truth(day >= other), ()


def _same(_: Law, test: Same, facts: Facts) -> _Found:
    missing = tuple(name for name in (test.fact, test.other) if facts.get(name) is None)
    if missing:
        return Answer.NOT_DOCUMENTED, missing
    return truth(_folded(facts[test.fact]) == _folded(facts[test.other])), ()


def _folded(value: Value) -> Value:
    """Names are equal whatever their case and spacing."""
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _at_least(_: Law, test: AtLeast, facts: Facts) -> _Found:
    value = facts.get(test.fact)
    if not isinstance(value, int):
        return Answer.NOT_DOCUMENTED, (test.fact,)
    return truth(value >= test.count), ()


_KINDS: dict[type, Callable[..., _Found]] = {
    Yes: _yes,
    No: _no,
    KnownYes: _known_yes,
    NotYes: _not_yes,
    Known: _known,
    Among: _among,
    Outside: _outside,
    Within: _within,
    Passed: _passed,
    NotBefore: _not_before,
    Same: _same,
    AtLeast: _at_least,
}


def day_of(value: Value | None) -> date | None:
    """The day of a day or moment; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


__all__ = ["GuardResult", "Law", "answer_guard", "day_of"]
