"""Compounded topicals: their ingredients, as prescriptions list them."""

from __future__ import annotations

import re
from functools import cache

from ..sieve import sift
from .phrases import Phrase, PhraseIndex
from .series_sheets import pattern, table

_BETWEEN = re.compile(
    r"[\s,/+&()-]*(?:\d+(?:\.\d+)?\s*%?)?[\s,/+&()-]*(?:and|with|plus|hcl|"
    r"sodium)?[\s,/+&()-]*(?:\d+(?:\.\d+)?\s*%?)?[\s,/+&()-]*",
    re.I,
)
_UNNAMED = sift(
    r"\bcompound(?:ed|ing)?\s+(?:topical\s+|analgesic\s+|transdermal\s+|pain\s+)*(?:cream|ointment|gel|lotion|"
    r"medication)s?\b",
)
_FORM = re.compile(r"\b(cream|ointment|gel|lotion)s?\b", re.I)


@cache
def _ingredients() -> PhraseIndex:
    words = table("medications", "ingredients")[0][1]
    return PhraseIndex((word.strip(), word.strip()) for word in words.split(","))


def find_compound(text: str) -> Phrase | None:
    """The first compound of a text, its term "a/b/c cream"; "compound cream" where no ingredient is given."""
    form = pattern("medications", "compound").search(text)
    if form is None:
        return None
    run: list[Phrase] = []
    for hit in _ingredients().find(text):
        if run and _BETWEEN.fullmatch(text, run[-1].end, hit.start) is None:
            if len(run) > 1:
                break
            run = []
        run.append(hit)
    if len(run) > 1 and ("%" in text or "compound" in text.lower()):
        shape = _FORM.search(text)
        name = "/".join(dict.fromkeys(hit.term for hit in run)) + f" {shape[1].lower() if shape else 'cream'}"
        return Phrase(start=run[0].start, end=run[-1].end, term=name)
    unnamed = _UNNAMED.search(text)
    if unnamed is None or len(run) > 1:
        return None
    return Phrase(start=unnamed.start(), end=unnamed.end(), term="compound cream")
