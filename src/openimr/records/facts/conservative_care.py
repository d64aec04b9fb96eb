"""Care short of operations and injections into the spine: what was tried, for how long, with what result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import ConservativeCare, Document, DocumentKind

from ..body import region_near
from ..sieve import sift
from .modalities import modalities_in
from .series_sheets import FORMS, NUMBER, Passage, Statement, count_of, pattern, statements
from .services_given import service_of
from .visit_days import days_of

_WEEKS = sift(rf"(?P<n>{NUMBER})\s*(?:-|\s)?(?P<unit>weeks?|wks?|months?|mos?\b)")
_CLAUSE = sift(r"\s*(?:,?\s+but\b|,?\s+while\b|,?\s+whereas\b|,?\s+although\b|,?\s+however\b|;)\s*")
_REACH = 2
_NO_RECORDS = frozenset({DocumentKind.RFA, DocumentKind.BILLING, DocumentKind.LAB, DocumentKind.UR_DECISION})


def find_conservative_care(passages: Sequence[Passage], document: Document) -> Iterator[ConservativeCare]:
    """Modalities with a stated result; a treating clinic's own note speaks of its own modality.

    A clause that goes on to tell what did help does not change the failure told before it.
    A result may stand up to two sentences after the modality. Guideline text and conditions are passed over.
    """
    if document.kind in FORMS or document.kind in _NO_RECORDS:
        return
    whole = "\n".join(passage.text for passage in passages)
    own = service_of(document, whole)
    weeks = _course_weeks(whole, document) if own else None
    recent: tuple[str, ...] = ()
    age, passage = 0, None
    for statement in statements(passages):
        age = age + 1 if statement.passage is passage else _REACH + 1
        passage = statement.passage
        before = recent if age <= _REACH else ()
        named = tuple(hit.term for hit in modalities_in(statement.text))
        if not (named or before or own) or pattern("conservative_care", "unreal").search(statement.text):
            continue
        yield from _results(statement, (own,) if own else before, weeks)
        if named:
            recent, age = named, 0


def _results(statement: Statement, before: tuple[str, ...], weeks: float | None) -> Iterator[ConservativeCare]:
    start, kept, failing = 0, before, False
    for cut in (*_CLAUSE.finditer(statement.text), None):
        end = cut.start() if cut else len(statement.text)
        clause = statement.text[start:end]
        named = tuple(dict.fromkeys(hit.term for hit in modalities_in(clause)))
        kept = named or kept
        failed = _result(clause) if kept else None
        if failed is not None and (named or not (failing and not failed)):
            failing = failed
            yield from _care(statement, (start, end), kept, failed, weeks)
        start = cut.end() if cut else end


_SCORES = sift(
    r"\b(?:pain|VAS|NRS)(?: \w+)?(?: went| fell| dropped| came down| improved| reduced)?(?: from)?\s+(?P<first>10|\d)(?:/10)?"
    r"\s*(?:to|->|→)\s*(?P<last>10|\d)(?:/10)?\b(?!\s*(?:weeks?|days?|months?|hours?|%))"
)
_GAIN = 3
"""Points of ten by which pain must fall for a result worth the name; one or less is none."""


def _by_scores(text: str) -> bool | None:
    """Whether a treatment failed by the scores of pain before and after it; None: they do not decide."""
    scores = _SCORES.search(text)
    if scores is None:
        return None
    fall = int(scores["first"]) - int(scores["last"])
    return True if fall <= 1 else False if fall >= _GAIN else None


def _result(text: str) -> bool | None:
    scored = _by_scores(text)
    if scored is not None:
        return scored
    if pattern("conservative_care", "failed").search(text):
        return True
    return False if pattern("conservative_care", "helped").search(text) else None


def _care(
    statement: Statement, at: tuple[int, int], modalities: tuple[str, ...], failed: bool, course: float | None
) -> Iterator[ConservativeCare]:
    text = statement.text[at[0] : at[1]]
    found = _WEEKS.search(text)
    weeks = float(count_of(found["n"])) * (4 if found["unit"][0] in "mM" else 1) if found else course
    for modality in modalities:
        yield ConservativeCare(
            spans=(statement.span(*at),),
            modality=modality,
            duration_weeks=weeks,
            failed=failed,
            body_region=region_near(text, 0),
            date=statement.passage.date,
        )


def _course_weeks(whole: str, document: Document) -> float | None:
    """Whole weeks from the first to the last day that a clinic's record gives."""
    days = days_of(whole, document)
    if days.first is None or days.last is None:
        return None
    gap = (days.last.latest() - days.first.earliest()).days
    return float(gap // 7) if gap >= 7 else None
