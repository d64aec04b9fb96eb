"""The process of a program as tables: states, transitions, guards, tasks. A closed vocabulary, no expressions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .guard_tests import Test
from .periods import Row

FactKind = Literal["yes_no", "day", "moment", "word", "words", "count", "delivery"]
"""A delivery is one of the manners of service that the program knows."""
AnswerWord = Literal["met", "not_met", "not_documented"]
Scalar = bool | int | date | str
"""What a fact of an example may be: YAML gives true, 3, 2015-06-01 or a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow(Row):
    """A fact that guards ask for. says: what it is, for the person who must supply it."""

    name: str
    kind: FactKind
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given(Row):
    """A fact of an example."""

    name: str
    value: Scalar | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardExample(Row):
    """Facts and the answer they give."""

    facts: tuple[Given, ...]
    answer: AnswerWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard(Row):
    """A condition of a transition. says: what holds when it is met. fix: what to do when it is not.

    outside: its answer on days on which it is not in force.
    """

    code: str
    says: str
    fix: str
    test: Test
    source: str
    examples: tuple[GuardExample, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    outside: Literal["met", "not_met"] = "met"
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Row):
    """Who must do what while a case is in a state. clocks: by when, as far as they run; when: only if this is met."""

    who: str
    does: str
    clocks: tuple[str, ...] = ()
    when: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Row):
    """Where a case can stand. open: the case may still be withdrawn, terminated or dismissed.

    after_assignment: conversion to expedited is possible.
    """

    code: str
    name: str
    says: str
    terminal: bool = False
    open: bool = True
    after_assignment: bool = False
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Row):
    """A clock that the transition starts: at the event, or at the latest day of the facts `of`.

    when: only if this guard is met. delivery: the fact that names the manner of service. sent: the day is one of
    sending, and a clock that starts on receipt counts from the presumed receipt. after: the last day of these clocks,
    as far as they run, is the first day of this one.
    """

    clock: str
    of: tuple[str, ...] = ()
    when: str | None = None
    delivery: str | None = None
    sent: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Row):
    """What a transition changes beside the state.

    set: a fact to a value. add: the word of the fact `of` to the words of another. reopen_items: decided items are open.
    """

    kind: Literal["set", "add", "reopen_items"]
    fact: str = ""
    value: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition(Row):
    """One row of the table. to None: the state stays. sources: states by code, or "open", "after_assignment".

    items: the event may concern single items, which become `item_status` or the word of the fact `status_of`; the state
    changes when no item is left. needs: facts that must be known. converts: running clocks take their expedited form.
    """

    event: str
    sources: tuple[str, ...]
    to: str | None
    actors: tuple[str, ...]
    says: str
    source: str
    guards: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    starts: tuple[Starts, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    ground: str = ""
    converts: bool = False
    extends: bool = False
    items: bool = False
    item_status: str | None = None
    status_of: str | None = None
    effects: tuple[Effect, ...] = ()
    verified: bool = False


# Identity, not equality: a process is loaded once, and its hash keys what is looked up in it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Process(Row):
    """The tables of one program. initial: the event that brings a case into being."""

    program: str
    source: str
    initial: str
    facts: tuple[FactRow, ...]
    guards: tuple[Guard, ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
