"""A row as Clinical Quality Language: one fixed template for each kind, facts as parameters, unknown = null.

The library's parameters are named after the leaves; `parameters_of` (parameters.py) gives their values for a case.
Every define is three-valued as CQL is: true, false, null for met, not met, not documented.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .leaf_kinds import (
    ComponentLeaf,
    CorroborationLeaf,
    FindingLeaf,
    JudgementLeaf,
    PriorResponseLeaf,
    PriorTreatmentLeaf,
    QuantityLeaf,
    TimingLeaf,
)
from .loading import Edition
from .vocabulary import All, Any, AtLeast, Blanket, Criterion, Not, Staged

RIVALS = 3
"""So many rival values of one number can be handed over."""
UNREAD = "pages unread"
"""The parameter that says whether a page could not be read: then silence means nothing."""
SUPPORTED = "Supported"


def library_name(row_id: str) -> str:
    """The row's id as a CQL identifier, e.g. CP09_PSY_01."""
    return re.sub(r"\W", "_", row_id)


def version_of(edition: Edition) -> str:
    """Edition and first day in force, e.g. 2009-07-18."""
    return edition.in_force.since.isoformat()


def to_cql(edition: Edition) -> str:
    """The whole library, the same bytes every time."""
    row = edition.row
    body = _Body()
    result = body.express(row.criteria)
    parameters = "\n".join(f'parameter "{name}" {kind}' for name, kind in body.parameters.items())
    defines = "\n\n".join(f'define "{name}":\n  {text}' for name, text in body.defines.items())
    return (
        f"/* {row.id}: {_comment(row.rule)} */\n"
        f"library {library_name(row.id)} version '{version_of(edition)}'\n\n"
        f"using FHIR version '4.0.1'\n\n"
        f"{parameters}\n\ncontext Patient\n\n"
        f"{defines}\n\n" + f'define "{SUPPORTED}":\n  {result}\n'
    ).replace("\n\n\n", "\n\n")


def _comment(text: str) -> str:
    return text.replace("*/", "* /")


class _Body:
    """Parameters and defines of one library, in the order in which the tree needs them."""

    def __init__(self) -> None:
        self.parameters: dict[str, str] = {}
        self.defines: dict[str, str] = {}

    def number(self, name: str) -> str:
        return self._parameter(name, "Decimal")

    def truth(self, name: str) -> str:
        return self._parameter(name, "Boolean")

    def define(self, name: str, text: str) -> str:
        self.defines[name] = text
        return f'"{name}"'

    def express(self, node: Criterion) -> str:
        """The expression that stands for a node; leaves get a define of their own."""
        return _templates()[type(node)](self, node)

    def each(self, below: tuple[Criterion, ...]) -> list[str]:
        """What decides; informative leaves are left out."""
        return [self.express(one) for one in below if not getattr(one, "informative", False)]

    def silence(self, meaning: str) -> str:
        """What a silent file means; nothing while a page is unread."""
        if meaning == "not_documented":
            return "null"
        return f"(if {self.truth(UNREAD)} then null else {'true' if meaning == 'presumed_absent' else 'false'})"

    def agreed(self, worlds: list[str], name: str) -> str:
        """The result that all worlds share, else null. A missing rival repeats the first value."""
        named = [self.define(f"{name} world {place}", world) for place, world in enumerate(worlds, start=1)]
        same = " and ".join(f"{named[0]} = {other}" for other in named[1:]) or "true"
        return f"(if {same} then {named[0]} else null)"

    def _parameter(self, name: str, kind: str) -> str:
        self.parameters[name] = kind
        return f'"{name}"'


def _limits(value: str, least: float | None, most: float | None) -> str:
    parts = [f"{value} >= {_decimal(least)}"] if least is not None else []
    parts += [f"{value} <= {_decimal(most)}"] if most is not None else []
    return "(" + " and ".join(parts) + ")"


def _decimal(value: float) -> str:
    return f"{value:.1f}" if value == round(value, 1) else f"{value}"


def _rivals(name: str) -> list[str]:
    return [f"{name} {place}" for place in range(1, RIVALS + 1)]


def _finding(body: _Body, leaf: FindingLeaf) -> str:
    there, not_there = body.truth(f"{leaf.id} present"), body.truth(f"{leaf.id} absent")
    yes, no = ("true", "false") if leaf.want == "present" else ("false", "true")
    return body.define(
        leaf.id,
        f"case when {there} and {not_there} then null when {there} then {yes} when {not_there} then {no} "
        f"else {body.silence(leaf.silence)} end",
    )


def _measured(body: _Body, leaf: QuantityLeaf | TimingLeaf) -> str:
    values = [body.number(name) for name in _rivals(leaf.id)]
    agreed = body.agreed([_limits(value, leaf.least, leaf.most) for value in values], leaf.id)
    return body.define(leaf.id, f"(if {values[0]} is null then {body.silence(leaf.silence)} else {agreed})")


def _quantity(body: _Body, leaf: QuantityLeaf) -> str:
    if leaf.measure != "cumulative":
        return _measured(body, leaf)
    asked = body.number(f"{leaf.id} requested")
    given = [body.number(name) for name in _rivals(f"{leaf.id} prior")]
    agreed = body.agreed([_limits(f"({prior} + {asked})", leaf.least, leaf.most) for prior in given], leaf.id)
    alone = f"when {asked} > {_decimal(leaf.most)} then false " if leaf.most is not None else ""
    return body.define(
        leaf.id,
        f"case {alone}when {given[0]} is null or {asked} is null then {body.silence(leaf.silence)} else {agreed} end",
    )


def _count(parts: list[str], needed: int) -> str:
    """At least so many of some three-valued parts."""
    met = " + ".join(f"(if {part} then 1 else 0)" for part in parts)
    possible = " + ".join(f"(if {part} = false then 0 else 1)" for part in parts)
    return f"(if {met} >= {needed} then true else if {possible} >= {needed} then null else false)"


def _prior_treatment(body: _Body, leaf: PriorTreatmentLeaf) -> str:
    groups = [body.truth(f"{leaf.id} group {place}") for place in range(1, len(leaf.treatments) + 1)]
    counted = _count(groups, len(groups) if leaf.need is None else leaf.need)
    if leaf.ordered:
        counted = f"({counted} and {body.truth(f'{leaf.id} in order')})"
    counted = body.define(f"{leaf.id} counted", counted)
    if leaf.silence == "not_met":
        counted = f"(if {counted} is null then {body.silence('not_met')} else {counted})"
    return body.define(
        leaf.id, f"(if {body.truth(f'{leaf.id} told')} then {counted} else {body.silence(leaf.silence)})"
    )


def _prior_response(body: _Body, leaf: PriorResponseLeaf) -> str:
    parts = [_enough(body, f"{leaf.id} relief", leaf.least_percent)]
    if leaf.duration_concept:
        parts.append(_enough(body, f"{leaf.id} weeks", leaf.least_weeks))
    told = body.truth(f"{leaf.id} told")
    return body.define(leaf.id, f"(if {told} then ({' and '.join(parts)}) else {body.silence(leaf.silence)})")


def _enough(body: _Body, name: str, least: float | None) -> str:
    """A stated absence comes as 0."""
    values = [body.number(rival) for rival in _rivals(name)]
    limit = "> 0.0" if least is None else f">= {_decimal(least)}"
    return body.define(name, body.agreed([f"({value} {limit})" for value in values], name))


def _corroboration(body: _Body, leaf: CorroborationLeaf) -> str:
    shown, contrary, left_open = (body.truth(f"{leaf.id} {word}") for word in ("shown", "contrary", "open"))
    return body.define(
        leaf.id,
        f"case when {shown} then true when {contrary} then false when {left_open} then null "
        f"else {body.silence(leaf.silence)} end",
    )


def _component(body: _Body, leaf: ComponentLeaf) -> str:
    named = {one: body.truth(f"{leaf.id} {one.names[0]}") for one in leaf.ingredients}
    unknown = body.truth(f"{leaf.id} unlisted")
    if leaf.need == "every":
        parts = [f"(if {unknown} then null else true)"]
        parts += [f"(if {name} then false else true)" for one, name in named.items() if not one.recommended]
        result = " and ".join(parts)
    else:
        parts = [f"(if {unknown} then null else false)"]
        parts += [f"(if {name} then true else false)" for one, name in named.items() if one.recommended]
        result = " or ".join(parts)
    return body.define(
        leaf.id, f"(if {body.truth(f'{leaf.id} named')} then ({result}) else {body.silence(leaf.silence)})"
    )


def _judgement(body: _Body, leaf: JudgementLeaf) -> str:
    return body.define(leaf.id, body.truth(f"{leaf.id} answer"))


def _staged(body: _Body, node: Staged) -> str:
    trial, total = node.stages
    entered = "true" if total.requires is None else body.express(total.requires)
    worlds = []
    for asked in (body.number(f"{node.id} requested {place}") for place in (1, 2)):
        alone = f"{asked} <= {_decimal(total.most)}"
        for done in (body.number(name) for name in _rivals(f"{node.id} done")):
            trying = f"{done} + {asked} <= {_decimal(trial.most)}"
            going_on = f"{done} >= {_decimal(trial.range[0])} and {done} + {asked} <= {_decimal(total.most)}"
            worlds.append(f"{alone} and ({trying} or ({going_on} and {entered}))")
    return body.define(node.id, body.agreed(worlds, node.id))


def _blanket(body: _Body, node: Blanket) -> str:
    exceptions = " or ".join(body.each(node.exceptions)) or "false"
    return body.define(node.id, f"(if {exceptions} then true else false)")


def _all(body: _Body, node: All) -> str:
    return "(" + (" and ".join(body.each(node.of)) or "true") + ")"


def _any(body: _Body, node: Any) -> str:
    return "(" + (" or ".join(body.each(node.of)) or "false") + ")"


def _at_least(body: _Body, node: AtLeast) -> str:
    return _count(body.each(node.of), node.count)


def _not(body: _Body, node: Not) -> str:
    return f"(not {body.express(node.of)})"


@cache
def _templates() -> dict[type, Callable[..., str]]:
    return {
        FindingLeaf: _finding,
        QuantityLeaf: _quantity,
        TimingLeaf: _measured,
        PriorTreatmentLeaf: _prior_treatment,
        PriorResponseLeaf: _prior_response,
        CorroborationLeaf: _corroboration,
        ComponentLeaf: _component,
        JudgementLeaf: _judgement,
        Staged: _staged,
        Blanket: _blanket,
        All: _all,
        Any: _any,
        AtLeast: _at_least,
        Not: _not,
    }
