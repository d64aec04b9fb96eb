"""Works out every example that a pack carries: of its clocks and of its guards."""

from __future__ import annotations

from dataclasses import dataclass

from openimr.program import Program, due
from openimr.program.process import GuardExample, Process

from .fact import Value
from .guard import Law, answer_guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One example: what it is of, what it says should come out, and what came out."""

    of: str
    example: str
    expected: str
    found: str
    source: str

    @property
    def holds(self) -> bool:
        return self.expected == self.found


def prove_clocks(program: Program) -> tuple[Proof, ...]:
    """Every example of every clock."""
    proofs = []
    for clock in program.clocks:
        for one in clock.examples:
            day = due(program, clock.id, one.event, delivery=one.delivery).day
            said = f"{one.event}" + (f" by {one.delivery}" if one.delivery else "")
            proofs.append(Proof(of=clock.id, example=said, expected=str(one.due), found=str(day), source=one.source))
    return tuple(proofs)


def prove_guards(law: Law) -> tuple[Proof, ...]:
    """Every example of every guard."""
    return tuple(
        Proof(
            of=guard.code,
            example=", ".join(f"{fact.name}: {fact.value}" for fact in one.facts) or "nothing known",
            expected=one.answer,
            found=answer_guard(law, guard.code, _facts(one, law.process)).answer.value,
            source=guard.source,
        )
        for guard in law.process.guards
        for one in guard.examples
    )


def _facts(example: GuardExample, process: Process) -> dict[str, Value]:
    """A single word given for a fact of several words is one of them."""
    kinds = {fact.name: fact.kind for fact in process.facts}
    return {
        fact.name: (fact.value,) if kinds.get(fact.name) == "words" and isinstance(fact.value, str) else fact.value
        for fact in example.facts
    }
