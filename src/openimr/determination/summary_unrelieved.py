"""Pain that operations and injections did not relieve, as the records themselves put it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openimr.case import Chart, PartialDate, Span
from openimr.records.record_sentences import Saying, records_of, sayings

MOST = 3
"""Sentences cited; the newest documents first."""
SIGN = re.compile(r"reliev|relief|help|benefit|better|persist|despite|in spite of", re.IGNORECASE)
"""A page without any of these words is not read further."""
VAIN = re.compile(
    r"\b(?:not|never|neither|nor|n't)\b[^.;]{0,70}?\b(?:reliev|help|benefit|improve|better)\w*"
    r"|\bunrelieved|\bno (?:\w+ ){0,3}(?:relief|benefit|better|improvement)"
    r"|\b(?:without|neither with) (?:\w+ ){0,3}(?:relief|benefit|improvement)"
    r"|\bfailed to (?:relieve|help|improve)"
    r"|\b(?:persist\w*|continu\w*|ongoing|chronic)[^.;]{0,40}\bpain[^.;]{0,30}\b(?:despite|in spite of)\b",
    re.IGNORECASE,
)
DOUBTFUL = re.compile(
    r"\b(?:if|may|might|would|could|expect\w*|guarantee|risks?|understands|whether|father|mother|brother|sister|wife"
    r"|husband|unless|hop(?:e|es|ing)|does not want)\b",
    re.IGNORECASE,
)
"""A plan, a warning, a relative, or help elsewhere: no history of this patient's pain."""
HELPED = re.compile(
    r"^(?!.*\b(?:neither|nor)\b).*(?<!not )(?<!n't )(?<!never )\bhelped\b(?! (?:for )?only)", re.IGNORECASE
)
"""The sentence also tells of help, and what for is not plain."""
SURGERY = (
    r"(?:surger(?:y|ies)|operations?|fusions?|decompressions?|laminectom(?:y|ies)|arthroscop(?:y|ies)|replacements?)"
)
PLACES = (
    ("back", r"(?:low(?:er)? back|back|lumbar(?: spine)?)"), ("neck", r"(?:neck|cervical(?: spine)?)"),
    ("shoulder", "shoulder"), ("knee", "knee"), ("hip", "hip"), ("ankle", "ankle"), ("foot", "foot"),
    ("elbow", "elbow"), ("wrist", "wrist"), ("hand", "hand"),
)  # fmt: skip
NEEDLES = (
    ("steroid injections", r"(?:steroid|cortisone) (?:\w+ )?(?:injections?|shots?)"),
    ("injections", r"\b(?:injections?|shots|nerve blocks?)\b"),
)
PAIN = re.compile(
    r"\b((?:low(?:er)? )?back|neck|shoulder|knee|hip|ankle|foot|elbow|wrist|hand|leg|arm) pain", re.IGNORECASE
)


UNPLACED = frozenset({"psyche", "head", "other", "whole body"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrelieved:
    """pain: as the records name it ("low back pain"), None where they do not. by: what did not relieve it."""

    pain: str | None
    by: tuple[str, ...]
    spans: tuple[Span, ...]


def find_unrelieved(chart: Chart, regions: frozenset[str]) -> Unrelieved | None:
    """What the records say did not relieve the pain: operations first, then injections.

    regions: those in dispute; a knee that no surgery helped is no matter of a dispute on a shoulder.
    """
    near = [one for one in _candidates(chart) if _is_near(one.text, regions)]
    found = sorted(near, key=lambda one: (-_day(one).latest().toordinal(), one.page.file, one.start))
    kept = found[: MOST * 3]
    names = {name for one in kept for name in _treatments(one.text)}
    if not names:
        return None
    if any(name.endswith(" surgery") for name in names):
        names.discard("surgery")
    if "steroid injections" in names:
        names.discard("injections")
    pains = [match[1].lower() for one in kept for match in PAIN.finditer(one.text)]
    pain = max(dict.fromkeys(pains), key=pains.count).replace("lower", "low") + " pain" if pains else None
    order = [*(f"{place} surgery" for place, _ in PLACES), "surgery", *(name for name, _ in NEEDLES)]
    return Unrelieved(
        pain=pain, by=tuple(name for name in order if name in names), spans=tuple(one.span() for one in kept[:MOST])
    )


def write_unrelieved(one: Unrelieved) -> str:
    """`back and neck surgery and by steroid injections`."""
    places = [name.removesuffix(" surgery") for name in one.by if name.endswith(" surgery")]
    said = [" and ".join(places) + " surgery"] if places else []
    said += [name for name in one.by if not name.endswith(" surgery")]
    return " and by ".join(said)


def _candidates(chart: Chart) -> list[Saying]:
    searched = {(ref.file, ref.page) for ref in chart.searched()}
    bearing = tuple(page for page in chart.pages if (page.file, page.number) in searched and SIGN.search(page.text))
    return [
        one
        for document in records_of(chart.documents)
        for one in sayings(document, bearing)
        if VAIN.search(one.text)
        and not DOUBTFUL.search(one.text)
        and not HELPED.search(one.text)
        and _treatments(one.text)
    ]


def _is_near(text: str, regions: frozenset[str]) -> bool:
    """Whether a sentence names a place in dispute, or none; of the psyche or the head every place may be one."""
    low = text.lower()
    named = [place for place, words in PLACES if re.search(rf"\b{words}\b", low)]
    return not named or not regions - UNPLACED or any(_holds(region, place) for region in regions for place in named)


def _holds(region: str, place: str) -> bool:
    return place in region or (place in ("back", "neck") and ("spine" in region or "sacr" in region))


def _day(one: Saying) -> PartialDate:
    return one.document.date or PartialDate(1)


def _treatments(text: str) -> list[str]:
    """Names of the operations and injections that a sentence speaks of."""
    low = text.lower()
    named = [
        f"{place} surgery"
        for place, words in PLACES
        if re.search(rf"\b{words}(?: (?:and|or|nor) \w+(?: back)?)? {SURGERY}", low)
    ]
    if not named and re.search(rf"\b{SURGERY}\b", low):
        named = ["surgery"]
    return named + [name for name, words in NEEDLES if re.search(words, low)][:1]
