"""Concepts that a rule asks for and no lexicon knows: such a rule could never be met."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from .evidence import IMPROVEMENT
from .leaf_kinds import CorroborationLeaf, FindingLeaf, PriorResponseLeaf, QuantityLeaf
from .loading import Library
from .vocabulary import Criterion, walk


def misspelt_concepts(library: Library, known: frozenset[str]) -> tuple[str, ...]:
    """One line for each, with file, line and the nearest known concept."""
    found = []
    for edition in library.editions:
        asked = set(_concepts(edition.nodes))
        if edition.row.applies_when.criteria is not None:
            asked |= set(_concepts(tuple(walk(edition.row.applies_when.criteria))))
        for concept in sorted(asked - known - {IMPROVEMENT}):
            near = difflib.get_close_matches(concept, sorted(known), n=1)
            remedy = f"did you mean {near[0]!r}?" if near else "add it to the concept lexicon"
            found.append(f"{edition.where('criteria')}: {edition.row.id}: unknown concept {concept!r}; {remedy}")
    return tuple(found)


def _concepts(nodes: tuple[Criterion, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, FindingLeaf | QuantityLeaf | CorroborationLeaf):
            yield from node.concepts
        elif isinstance(node, PriorResponseLeaf):
            yield node.relief_concept
            if node.duration_concept:
                yield node.duration_concept
