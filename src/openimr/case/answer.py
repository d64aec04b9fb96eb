"""Three-valued answers: met, not met, not documented (strong Kleene logic)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Answer(Enum):
    """What the file says of one condition.

    MET: the records establish it. NOT_MET: the records establish the contrary.
    NOT_DOCUMENTED: every readable page was searched and is silent, or the candidates
    disagree and the disagreement matters. Silence is never NOT_MET.
    """

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"

    def __invert__(self) -> Answer:
        return _NEGATION[self]


_NEGATION = {
    Answer.MET: Answer.NOT_MET,
    Answer.NOT_MET: Answer.MET,
    Answer.NOT_DOCUMENTED: Answer.NOT_DOCUMENTED,
}


def all_of(answers: Iterable[Answer]) -> Answer:
    """MET when every answer is; one NOT_MET decides (nothing is asked after it); otherwise the unknown spreads."""
    known = Answer.MET
    for answer in answers:
        if answer is Answer.NOT_MET:
            return answer
        if answer is Answer.NOT_DOCUMENTED:
            known = answer
    return known


def any_of(answers: Iterable[Answer]) -> Answer:
    """MET when one answer is (nothing is asked after it); NOT_MET only when every answer is NOT_MET."""
    known = Answer.NOT_MET
    for answer in answers:
        if answer is Answer.MET:
            return answer
        if answer is Answer.NOT_DOCUMENTED:
            known = answer
    return known


def at_least(count: int | None, answers: Iterable[Answer]) -> Answer:
    """MET when at least `count` answers are MET (None: all of them), whatever the unknown ones may be."""
    given = tuple(answers)
    needed = len(given) if count is None else count
    met = given.count(Answer.MET)
    unknown = given.count(Answer.NOT_DOCUMENTED)
    if met >= needed:
        return Answer.MET
    return Answer.NOT_DOCUMENTED if met + unknown >= needed else Answer.NOT_MET


def truth(value: bool | None) -> Answer:
    """The answer that a plain truth value, or its absence, stands for."""
    if value is None:
        return Answer.NOT_DOCUMENTED
    return Answer.MET if value else Answer.NOT_MET
