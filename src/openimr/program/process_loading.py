"""From process.yaml of a pack to a Process; every error names file, line and key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter

from .guard_tests import AllOf, AnyOf, NotMet, Passed, Within
from .loading import folder_of, load, repeated, validate
from .pack_file import PackError, PackFile, Place, read_file
from .process import Guard, Process, Transition
from .program import Program

GROUPS = ("open", "after_assignment")
"""States named together in `sources`, by their marks in the table of states."""


@cache
def load_process(name: str) -> Process:
    """The process of the program pack `name`. Raises PackError for a missing or faulty table."""
    return read_process(folder_of(name), load(name))


def read_process(folder: Traversable, program: Program) -> Process:
    """The process tables in a pack's folder, checked against its clocks and actors. Raises PackError."""
    file = read_file(folder, "process.yaml", f"the pack {folder.name} has no process yet")
    values = {**file.content, "program": program.name, "guards": _spread(file)}
    owner = dict.fromkeys([*file.content, "guards"], file)
    process = validate(_adapter(), values, owner, folder.name)
    for place, wrong in _faults(process, program):
        raise PackError(f"{file.at(place)}: {wrong}")
    return process


@cache
def _adapter() -> TypeAdapter[Process]:
    return TypeAdapter(Process)


def _spread(file: PackFile) -> object:
    """Facts of examples are written as one mapping; the table holds them as rows."""
    guards = file.content.get("guards")
    if not isinstance(guards, list):
        return guards
    return [_spread_guard(guard) if isinstance(guard, dict) else guard for guard in guards]


def _spread_guard(guard: dict[str, object]) -> dict[str, object]:
    examples = guard.get("examples")
    if not isinstance(examples, list):
        return guard
    rows = []
    for one in examples:
        facts = one.get("facts") if isinstance(one, dict) else None
        given = [{"name": str(name), "value": value} for name, value in facts.items()] if isinstance(facts, dict) else 0
        rows.append({**one, "facts": given} if isinstance(facts, dict) else one)
    return {**guard, "examples": rows}


def _faults(process: Process, program: Program) -> Iterator[tuple[Place, str]]:
    yield from repeated("guards", "guard", (guard.code for guard in process.guards))
    yield from repeated("states", "state", (state.code for state in process.states))
    yield from repeated("facts", "fact", (fact.name for fact in process.facts))
    known = _Known(process, program)
    for n, guard in enumerate(process.guards):
        for wrong in known.guard_faults(guard):
            yield ("guards", n), f"{guard.code}: {wrong}"
    for n, state in enumerate(process.states):
        for task in state.tasks:
            for wrong in (*known.clocks(task.clocks), *known.actors((task.who,)), *known.guards_named((task.when,))):
                yield ("states", n, "tasks"), f"{state.code}: {wrong}"
    for n, row in enumerate(process.transitions):
        for wrong in known.transition_faults(row):
            yield ("transitions", n), f"{row.event}: {wrong}"
    yield from _ambiguous(process)


class _Known:
    """The names that exist, and what is wrong with those that do not."""

    def __init__(self, process: Process, program: Program) -> None:
        self.process = process
        self.facts = {fact.name for fact in process.facts}
        self.guards = [guard.code for guard in process.guards]
        self.states = {state.code for state in process.states}
        self.clock_ids = {clock.id for clock in program.clocks}
        self.actor_codes = {actor.code for actor in program.actors}

    def clocks(self, given: tuple[str, ...]) -> Iterator[str]:
        yield from (f"no clock is called {one!r}" for one in given if one not in self.clock_ids)

    def actors(self, given: tuple[str, ...]) -> Iterator[str]:
        yield from (f"no actor is called {one!r}" for one in given if one not in self.actor_codes)

    def facts_named(self, given: tuple[str | None, ...]) -> Iterator[str]:
        yield from (f"no fact is called {one!r}" for one in given if one and one not in self.facts)

    def guards_named(self, given: tuple[str | None, ...]) -> Iterator[str]:
        yield from (f"no guard is called {one!r}" for one in given if one and one not in self.guards)

    def guard_faults(self, guard: Guard) -> Iterator[str]:
        """A guard may name only guards above it, so that no two can wait for each other."""
        test = guard.test
        above = self.guards[: self.guards.index(guard.code)]
        inner = test.guards if isinstance(test, AllOf | AnyOf) else (test.guard,) if isinstance(test, NotMet) else ()
        yield from (f"names {one!r}, which is no guard above it" for one in inner if one not in above)
        if isinstance(test, Within | Passed):
            yield from self.clocks((test.clock,))
        names = ("fact", "other", "event", "moment", "delivery", "words")
        yield from self.facts_named(tuple(getattr(test, name, None) for name in names))
        yield from self.facts_named(tuple(fact.name for one in guard.examples for fact in one.facts))
        if not guard.examples:
            yield "has no example"

    def transition_faults(self, row: Transition) -> Iterator[str]:
        for code in (*row.sources, row.to):
            if code is not None and code not in self.states and code not in GROUPS:
                yield f"no state is called {code!r}"
        yield from self.actors(row.actors)
        yield from self.guards_named((*row.guards, *(one.when for one in row.starts)))
        yield from self.clocks(
            (*row.stops, *row.pauses, *row.resumes, *(name for one in row.starts for name in (one.clock, *one.after)))
        )
        used = [name for one in row.starts for name in (*one.of, one.delivery)]
        used += [name for one in row.effects for name in (one.fact, one.of)]
        yield from self.facts_named((*row.needs, *used, row.status_of))


def _ambiguous(process: Process) -> Iterator[tuple[Place, str]]:
    seen: dict[tuple[str, str], int] = {}
    for n, row in enumerate(process.transitions):
        for code in states_of(process, row):
            if (row.event, code) in seen:
                yield ("transitions", n), f"{row.event} from {code} is in row {seen[row.event, code] + 1} already"
            seen[row.event, code] = n
    if not any(row.event == process.initial and not row.sources for row in process.transitions):
        yield ("initial",), f"no transition without a source state has the event {process.initial!r}"


def states_of(process: Process, row: Transition) -> tuple[str, ...]:
    """The codes of the states from which the transition leads, groups spelled out, in the order of the table."""
    return tuple(
        state.code
        for state in process.states
        if state.code in row.sources
        or ("open" in row.sources and state.open)
        or ("after_assignment" in row.sources and state.after_assignment)
    )
