"""Walking over criteria trees."""

from __future__ import annotations

from collections.abc import Iterator

from .vocabulary import All, Any, AtLeast, Blanket, Criterion, Not, Staged


def walk(criterion: Criterion) -> Iterator[Criterion]:
    """The criterion and everything below it, in reading order."""
    yield criterion
    match criterion:
        case All(of=below) | Any(of=below) | AtLeast(of=below) | Blanket(exceptions=below):
            for one in below:
                yield from walk(one)
        case Not(of=one):
            yield from walk(one)
        case Staged(stages=stages):
            for stage in stages:
                if stage.requires is not None:
                    yield from walk(stage.requires)
        case _:
            return
