"""One item in dispute, put together from the places where a letter speaks of it."""

from __future__ import annotations

from .determination import CitedGuideline, LetterItem, Outcome
from .letter_text import LetterText
from .outcomes import conclusion_of, inferred_of
from .quantity import quantity_of
from .services import service_of
from .wording import fold

_Place = tuple[int, int]
_Cited = tuple[CitedGuideline, ...] | None


def item_of(
    letter: LetterText,
    *,
    n: int,
    place: _Place,
    decided: tuple[Outcome, _Place] | None,
    guidelines: tuple[_Cited, _Cited] = (None, None),
    rationale: _Place | None = None,
) -> LetterItem:
    """place: where the item is named. decided: outcome and its words; None = no word decides it and the reasons must.

    guidelines: of the claims administrator and of the reviewer. The decision is inferred only from reasons that lean.
    """
    text = fold(letter.text[slice(*place)]).strip(" ,;:")
    reasons = letter.passage(*rationale) if rationale else None
    reasons = reasons if reasons and reasons.text else None
    outcome = decided[0] if decided else None
    words = fold(letter.text[slice(*decided[1])]) if decided else None
    concluded = conclusion_of(reasons.text) if reasons else None
    if outcome is None and reasons:
        outcome, words = inferred_of(reasons.text) or (None, None)
    counted = quantity_of(text)
    spans = letter.spans(*place) + (letter.spans(*decided[1]) if decided else ())
    return LetterItem(
        n=n,
        text=text,
        decision=outcome,
        decision_explicit=decided is not None,
        decision_words=words,
        quantity=counted[0] if counted else None,
        quantity_unit=counted[1] if counted else None,
        service=service_of(text),
        claims_admin_guidelines=guidelines[0],
        reviewer_guidelines=guidelines[1],
        rationale=reasons,
        conclusion=concluded[0] if concluded else None,
        spans=spans,
    )
