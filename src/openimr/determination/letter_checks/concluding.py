"""What the reasons for an item conclude, in the reviewer's own closing words."""

from __future__ import annotations

import re

from openimr.corpus import LetterItem, Outcome

from .sentences import reasons_of

_NECESSARY = re.compile(
    r"(?P<is>\b(?:is|are|was|were|be|been)\b|,|\bitem\b)?\s*(?:\w+ly\s*)?(?P<not>\bnot\s*|\bnot\s*(?:found|considered|deemed|established)"
    r"\s*(?:to\s*be\s*)?|n't\s*)?(?:therefore\s*|thus\s*|likewise\s*|also\s*|deemed\s*|considered\s*|found\s*(?:to\s*be\s*)?|both\s*)*(?P<not2>not\s*)?"
    r"medically\s*(?:reasonable\s*and\s*)?(?:necessary|appropriate|indicated|warranted)",
    re.IGNORECASE,
)
_PLAIN = (
    (Outcome.UPHELD, re.compile(
        r"(?:request|treatment|item|service|denial|decision)[^.]{0,80}\b(?:is|are|was|were|should be|must be)\s*(?:therefore\s*)?"
        r"(?:not (?:supported|certified|authorized|approved|recommended|warranted)|non-?certified|upheld)\b", re.I)),
    (Outcome.OVERTURNED, re.compile(
        r"(?:request|treatment|item|service)[^.]{0,80}\b(?:is|are|was|were|should be)\s*(?:therefore\s*)?"
        r"(?:supported|certified|authorized|approved|warranted)\b|denial[^.]{0,40}(?:is|should be|must be) overturned", re.I)),
)  # fmt: skip
_UNREAL = re.compile(r"\b(?:whether|if|unless|until|would|could|might|may)\b", re.IGNORECASE)
_CONCESSION = re.compile(r"\b(?:although|though|even if|but|however)\b.*", re.IGNORECASE)


def conclude(item: LetterItem) -> Outcome | None:
    """The outcome of the last sentence that concludes; None where none does or the reader could not say."""
    for sentence in reversed(reasons_of(item)[-4:]):
        said = _of(_CONCESSION.sub("", sentence) if not _CONCESSION.match(sentence) else sentence)
        if said is not None:
            return said
    return None


def _of(sentence: str) -> Outcome | None:
    found = list(_NECESSARY.finditer(sentence))
    if found and not _UNREAL.search(sentence[: found[-1].start()]):
        last = found[-1]
        negated = (
            last["not"]
            or last["not2"]
            or re.search(
                r"\b(?:none|neither|nor|no longer|cannot be)\b", sentence[max(0, last.start() - 60) : last.end()], re.I
            )
        )
        return Outcome.UPHELD if negated else Outcome.OVERTURNED
    if found:
        return None
    return next((outcome for outcome, pattern in _PLAIN if pattern.search(sentence)), None)
