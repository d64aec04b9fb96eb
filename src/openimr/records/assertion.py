"""In what sense a mention is true: denied, of a relative, planned, possible, past.

After ConText (Harkema et al. 2009).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from openimr.case import Assertion

from .lexicon import Lexicon, read_rows, terms_of
from .passages import Passage


@dataclass(frozen=True, slots=True)
class _Cue:
    """says: an assertion, "result" (a negative test), "end" (stops what came before), "turn" (as "end", but a
    relative stays the subject) or "none" (only looks like a cue)."""

    says: str
    before: bool
    after: bool
    reach: int


@cache
def _cues() -> Lexicon[_Cue]:
    return Lexicon(
        (
            term,
            _Cue(
                str(row["says"]),
                row.get("direction", "before") in ("before", "both"),
                row.get("direction", "before") in ("after", "both"),
                int(str(row.get("reach", 14))),
            ),
        )
        for row in read_rows("assertion")
        for term in terms_of(row)
    )


_STOP = re.compile(r"[.!?;\n](?:(?<!\n)(?<!\b(?:Dr|Mr|Ms|vs).)(?=\s|$)|(?<=\n)(?=\S))")


class Time(Enum):
    """When a mention is true: now or in the present illness; in the past; perhaps or on a condition; if all goes to plan."""

    RECENT = "recent"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"


_TIMES = ("hypothetical", "planned", "historical")
_SECTIONS = {"plan": Time.PLANNED, "past_history": Time.HISTORICAL}
_ASSERTIONS = {
    Time.RECENT: Assertion.ASSERTED,
    Time.HISTORICAL: Assertion.HISTORICAL,
    Time.HYPOTHETICAL: Assertion.HYPOTHETICAL,
    Time.PLANNED: Assertion.PLANNED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What ConText tells apart. of_other: of a relative or somebody else, not of the patient.

    time: of what is so, and of the patient; what is not has none.
    """

    negated: bool = False
    of_other: bool = False
    time: Time = Time.RECENT

    @property
    def assertion(self) -> Assertion:
        """The sense as facts carry it: whose it is comes first, then whether it is, then when."""
        if self.of_other:
            return Assertion.FAMILY
        return Assertion.NEGATED if self.negated else _ASSERTIONS[self.time]


def assertion_at(passage: Passage, start: int, end: int, *, test: bool = False) -> Assertion:
    """The sense of passage.text[start:end]: by the words of its sentence, else by the section it stands in.

    test: it names a test or study, of which "negative" after it is the result and no denial.
    """
    return sense_at(passage, start, end, test=test).assertion


def sense_at(passage: Passage, start: int, end: int, *, test: bool = False) -> Sense:
    """The same, with denial, person and time told apart."""
    left, right = sentence_around(passage.text, start, end)
    if "[" in passage.text:
        ticked = _ticked(passage.text[left:start], passage.text[end:right])
        if ticked is not None:
            return Sense(negated=not ticked)
    said = {cue.says for cue in _applying(passage.text[left:right], start - left, end - left)}
    if "result" in said and not test:
        said.add("negated")
    if passage.section == "family" and not _OF_SELF.match(passage.text[left:right]):
        said.add("family")
    if said & {"family", "negated"}:
        return Sense(negated="negated" in said, of_other="family" in said)
    time = next((Time(says) for says in _TIMES if says in said), None)
    return Sense(time=time or _SECTIONS.get(passage.section, Time.RECENT))


_BOX = re.compile(r"[\[{(]\s?(?P<tick>[xX✓✔]?)\s?[\]})1J|]")
_YES_NO = re.compile(r"^[^\[{]{0,40}[\[{]\s?[1\]})J]?\s?[\]}]?\s*\|?\s*yes\W+(?P<tick>[xX])\W{0,3}no\b", re.IGNORECASE)


_OF_SELF = re.compile(
    r"\W*(?:she|he|(?:the )?(?:patient|pt|claimant|applicant|examinee|worker)|m[rs]s?\. \w+) (?:smokes|drinks|denies|lives|works|takes|does|is a"
    r"|is married|has never|uses|quit|never)\b",
    re.IGNORECASE,
)


def _ticked(before: str, after: str) -> bool | None:
    """What a form's box beside the words, or a "Yes" and "No" after them, says; None without either."""
    if _YES_NO.match(after):
        return False
    boxes = tuple(_BOX.finditer(before))
    if boxes and before.count(" ", boxes[-1].end()) <= 4:
        return bool(boxes[-1]["tick"])
    return None


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or line that holds text[start:end]."""
    left = 0
    for stop in _STOP.finditer(text, max(0, start - 600), start):
        left = stop.end()
    following = _STOP.search(text, end)
    return left, following.start() if following else len(text)


def _applying(sentence: str, start: int, end: int) -> list[_Cue]:
    kept: list[_Cue] = []
    hits = _hits(sentence)
    for _, to, cue in hits:
        if to <= start:
            if cue.says == "end":
                kept.clear()
            elif cue.says == "turn":
                kept = [one for one in kept if one.says == "family"]
            elif cue.before and _words_between(sentence, to, start) <= cue.reach:
                kept.append(cue)
    for at, _, cue in hits:
        if at < end:
            continue
        if cue.says in ("end", "turn"):
            break
        if cue.after and _words_between(sentence, end, at) <= cue.reach:
            kept.append(cue)
    return kept


def _words_between(sentence: str, start: int, end: int) -> int:
    return sentence.count(" ", start, end)


@lru_cache(maxsize=256)
def _hits(sentence: str) -> tuple[tuple[int, int, _Cue], ...]:
    return tuple((hit.start, hit.end, hit.row) for hit in _cues().find(sentence))
