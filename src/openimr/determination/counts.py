"""Visits given, as every source counts them, each computed through to the guideline's limit."""

from __future__ import annotations

import re

from openimr.case import OF_THE_PATIENT, Chart, CriterionResult, DisputedItem, Span, TreatmentCourse

from .document_names import name_kind
from .sentence import Clause, Sentence, say, write_amount, write_date, write_number

COUNTED = ("visit_trial", "cumulative_cap")
SEVERAL = 4
"""Of more counts than this, the lowest and the highest are told."""


def compare_counts(item: DisputedItem, leaves: tuple[CriterionResult, ...], chart: Chart) -> tuple[Sentence, ...]:
    """What was given and what is asked, for one count or for several that disagree. Empty: nothing to compute."""
    limited = [leaf for leaf in leaves if leaf.kind in COUNTED and leaf.limit]
    if item.quantity is None or not limited:
        return ()
    cap = max(limited, key=lambda leaf: leaf.limit or 0)
    courses = _weighed(_courses(item, chart), _evaluated(cap, item.quantity))
    given = sorted({course.completed for course in courses if course.completed is not None})
    counts = sorted({n for course in courses for n in (course.completed, course.authorized) if n is not None})
    if len(given) > 1:
        counts = given
    if len(counts) > SEVERAL:
        counts = _outermost(courses)
    if len(counts) > 1:
        return (_list_counts(item, counts, courses, chart), _compute_worlds(item.quantity, limited, counts))
    if cap.prior is None or cap.value is None:
        return ()
    limit = _limit(limited, int(cap.prior))
    over = cap.value > limit
    asked = write_number(item.quantity)
    if not cap.prior:
        verb = "exceed" if over else "stay within"
        text = f"no earlier visits are documented, and the {asked} requested {verb} the limit of {write_number(limit)}"
    else:
        before = write_amount(cap.prior, cap.unit) + (" completed" if given else " already given")
        text = (
            f"{before} and the {asked} requested make {write_amount(cap.value, cap.unit)}, "
            f"{'above' if over else 'within'} the limit of {write_number(limit)}"
        )
    return (say("", (Clause(text=text, spans=cap.spans[:2]),)),)


def _evaluated(cap: CriterionResult, quantity: float) -> frozenset[float] | None:
    """The counts of visits given that the criterion was evaluated with; None where it does not tell."""
    given = re.search(r"((?:[\d.]+ or )*[\d.]+) [\w ]+ given", cap.explain)
    totals = re.search(r": ((?:[\d.]+ or )*[\d.]+) ", cap.explain) if cap.value is not None else None
    if given is not None:
        return frozenset(float(number) for number in given[1].split(" or "))
    if totals is not None:
        return frozenset(float(number) - quantity for number in totals[1].split(" or "))
    return None


def _weighed(courses: tuple[TreatmentCourse, ...], used: frozenset[float] | None) -> tuple[TreatmentCourse, ...]:
    """Without attended visits that do not count here, such as those of an earlier injury."""
    if not used:
        return courses
    return tuple(course for course in courses if course.completed is None or course.completed in used)


def _outermost(courses: tuple[TreatmentCourse, ...]) -> list[int]:
    """The fewest and the most visits that the records, not the refusal, say were attended (else authorized)."""
    own = [course for course in courses if not course.only_in_ur] or list(courses)
    done = [course.completed for course in own if course.completed is not None]
    given = done or [course.authorized for course in own if course.authorized is not None]
    return sorted({min(given), max(given)}) if given else []


def _courses(item: DisputedItem, chart: Chart) -> tuple[TreatmentCourse, ...]:
    return tuple(
        fact
        for fact in chart.facts
        if isinstance(fact, TreatmentCourse) and fact.service == item.service and fact.assertion in OF_THE_PATIENT
    )


def _list_counts(item: DisputedItem, counts: list[int], courses: tuple[TreatmentCourse, ...], chart: Chart) -> Sentence:
    clauses = []
    for count in counts:
        done = [course for course in courses if course.completed == count]
        mine = done or [course for course in courses if course.authorized == count]
        word = "completed" if done else "authorized"
        dated = next((course for course in mine if course.start and course.end), None)
        when = ""
        if dated is not None and dated.start and dated.end and dated.start <= dated.end:
            when = f" between {write_date(dated.start)} and {write_date(dated.end)}"
        only = (
            " according to the utilization review decision alone" if all(course.only_in_ur for course in mine) else ""
        )
        spans = tuple(span for course in mine for span in course.spans[:1])
        clauses.append(Clause(text=f"{count} {word}{when}{only or _by_whom(spans, chart)}", spans=spans))
    return say(f"The file gives different counts of {item.service} visits: ", tuple(clauses))


def _compute_worlds(quantity: float, limited: list[CriterionResult], counts: list[int]) -> Sentence:
    """Every count through to the limit that holds for it: that of the trial while the trial is not done."""
    limits = {count: _limit(limited, count) for count in counts}
    split = len(set(limits.values())) > 1
    sums = tuple(
        Clause(
            text=f"{count} + {write_number(quantity)} = {write_number(count + quantity)}"
            + (f" (limit {write_number(limits[count])})" if split else "")
        )
        for count in counts
    )
    above = {count + quantity > limits[count] for count in counts}
    verdict = "fall on both sides of" if len(above) == 2 else "all exceed" if True in above else "all stay within"
    effect = "so the difference matters" if len(above) == 2 else "so the difference does not change the result"
    said = "their limits" if split else f"the limit of {write_number(max(limits.values()))}"
    return say("With the visits now requested, ", sums, f"; the totals {verdict} {said}, {effect}.")


def _limit(limited: list[CriterionResult], count: int) -> float:
    trial = next((leaf for leaf in limited if leaf.kind == "visit_trial" and "trial" in leaf.name), None)
    least = re.search(r"\d+", trial.name) if trial is not None else None
    if trial is not None and least is not None and count < int(least.group()):
        return trial.limit or 0
    return max(leaf.limit or 0 for leaf in limited)


def _by_whom(spans: tuple[Span, ...], chart: Chart) -> str:
    """Who counts, where it is one kind of document."""
    kinds = {document.kind for span in spans if (document := chart.document_of(span.ref)) is not None}
    if len(kinds) != 1:
        return ""
    name = name_kind(next(iter(kinds)))
    return f" according to the {name[0].lower()}{name[1:]}"
