"""Compounds: every part of the request against what the guideline says of it in this form."""

from __future__ import annotations

import re

from openimr.case import Answer, Component, CriterionResult

from .evidence import says
from .leaf_kinds import ComponentLeaf, Ingredient
from .reading import silent
from .situation import Situation


def read_components(leaf: ComponentLeaf, situation: Situation) -> tuple[CriterionResult, ...]:
    """One result a part; a request that names no parts gives one unknown result."""
    parts = situation.item.components
    if not parts:
        reading = silent(leaf, situation)
        explain = f"The request does not name its parts: {leaf.name}."
        return (_result(leaf, "none", None, (reading.answer, leaf.name, explain), situation),)
    return tuple(
        _result(leaf, str(place), part, _verdict(leaf, part), situation) for place, part in enumerate(parts, start=1)
    )


_PERCENT = re.compile(r"(\d*\.?\d+) ?(?:%|percent\b|pct\b)", re.IGNORECASE)


def ingredient_row(leaf: ComponentLeaf, part: Component) -> Ingredient | None:
    """What the leaf says of a part, in the strength asked for."""
    return next((one for one in leaf.ingredients if says(one.names, part.name) and _as_strong(one, part)), None)


def _as_strong(row: Ingredient, part: Component) -> bool:
    if row.above_percent is None:
        return True
    given = _PERCENT.search(part.strength or "")
    return given is not None and float(given[1]) > row.above_percent


def _verdict(leaf: ComponentLeaf, part: Component) -> tuple[Answer, str, str]:
    row = ingredient_row(leaf, part)
    if row is None:
        return Answer.NOT_DOCUMENTED, leaf.name, f"The guideline row says nothing of {part.name}."
    answer = Answer.MET if row.recommended else Answer.NOT_MET
    return answer, row.name, f"{part.name}: {row.name}."


def _result(
    leaf: ComponentLeaf, key: str, part: Component | None, verdict: tuple[Answer, str, str], situation: Situation
) -> CriterionResult:
    answer, name, explain = verdict
    return CriterionResult(
        id=f"{leaf.id}.{key}",
        kind=leaf.reports,
        name=name,
        answer=answer,
        explain=explain,
        spans=situation.item.spans,
        component=part.name if part else None,
        searched=situation.shelf.searched if answer is Answer.NOT_DOCUMENTED else (),
    )
