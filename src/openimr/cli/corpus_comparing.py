"""`imr corpus similar | compare`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from openimr.case import OpenImrError
from openimr.corpus.figures import percent
from openimr.corpus.precedents import BothWays, Divide, Precedent
from openimr.corpus.profile import Profile, profiles_of
from openimr.engines.corpus_index import CorpusIndex
from openimr.engines.corpus_likeness import decided_both_ways

_HERE = {True: "this case: yes", False: "this case: the contrary", None: "this case does not say"}


def similar(chosen: argparse.Namespace) -> int:
    """For each item the precedents on each side and what divides them; 0 also when there are none."""
    index = CorpusIndex(chosen.corpus)
    for profile in profiles(chosen.review, chosen.number):
        found = decided_both_ways(index, profile)
        if chosen.json:
            print(json.dumps(_data(found, chosen.most), ensure_ascii=False))
        else:
            print("\n".join((*_lines(found, chosen.most), "")))
    return 0


def profiles(review: Path, number: int | None) -> tuple[Profile, ...]:
    """The items of a review, or the one asked for. Raises OpenImrError when there is none."""
    path = review / "review.json" if review.is_dir() else review
    try:
        found = profiles_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise OpenImrError(f"{path} cannot be read ({wrong}); name the review.json that imr review writes.") from wrong
    kept = tuple(one for one in found if number in (None, one.n))
    if not kept:
        raise OpenImrError(f"{path} has no item {number}." if number else f"{path} has no items.")
    return kept


def _lines(found: BothWays, most: int) -> Iterator[str]:
    yield f"Item {found.profile.n}: {found.profile.request}"
    if not found.of_like:
        yield "  The corpus holds no like case that was decided."
        return
    low, high = percent(found.interval.low), percent(found.interval.high)
    share = percent(found.overturned_like / found.of_like)
    yield f"  Of the {found.of_like} nearest cases {found.overturned_like} were overturned: {share} (95 % interval {low} to {high})."
    yield from _side("Overturned", found.overturned[:most])
    yield from _side("Upheld", found.upheld[:most])
    yield "  What divides them:" if found.divides else "  No circumstance that the letters tell divides them."
    for one in found.divides:
        yield f"    {divide_words(one)}"


def divide_words(one: Divide) -> str:
    return (
        f"{one.fact}: told by {one.overturned[0]} of {one.overturned[1]} overturned, {one.upheld[0]} of {one.upheld[1]} upheld; {_HERE[one.here]}"
    )


def _side(name: str, precedents: Sequence[Precedent]) -> Iterator[str]:
    yield f"  {name}:" if precedents else f"  {name}: none"
    for one in precedents:
        entry = one.entry
        head = " | ".join(filter(None, (entry.program, entry.case_number, str(entry.year) if entry.year else None)))
        yield f"    {entry.request}  ({head})  [{entry.id}]"
        if one.shared:
            yield f"      in common: {'; '.join(one.shared)}"


def _data(found: BothWays, most: int) -> dict[str, object]:
    return {
        "item": found.profile.n,
        "request": found.profile.request,
        "nearest": found.of_like,
        "overturned": found.overturned_like,
        "interval": [round(found.interval.low, 4), round(found.interval.high, 4)],
        "precedents": {"upheld": _precedents(found.upheld[:most]), "overturned": _precedents(found.overturned[:most])},
        "divides": [
            {"fact": one.fact, "upheld": list(one.upheld), "overturned": list(one.overturned), "here": one.here} for one in found.divides
        ],
    }


def _precedents(side: Sequence[Precedent]) -> list[dict[str, object]]:
    return [
        {
            "id": one.entry.id,
            "request": one.entry.request,
            "decision": one.entry.decision.value if one.entry.decision else None,
            "case_number": one.entry.case_number,
            "year": one.entry.year,
            "score": one.score,
            "shared": list(one.shared),
        }
        for one in side
    ]
