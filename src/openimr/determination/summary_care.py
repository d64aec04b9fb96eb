"""What was done for the patient: operations, injections, other care with its result, courses, medication."""

from __future__ import annotations

import re

from openimr.case import Allergy, ConservativeCare, Medication, PartialDate, Procedure, Span, TreatmentCourse

from .sentence import Clause, Sentence, join_words, say, write_amount, write_date, write_number
from .summary_scope import Scope, day_of, newest, put_side
from .summary_unrelieved import UNPLACED

NEEDLES = ("injection", "block", "epidural", "neurotomy", "ablation", "infiltration", "botulinum")
RESULTS = (
    (" without lasting benefit", {True}),
    (" with benefit", {False}),
    (" with differing accounts of the result", {True, False}),
)
VAGUE = frozenset(
    {"surgery", "operation", "procedure", "injection", "block", "conservative care", "medication", "treatment"}
)
UNRELATED = re.compile(
    r"cesarean|caesarean|hysterectomy|append[ei]\w+|cholecystectomy|tonsil\w*|tubal|vasectomy|hernia|cataract|colonoscop\w*|oophorectomy"
    r"|wisdom t\w+|gastric|bariatric|mastectomy|prostat\w*|adenoid\w*",
    re.IGNORECASE,
)
"""Operations that bear on no injury of work unless their region is in dispute."""
LOST_NAMES = (
    ("radiofrequency ablation", re.compile(r"ablation|radio-?\s?frequency|rhizotom|neurotom|lesion", re.IGNORECASE)),
)
"""Names that an abbreviation also stands for: RFA is a request for authorization too."""
MOST = 6
STALE = 200
"""Days after which a drug that newer lists of medication leave out is no longer told as current."""


def tell_operations(scope: Scope) -> Sentence | None:
    """Operations in the regions in dispute; where these have none (psyche, head), all of them."""
    operations = [
        one
        for one in scope.of(Procedure)
        if not _is_needle(one) and not _is_vague(one) and not UNRELATED.search(one.name)
    ]
    near = [one for one in operations if one.body_region and scope.near(one.body_region)]
    unplaced = not scope.regions - UNPLACED
    told = newest(near or (tuple(one for one in operations if scope.after(one.date)) if unplaced else ()))
    clauses = _each_once(tuple(_operation(one) for one in told if not any(_repeats(one, other) for other in told)))
    return say("The patient has a surgical history to include ", clauses) if clauses else None


def _repeats(one: Procedure, other: Procedure) -> bool:
    """Whether `other` tells the same operation more fully: more words, and the same day or level, or no day here."""
    words, more = _words(one), _words(other)
    if one is other or (one.laterality and other.laterality and one.laterality != other.laterality):
        return False
    if one.date and other.date and one.body_region == other.body_region and _covers(one.date, other.date):
        # Steps of one operation: its fullest telling stands for all.
        return (len(more), _fullness(other)) > (len(words), _fullness(one))
    if not words <= more:
        return False
    same_level = one.level is not None and one.level == other.level
    same_day = one.date is None or (other.date is not None and _covers(one.date, other.date))
    if not (same_day or (same_level and words < more)):
        return False
    return words < more or _fullness(other) > _fullness(one)


def _is_vague(one: Procedure) -> bool:
    name = one.name.lower()
    return name in VAGUE or name.endswith((" surgery", " operation"))


def _words(one: Procedure) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", one.name.lower()))


def _covers(part: PartialDate, whole: PartialDate) -> bool:
    """A day, or the month or year that it lies in."""
    return part.year == whole.year and part.month in (0, whole.month) and part.day in (0, whole.day)


def _fullness(one: Procedure) -> tuple[int, int, int, tuple[int, int]]:
    """What is known of it; the last part only keeps two equal tellings apart."""
    precise = (one.date.month > 0) + (one.date.day > 0) + 1 if one.date else 0
    first = one.spans[0]
    return precise, (one.level is not None) + (one.laterality is not None), len(one.spans), (-first.page, -first.start)


def tell_injections(scope: Scope) -> Sentence | None:
    needles = [
        one
        for one in newest(scope.of(Procedure))
        if _is_needle(one) and scope.near(one.body_region) and one.name.lower() not in VAGUE and scope.after(one.date)
        if _is_named(one)
    ]
    grouped: dict[str, list[Procedure]] = {}
    for one in needles:
        level = f" at {one.level}" if one.level and one.level not in one.name else ""
        grouped.setdefault(put_side(one.name, one.laterality) + level, []).append(one)
    clauses = []
    for name, ones in grouped.items():
        if any(name != other and name in other for other in grouped):
            continue
        dates = tuple(
            dict.fromkeys(write_date(day) for day in _exact([one.date for one in reversed(ones) if one.date]))
        )
        words = f"{name} ({join_words(dates)})" if dates else name
        clauses.append(Clause(text=words, spans=tuple(span for one in ones for span in one.spans[:1])))
    return say("Injections given include ", tuple(clauses[:MOST])) if clauses else None


def _is_named(one: Procedure) -> bool:
    """Whether the file's own words, and not an abbreviation alone, name the procedure."""
    wanted = next((says for name, says in LOST_NAMES if one.name.lower().startswith(name)), None)
    return wanted is None or any(wanted.search(span.quote) for span in one.spans)


def _exact(days: list[PartialDate]) -> list[PartialDate]:
    """Without a month or year that a known day or month fills."""
    return [
        day
        for day in days
        if not any(
            other != day and other.year == day.year and day.month in (0, other.month) and day.day == 0 for other in days
        )
    ]


def tell_care(scope: Scope) -> Sentence | None:
    """Care by its result. A modality with both results is said to have differing ones."""
    results: dict[str, set[bool]] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    weeks: dict[str, float] = {}
    barred = {one.name.lower() for one in scope.of(Allergy)}
    for one in scope.of(ConservativeCare):
        if one.modality.startswith("antibiotic") or any(f"({name})" in one.modality.lower() for name in barred):
            continue  # a reaction to a drug is no treatment of the injury
        if one.failed is None or one.modality in VAGUE or not scope.near(one.body_region):
            continue
        results.setdefault(one.modality, set()).add(one.failed)
        spans[one.modality] = (*spans.get(one.modality, ()), *one.spans[:1])
        given = 0 if "injection" in one.modality else one.duration_weeks or 0
        weeks[one.modality] = max(weeks.get(one.modality, 0), given)
    clauses = []
    for ending, wanted in RESULTS:
        names = [name for name, found in results.items() if found == wanted][:MOST]
        long = tuple(name + _how_long(weeks[name]) for name in names)
        if names:
            spans_here = tuple(span for name in names for span in spans[name][:2])
            clauses.append(Clause(text=join_words(long) + ending, spans=spans_here))
    return say("The patient has been treated with ", tuple(clauses), between="; ") if clauses else None


def _how_long(weeks: float) -> str:
    return f" for {write_amount(weeks, 'weeks')}" if weeks else ""


def tell_courses(scope: Scope) -> Sentence | None:
    by_service: dict[str, list[TreatmentCourse]] = {}
    for course in scope.of(TreatmentCourse):
        by_service.setdefault(course.service, []).append(course)
    ranked = sorted(by_service, key=lambda name: name not in scope.services)
    clauses = []
    for service in ranked[:3]:
        said, spans = _count(by_service[service])
        if said:
            clauses.append(Clause(text=f"{service} ({said})", spans=spans))
    return say("Courses of treatment in the file are ", tuple(clauses)) if clauses else None


def _count(courses: list[TreatmentCourse]) -> tuple[str, tuple[Span, ...]]:
    """`4 visits authorized; 4 or 9 completed`, and the pages."""
    said: list[str] = []
    spans: list[Span] = []
    for field, word in (("authorized", "authorized"), ("completed", "completed"), ("no_show", "missed")):
        mine = [course for course in courses if getattr(course, field)]
        counts = sorted({getattr(course, field) for course in mine})
        if counts:
            unit = "" if said else " visits" if counts[-1] != 1 else " visit"
            said.append(f"{' or '.join(map(str, counts[:3]))}{unit} {word}")
            spans += [span for course in mine for span in course.spans[:1]]
    return "; ".join(said), tuple(spans[:4])


def tell_medication(scope: Scope) -> Sentence | None:
    """Each drug as the newest record has it, if it is in use there and that record is not long outdated."""
    allergic = {one.name.lower() for one in scope.of(Allergy)}
    by_name: dict[str, list[Medication]] = {}
    for one in newest(scope.of(Medication)):
        if one.name.lower() not in allergic:
            by_name.setdefault(one.name, []).append(one)
    last = max((day_of(ones[0]) for ones in by_name.values()), default=None)
    clauses = []
    for ones in by_name.values():
        if ones[0].current and last is not None and not _stale(day_of(ones[0]), last):
            best = next((one for one in ones if one.strength_mg and one.current), ones[0])
            clauses.append(Clause(text=_dose(best), spans=best.spans[:1]))
    return say("Medications documented as current include ", tuple(clauses[:8])) if clauses else None


def _stale(day: PartialDate, last: PartialDate) -> bool:
    return bool(day.year) and (last.latest() - day.latest()).days > STALE


def _dose(one: Medication) -> str:
    strength = f" {write_number(one.strength_mg)} mg" if one.strength_mg else ""
    often = {1.0: " once a day", 2.0: " twice a day"}.get(one.per_day or 0.0, "")
    if one.per_day and one.per_day > 2:
        often = f" {write_number(one.per_day)} times a day"
    return one.name + strength + often


def _is_needle(one: Procedure) -> bool:
    return any(word in one.name.lower() for word in NEEDLES)


def _operation(one: Procedure) -> Clause:
    name = put_side(one.name, one.laterality)
    done = f" performed {'on' if one.date.day else 'in'} {write_date(one.date)}" if one.date else ""
    level = f" at the {one.level} level" if one.level and one.level not in name and _fits(one) else ""
    return Clause(text=name + done + level, spans=one.spans[:2])


def _fits(one: Procedure) -> bool:
    """Whether the level is of the part of the spine that the name speaks of."""
    starts = {"cervical": "C", "thoracic": "T", "lumbar": "TLS"}
    named = next((letters for word, letters in starts.items() if word in one.name.lower()), None)
    return named is None or (one.level or "")[:1].upper() in named


def _each_once(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    first: dict[str, Clause] = {}
    for clause in clauses:
        first.setdefault(clause.text, clause)
    return tuple(first.values())[:MOST]
