"""What cannot be: an age of 214, an operation next year, a pain of 15 on a scale of ten. Told, and kept out of decisions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from openimr.case import (
    OF_THE_PATIENT,
    Case,
    ConservativeCare,
    Document,
    Fact,
    Imaging,
    Measure,
    Medication,
    Page,
    PageRef,
    PartialDate,
    Patient,
    Problem,
    Procedure,
    Span,
    TreatmentCourse,
)

OLDEST = 115
"""Years. Nobody older works or is treated for an injury at work; a figure beyond it is a slip of the pen or of OCR."""
_AGE = re.compile(r"(?<![\d./-])(?P<age>\d{3,4})[\s-]{0,2}(?:years?|yrs?|y)[\s./-]{0,2}(?:old|o)\b", re.IGNORECASE)
_OUT_OF_TEN = re.compile(r"^(\d+(?:\.\d+)?)/10$")
_MOST = ((Medication, "strength_mg", 10_000), (Medication, "per_day", 48), (Medication, "quantity", 2_000),
         (TreatmentCourse, "completed", 500), (TreatmentCourse, "authorized", 500),
         (ConservativeCare, "duration_weeks", 52 * 60))  # fmt: skip
"""What a field may hold at most: above any dose form, schedule or course that is given."""


_AFTERWARDS = timedelta(days=183)
_AGREED = timedelta(days=92)
"""What is agreed on (work status, visits, refills) may be told with its last day; an operation or a study may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible:
    """facts: those that can be; problems: one for each thing that cannot."""

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]


def sift(facts: Iterable[Fact], documents: Sequence[Document], pages: Sequence[Page], case: Case) -> Plausible:
    """Takes away facts whose values or days are impossible, and tells of them and of impossible ages on the pages."""
    last = _last_day(documents, case)
    kept: list[Fact] = []
    problems: list[Problem] = []
    for fact in facts:
        why = _impossible(fact, case, last)
        if why is None:
            kept.append(fact)
        elif fact.spans:
            problems.append(_problem(why, fact.spans[0]))
    problems += (_problem(f"an age of {age}", span) for age, span in _ages(documents, pages))
    return Plausible(facts=tuple(kept), problems=tuple(dict.fromkeys(problems)))


def believe(patient: Patient) -> Patient:
    """The patient without an age that nobody has."""
    possible = patient.age is None or 0 <= patient.age <= OLDEST
    return patient if possible else replace(patient, age=None)


def _last_day(documents: Iterable[Document], case: Case) -> date | None:
    """The latest day of the file; what is told as done after it was not done yet.

    That of the filing, or of a report that came in within half a year of it; without a filing, of any document.
    """
    filed = [day for day in (case.received_date, case.signature_date, case.ur_decision_date) if day is not None]
    dated = [one.date.latest() for one in documents if one.date is not None and not one.other_patient]
    end = max(filed) + _AFTERWARDS if filed else max(dated, default=None)
    return max((day for day in (*filed, *dated) if end is not None and day <= end), default=None)


def _impossible(fact: Fact, case: Case, last: date | None) -> str | None:
    """In what a fact cannot be so, in words that end "The file gives ..."."""
    for kind, name, most in _MOST:
        value = getattr(fact, name, None)
        if isinstance(fact, kind) and value is not None and value > most:
            return f"{name.replace('_', ' ')} of {value:g}"
    if isinstance(fact, Measure) and (found := _OUT_OF_TEN.match(fact.value)) and float(found[1]) > 10:
        return f"{fact.value} on a scale of ten"
    if fact.assertion not in OF_THE_PATIENT:
        return None
    days = [day for name in ("date", "start") if isinstance(day := getattr(fact, name, None), PartialDate)]
    grace = timedelta(days=1) if isinstance(fact, Procedure | Imaging) else _AGREED
    end = last + grace if last is not None else None
    return next((why for day in days if (why := _impossible_day(day, case.date_of_birth, end))), None)


def _impossible_day(day: PartialDate, born: date | None, end: date | None) -> str | None:
    if end is not None and day.earliest() > end:
        return f"{day} as a day gone by, after the file's last day"
    if born is not None and day.latest() < born:
        return f"{day}, before the patient's birth ({born})"
    return None


def _ages(documents: Iterable[Document], pages: Sequence[Page]) -> Iterator[tuple[str, Span]]:
    own = [one for one in documents if not one.other_patient]
    for page in pages:
        if not any(one.holds(PageRef(page.file, page.number)) for one in own):
            continue
        for found in _AGE.finditer(page.text):
            if int(found["age"]) > OLDEST:
                quote = " ".join(found[0].split())
                yield found["age"], Span(page.file, page.number, found.start(), found.end(), quote)


def _problem(why: str, span: Span) -> Problem:
    quote = span.quote if len(span.quote) <= 120 else span.quote[:117] + "..."
    return Problem(
        code="impossible_value",
        says=f'The file gives {why}: "{quote}". It was kept out of the review.',
        where=f"{span.file}, page {span.page}",
        fix="Look at the page; ask the sender if the paper itself is wrong.",
    )
