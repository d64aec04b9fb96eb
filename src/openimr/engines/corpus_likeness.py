"""Cases like the one at hand: by service, region, facts, circumstances and guideline, and by the words of the request last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openimr.corpus.determination import Outcome
from openimr.corpus.precedents import BothWays, Precedent, both_ways, shared_of
from openimr.corpus.profile import Profile

from .corpus_index import CorpusIndex

_REGION, _GUIDELINE, _SIGNAL, _PROGRAM, _AGE = 3.0, 2.0, 1.0, 0.5, 0.3
_SERVICE = 6.0
_FACT, _REQUEST = 0.35, 0.5
_MOST_WORDS = 24
NEAREST = 100
"""So many of the nearest cases make up "cases like this one"."""
EACH_SIDE = 40
"""So many precedents of each side are compared to find what divides them."""


def similar(
    index: CorpusIndex, profile: Profile, *, limit: int = 10, outcome: Outcome | None = None
) -> tuple[Precedent, ...]:
    """The nearest cases of the same service; of any when none has it. outcome: of one side; OVERTURNED takes those in part with it."""
    found = index.ranked(_query(index, profile, outcome, strict=True), limit) if profile.service else []
    if not found and not _has_service(index, profile):
        found = index.ranked(_query(index, profile, outcome, strict=False), limit)
    return tuple(
        Precedent(entry=entry, score=round(score, 3), shared=shared_of(profile, entry)) for score, entry in found
    )


def _has_service(index: CorpusIndex, profile: Profile) -> bool:
    return bool(profile.service and index.searcher.doc_freq("service", profile.service))


def decided_both_ways(index: CorpusIndex, profile: Profile) -> BothWays:
    """Precedents of each side, what divides them, and how the nearest cases of either side went."""
    upheld = similar(index, profile, limit=EACH_SIDE, outcome=Outcome.UPHELD)
    overturned = similar(index, profile, limit=EACH_SIDE, outcome=Outcome.OVERTURNED)
    return both_ways(profile, upheld, overturned, similar(index, profile, limit=NEAREST))


def _query(index: CorpusIndex, profile: Profile, outcome: Outcome | None, *, strict: bool) -> Any:
    must, should = index.occur.Must, index.occur.Should
    parts = [(should, part) for part in (*_exact(index, profile, strict=strict), *_words(index, profile))]
    if strict and profile.service:
        parts.append((must, _weighed(index, "service", profile.service, _SERVICE)))
    if outcome:
        sides = (Outcome.OVERTURNED, Outcome.PARTLY) if outcome is Outcome.OVERTURNED else (outcome,)
        either = index.query.term_set_query(index.schema, "decision", [side.value for side in sides])
        parts.append((must, index.query.const_score_query(either, 0.0)))
    return index.query.boolean_query(parts)


def _exact(index: CorpusIndex, profile: Profile, *, strict: bool) -> Sequence[Any]:
    parts = [] if strict or not profile.service else [_weighed(index, "service", profile.service, _SERVICE)]
    if profile.region:
        parts.append(_weighed(index, "region", profile.region, _REGION))
    if profile.program:
        parts.append(_weighed(index, "program", profile.program, _PROGRAM))
    parts += [_weighed(index, "guideline", name, _GUIDELINE) for name in profile.guidelines]
    parts += [_weighed(index, "signal", name, _SIGNAL) for name in profile.signals]
    return parts


def _words(index: CorpusIndex, profile: Profile) -> Sequence[Any]:
    """Words of the facts, the rarest of them, and of the request."""
    words = " ".join(fact.partition(": ")[2] for fact in profile.facts)
    facts = index.rarest("fact_words", words, _MOST_WORDS)
    boost = index.query.boost_query
    return [boost(one, _FACT) for one in facts] + [
        boost(one, _REQUEST) for one in index.words("request", profile.request)
    ]


def _weighed(index: CorpusIndex, field: str, value: str, weight: float) -> Any:
    return index.query.const_score_query(index.term(field, value), weight)
