"""`imr corpus similar | compare`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openimr.case import OpenImrError
from openimr.corpus import Outcome
from openimr.corpus.consistency import Estimate, Reason, features_of_profile
from openimr.corpus.figures import percent
from openimr.corpus.precedents import BothWays, Divide, Precedent
from openimr.corpus.profile import Profile, profiles_of
from openimr.engines.corpus_index import CorpusIndex
from openimr.engines.corpus_likeness import decided_both_ways
from openimr.engines.corpus_model import estimate, read_model

_SURE = 0.5
"""A draft departs when the whole interval of like cases lies on the other side of it."""
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


def compare(chosen: argparse.Namespace) -> int:
    """For each item how like cases went; asks for a sentence of reason where the draft departs from them."""
    index = CorpusIndex(chosen.corpus)
    model = read_model(chosen.model or chosen.corpus / "model.json")
    for profile in profiles(chosen.review, chosen.number):
        compared = Compared(profile, decided_both_ways(index, profile), estimate(model, features_of_profile(profile)))
        print(
            json.dumps(_comparison(compared), ensure_ascii=False)
            if chosen.json
            else "\n".join((*_comparing(compared), ""))
        )
    return 0


@dataclass(frozen=True, slots=True)
class Compared:
    """An item, its like cases, and what the model says of their rate."""

    profile: Profile
    found: BothWays
    estimate: Estimate

    @property
    def departs(self) -> bool:
        """Whether the draft goes against what nearly all like cases show."""
        interval, proposed = self.estimate.interval, self.profile.proposed
        if proposed is None or not self.estimate.of:
            return False
        return interval.high < _SURE if proposed is not Outcome.UPHELD else interval.low > _SURE


def _comparing(one: Compared) -> Iterator[str]:
    guess = one.estimate
    proposed = one.profile.proposed.value if one.profile.proposed else "none yet"
    yield f"Item {one.profile.n}: {one.profile.request}"
    yield f"  Draft: {proposed}. This is how like cases went, not what is right here."
    if guess.of:
        low, high = percent(guess.interval.low), percent(guess.interval.high)
        yield (
            f"  Calibrated rate of overturning {percent(guess.rate)}; of {guess.of:,} later decisions with a like estimate {guess.overturned:,} "
            f"were overturned (95 % interval {low} to {high})."
        )
    yield from (f"    {reason_words(reason)}" for reason in guess.reasons)
    if guess.unseen:
        yield f"  Never seen while learning: {', '.join(guess.unseen)}."
    found = one.found
    yield (
        f"  Of the {found.of_like} nearest cases {found.overturned_like} were overturned."
        if found.of_like
        else "  No like case was decided."
    )
    yield from (f"    {divide_words(divide)}" for divide in found.divides)
    if one.departs:
        yield "  The draft departs from how like cases went: write one sentence of reason."


def reason_words(reason: Reason) -> str:
    """A feature in words and the way it moves the rate."""
    side = "toward overturned" if reason.weight > 0 else "toward upheld"
    return f"{reason.feature.replace('&', ' with ').replace('=', ' ')}: {side} ({reason.weight:+.2f})"


def _comparison(one: Compared) -> dict[str, object]:
    guess = one.estimate
    return {
        "item": one.profile.n,
        "proposed": one.profile.proposed.value if one.profile.proposed else None,
        "rate": round(guess.rate, 4),
        "interval": [round(guess.interval.low, 4), round(guess.interval.high, 4)],
        "of": guess.of,
        "overturned": guess.overturned,
        "reasons": [{"feature": reason.feature, "weight": round(reason.weight, 4)} for reason in guess.reasons],
        "unseen": list(guess.unseen),
        "like_cases": _data(one.found, 3),
        "asks_for_reason": one.departs,
    }


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
    return f"{one.fact}: told by {one.overturned[0]} of {one.overturned[1]} overturned, {one.upheld[0]} of {one.upheld[1]} upheld; {_HERE[one.here]}"


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
            {"fact": one.fact, "upheld": list(one.upheld), "overturned": list(one.overturned), "here": one.here}
            for one in found.divides
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
