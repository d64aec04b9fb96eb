"""Criteria that nothing could meet together."""

from __future__ import annotations

from itertools import combinations

from .leaf_kinds import FindingLeaf, Leaf, QuantityLeaf, TimingLeaf


def refuse_contradictions(of: tuple[object, ...]) -> None:
    """Raises ValueError where two of the criteria exclude each other: ranges of one number that do not meet, or one
    concept wanted both present and absent."""
    deciding = [one for one in of if type(one) in _CHECKED and isinstance(one, Leaf) and not one.informative]
    for one, other in combinations(deciding, 2):
        if type(one) is not type(other):
            continue
        if isinstance(one, QuantityLeaf | TimingLeaf) and _same_number(one, other) and _apart(one, other):
            raise ValueError(
                f"criteria {one.id!r} and {other.id!r} put contradictory limits on the same number; "
                "correct one of them, or join them by any"
            )
        if (
            isinstance(one, FindingLeaf)
            and isinstance(other, FindingLeaf)
            and one.want != other.want
            and set(other.concepts) == set(one.concepts)
            and (one.part, one.by, one.match, one.within_months)
            == (other.part, other.by, other.match, other.within_months)
        ):
            raise ValueError(
                f"criteria {one.id!r} and {other.id!r} want the same finding present and absent; remove one"
            )


_CHECKED = (FindingLeaf, QuantityLeaf, TimingLeaf)


def _same_number(one: QuantityLeaf | TimingLeaf, other: Leaf) -> bool:
    if isinstance(one, QuantityLeaf) and isinstance(other, QuantityLeaf):
        return _number(one) == _number(other)
    if isinstance(one, TimingLeaf) and isinstance(other, TimingLeaf):
        return (one.since, one.until, one.names, one.unit) == (other.since, other.until, other.names, other.unit)
    return False


def _number(leaf: QuantityLeaf) -> tuple[object, ...]:
    return (leaf.measure, leaf.unit, leaf.services, leaf.concepts, leaf.measures, leaf.window_months, leaf.scope)


def _apart(one: QuantityLeaf | TimingLeaf, other: object) -> bool:
    least = [limit for leaf in (one, other) if (limit := getattr(leaf, "least", None)) is not None]
    most = [limit for leaf in (one, other) if (limit := getattr(leaf, "most", None)) is not None]
    return bool(least) and bool(most) and max(least) > min(most)
