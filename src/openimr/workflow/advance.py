"""One step of a case: the next standing, or a refusal that says what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from openimr.case import Answer, Problem
from openimr.program.process import Effect, Transition
from openimr.program.process_loading import states_of

from .event import Event
from .fact import CaseFact, Facts, Value, facts_by_name, wrong_fact
from .guard import GuardResult, Law, answer_guard, day_of
from .running import run_clocks
from .standing import FINISHED, OPEN, ItemStanding, Passage, Standing, count_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the event makes of the case, by which row of the table, and which notices go out."""

    standing: Standing
    transition: Transition
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The case stays where it was; each problem says what is missing and what to do."""

    problems: tuple[Problem, ...]


def advance(law: Law, state: Standing | None, event: Event, facts: Iterable[CaseFact] = ()) -> Step | Refusal:
    """The step that the event makes from `state` (None: the case does not exist yet), with further facts if any."""
    given = (*event.facts, *facts)
    row = _find_row(law, state, event)
    if isinstance(row, Problem):
        return Refusal(problems=(row,))
    wrong = tuple(_refuse("bad_fact", event, says, "Correct the fact.") for says in _bad_facts(law, given))
    items = _items_after(state, row, event, facts_by_name(given))
    problems = (*wrong, *_wrong_actor(row, event), *_wrong_items(state, row, event))
    if problems:
        return Refusal(problems=problems)
    known = _known(state, given, items, event.at)
    problems = (*_missing_needs(law, row, event, known), *_failed_guards(law, row, event, known))
    if problems:
        return Refusal(problems=problems)
    return _step(law, state, event, row, known)


def _find_row(law: Law, state: Standing | None, event: Event) -> Transition | Problem:
    rows = [row for row in law.process.transitions if row.event == event.name]
    if not rows:
        names = ", ".join(dict.fromkeys(row.event for row in law.process.transitions))
        return _refuse("event_unknown", event, f"no event is called {event.name!r}", f"Use one of {names}.")
    if state is None:
        if event.name == law.process.initial:
            return next(row for row in rows if not row.sources)
        says = f"{event.name} comes before the case existed"
        return _refuse("before_the_case", event, says, f"Record {law.process.initial} first.")
    if event.name == law.process.initial:
        says = "the case exists already"
        return _refuse("case_exists", event, says, "Remove the row, or give the new application its own number.")
    row = next((row for row in rows if state.state in states_of(law.process, row)), None)
    if row is None:
        possible = ", ".join(list_events(law, state)) or "none"
        says = f"{event.name} cannot follow in the state {state.state}"
        return _refuse("not_in_this_state", event, says, f"Possible now: {possible}.")
    return row


def list_events(law: Law, state: Standing) -> tuple[str, ...]:
    """The events that the table knows from this state."""
    rows = law.process.transitions
    return tuple(dict.fromkeys(row.event for row in rows if state.state in states_of(law.process, row)))


def _bad_facts(law: Law, given: Iterable[CaseFact]) -> Iterable[str]:
    for fact in given:
        says = wrong_fact(law.process, fact) or _bad_delivery(law, fact)
        if says:
            yield says


def _bad_delivery(law: Law, fact: CaseFact) -> str | None:
    kind = next((one.kind for one in law.process.facts if one.name == fact.name), None)
    known = [row.delivery for row in law.program.extensions]
    if kind != "delivery" or fact.value in known:
        return None
    return f"{fact.name} is {fact.value!r}; the program knows service by {', '.join(known)}"


def _wrong_actor(row: Transition, event: Event) -> tuple[Problem, ...]:
    if event.actor in row.actors:
        return ()
    says = f"{event.actor} cannot do this ({row.source})"
    return (_refuse("wrong_actor", event, says, f"It is for {' or '.join(row.actors)}."),)


def _wrong_items(state: Standing | None, row: Transition, event: Event) -> tuple[Problem, ...]:
    if state is None:
        if event.items and len(set(event.items)) == len(event.items):
            return ()
        return (_refuse("no_items", event, "the items in dispute are not given, or one twice", "List each item once."),)
    there = {one.n: one.status for one in state.items}
    unknown = [str(n) for n in event.items if n not in there]
    if unknown:
        known = ", ".join(map(str, there))
        return (_refuse("no_such_item", event, f"item {', '.join(unknown)} is not in dispute", f"Items: {known}."),)
    ended = [str(n) for n in event.items if row.items and there[n] in FINISHED]
    if ended:
        return (_refuse("item_ended", event, f"item {', '.join(ended)} has ended already", "Leave it out."),)
    return ()


def _items_after(state: Standing | None, row: Transition, event: Event, given: Facts) -> tuple[ItemStanding, ...]:
    if state is None:
        return tuple(ItemStanding(n=n) for n in event.items)
    status = row.item_status or str(given.get(row.status_of or "", "")).upper()
    if not row.items or not status:
        return _reopened(state, row, event)
    return tuple(
        replace(one, status=status) if one.status not in FINISHED and (not event.items or one.n in event.items) else one
        for one in state.items
    )


def _reopened(state: Standing, row: Transition, event: Event) -> tuple[ItemStanding, ...]:
    if not any(effect.kind == "reopen_items" for effect in row.effects):
        return state.items
    return tuple(
        replace(one, status=OPEN) if one.status not in FINISHED and (not event.items or one.n in event.items) else one
        for one in state.items
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _After:
    """What is known with the event: facts in order, all facts by name with those computed, and the items."""

    facts: tuple[CaseFact, ...]
    by_name: dict[str, Value]
    items: tuple[ItemStanding, ...]


def _known(state: Standing | None, given: tuple[CaseFact, ...], items: tuple[ItemStanding, ...], on: date) -> _After:
    merged = facts_by_name((*(state.facts if state else ()), *given))
    facts = tuple(CaseFact(name=name, value=value) for name, value in merged.items())
    return _After(facts=facts, by_name={**merged, **count_items(items), "event_on": on}, items=items)


def _missing_needs(law: Law, row: Transition, event: Event, known: _After) -> tuple[Problem, ...]:
    missing = [name for name in row.needs if known.by_name.get(name) in (None, "", ())]
    return tuple(_missing(law, event, name, row.source) for name in missing)


def _failed_guards(law: Law, row: Transition, event: Event, known: _After) -> tuple[Problem, ...]:
    problems: list[Problem] = []
    for code in row.guards:
        found = answer_guard(law, code, known.by_name)
        if found.answer is not Answer.MET:
            problems.extend(_explain(law, event, found))
    return tuple({(one.code, one.says): one for one in problems}.values())


def _explain(law: Law, event: Event, found: GuardResult) -> tuple[Problem, ...]:
    guard = found.guard
    if found.answer is Answer.NOT_DOCUMENTED:
        return tuple(_missing(law, event, name, f"{guard.code}, {guard.source}") for name in found.missing)
    says = f"not so: {guard.says} ({guard.code}, {guard.source})"
    return (_refuse("guard_not_met", event, says, f"{guard.fix[0].upper()}{guard.fix[1:]}."),)


def _missing(law: Law, event: Event, name: str, source: str) -> Problem:
    says = next((fact.says for fact in law.process.facts if fact.name == name), name)
    return _refuse("fact_missing", event, f"not known: {says} ({source})", f"Give the fact {name}.")


def _refuse(code: str, event: Event, says: str, fix: str) -> Problem:
    where = f"row {event.row}, {event.case}" if event.row else event.case
    return Problem(code=code, says=f"{event.name} on {day_of(event.at)}: {says}.", where=where, fix=fix)


def _step(law: Law, state: Standing | None, event: Event, row: Transition, known: _After) -> Step:
    """Partial ends of items leave the case where it is: no clock starts or stops for them."""
    before = state.state if state else None
    partial = row.items and row.to is not None and count_items(known.items)["open_items"] != 0
    after = before if partial or row.to is None else row.to
    facts = _with_effects(row.effects, known)
    clocks = state.clocks if state else ()
    if not partial:
        ends = after is not None and after != before and _is_terminal(law, after)
        clocks = run_clocks(law, clocks, row, event, known.by_name)
        clocks = tuple(one for one in clocks if not ends or one.by == event.id or one.starts.clock in row.resumes)
    passage = Passage(
        event=event.name,
        id=event.id,
        at=event.at,
        actor=event.actor,
        before=before,
        after=after or "",
        notices=row.notices,
    )
    standing = Standing(
        case=event.case,
        state=after or "",
        since=event.at if after != before or state is None else state.since,
        items=known.items,
        facts=facts,
        clocks=clocks,
        history=(*(state.history if state else ()), passage),
    )
    return Step(standing=standing, transition=row, notices=row.notices)


def _is_terminal(law: Law, code: str) -> bool:
    return any(state.terminal for state in law.process.states if state.code == code)


def _with_effects(effects: tuple[Effect, ...], known: _After) -> tuple[CaseFact, ...]:
    facts = facts_by_name(known.facts)
    for effect in effects:
        if effect.kind == "set" and effect.value is not None:
            facts[effect.fact] = {"yes": True, "no": False}.get(effect.value, effect.value)
        word = facts.get(effect.of or "")
        if effect.kind == "add" and isinstance(word, str):
            words = facts.get(effect.fact, ())
            have = words if isinstance(words, tuple) else ()
            facts[effect.fact] = have if word in have else (*have, word)
    return tuple(CaseFact(name=name, value=value) for name, value in facts.items())
