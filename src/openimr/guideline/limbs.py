"""Signs of the arm prove nothing of the leg: which half of the body a neurologic statement and a request speak of."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from openimr.case import DisputedItem, Finding


class Limb(BaseModel):
    """signs: patterns of statements about the limb; regions: of a request; words: of a request that names no region."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    signs: tuple[str, ...]
    regions: tuple[str, ...]
    words: tuple[str, ...]


class LimbLexicon(BaseModel):
    """concepts: those whose statements belong to one limb."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: str
    concepts: tuple[str, ...]
    arm: Limb
    leg: Limb


def of_the_other_limb(fact: Finding, item: DisputedItem) -> bool:
    """Whether a neurologic statement names signs of one limb alone and the request is about the other one."""
    if fact.concept not in _lexicon().concepts:
        return False
    asked = _asked(item.body_region, item.request)
    if asked is None:
        return False
    arm, leg = _signs()
    quotes = " ".join(span.quote for span in fact.spans)
    named = {name for name, signs in (("arm", arm), ("leg", leg)) if signs.search(quotes)}
    return len(named) == 1 and asked not in named


@cache
def _lexicon() -> LimbLexicon:
    text = (files("openimr_packs") / "lexicons" / "limb_signs.yaml").read_text(encoding="utf-8")
    return LimbLexicon.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = _lexicon()
    return _any(lexicon.arm.signs), _any(lexicon.leg.signs)


@cache
def _asked(region: str | None, request: str) -> str | None:
    """The limb of the request; None where it names both or neither."""
    lexicon = _lexicon()
    limbs = (("arm", lexicon.arm), ("leg", lexicon.leg))
    named = {name for name, limb in limbs if _any(limb.words).search(request)}
    if not named:
        named = {name for name, limb in limbs if region in limb.regions}
    return named.pop() if len(named) == 1 else None


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + ")", re.IGNORECASE)
