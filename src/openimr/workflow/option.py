"""What can happen next to a case, and what each step still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openimr.case import Answer
from openimr.program.process import Transition
from openimr.program.process_loading import states_of

from .guard import GuardResult, Law, answer_guard
from .standing import Standing, known_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A fact that is missing, or a guard that says no; says: in words; source: where the law asks it."""

    name: str
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One row of the table that leads on from here. ready: nothing is lacking."""

    transition: Transition
    missing: tuple[Lack, ...]
    failed: tuple[Lack, ...]

    @property
    def ready(self) -> bool:
        return not self.missing and not self.failed


def list_options(law: Law, standing: Standing, on: date) -> tuple[Option, ...]:
    """Every transition from the state, those that lack nothing first."""
    facts = known_facts(standing, on)
    options = []
    for row in law.process.transitions:
        if standing.state not in states_of(law.process, row):
            continue
        results = tuple(answer_guard(law, code, facts) for code in row.guards)
        missing = tuple(_lack(law, name, row.source) for name in row.needs if facts.get(name) in (None, "", ()))
        missing += tuple(_lack(law, name, one.guard.source) for one in results for name in _asked(one))
        failed = tuple(
            Lack(name=one.guard.code, says=one.guard.says, source=one.guard.source)
            for one in results
            if one.answer is Answer.NOT_MET
        )
        options.append(Option(transition=row, missing=tuple(dict.fromkeys(missing)), failed=failed))
    return tuple(sorted(options, key=lambda one: not one.ready))


def _asked(found: GuardResult) -> tuple[str, ...]:
    return found.missing if found.answer is Answer.NOT_DOCUMENTED else ()


def _lack(law: Law, name: str, source: str) -> Lack:
    says = next((fact.says for fact in law.process.facts if fact.name == name), name)
    return Lack(name=name, says=says, source=source)
