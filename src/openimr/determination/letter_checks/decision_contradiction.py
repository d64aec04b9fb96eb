"""DECISION_CONTRADICTION: the item line, the concluding sentence, the list and the letter's outcome do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.corpus import Determination, LetterItem, Outcome
from openimr.determination.draft import CheckFinding, CheckRule

from .concluding import conclude
from .sentences import conclusions_of, reasons_of, shorten

RULE = CheckRule(
    code="DECISION_CONTRADICTION",
    severity="block",
    ground="Labor Code 4610.6(e), (h)(5): the determination states for each service whether it is medically necessary",
    remedy="Ask the reviewer which of the two is meant, and correct the other.",
)


def check(letter: Determination) -> Iterator[CheckFinding]:
    for item in letter.items:
        yield from _item(item)
    yield from _whole(letter)


def _item(item: LetterItem) -> Iterator[CheckFinding]:
    concluded = conclude(item)
    if item.decision is None or concluded is None or _agree(item.decision, concluded):
        return
    last = conclusions_of(item) or reasons_of(item)[-1:]
    says = f'The item line says "{item.decision.value}", the reasons conclude that the item is {_word(concluded)}.'
    yield RULE.finding(says, item=item.n, quotes=(f"{shorten(item.text)}: {item.decision.value}", *last))


def _word(outcome: Outcome) -> str:
    return "not medically necessary" if outcome is Outcome.UPHELD else "medically necessary"


def _agree(first: Outcome, second: Outcome) -> bool:
    return first is second or Outcome.PARTLY in (first, second)


def _whole(letter: Determination) -> Iterator[CheckFinding]:
    decided = {item.decision for item in letter.items if item.decision is not None}
    said = letter.letter_outcome
    if said is None or not decided or any(item.decision is None for item in letter.items):
        return
    whole = next(iter(decided)) if len(decided) == 1 else Outcome.PARTLY
    if said is not whole:
        listed = "; ".join(f"{item.n}: {item.decision.value}" for item in letter.items if item.decision)
        yield RULE.finding(f'The letter as a whole says "{said.value}", the items say {listed}.', quotes=(said.value,))
