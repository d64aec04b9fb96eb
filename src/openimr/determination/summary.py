"""The clinical case summary: the facts that matter to the disputed items, every clause with its page."""

from __future__ import annotations

from collections.abc import Callable

from openimr.case import (
    OF_THE_PATIENT,
    Case,
    Chart,
    ConservativeCare,
    Diagnosis,
    ExamFinding,
    Fact,
    Imaging,
    Measure,
    Medication,
    PartialDate,
    Patient,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)

from .sentence import Sentence, join_words, write_date, write_number

MOST = 6  # clauses of one kind; a summary is read, not searched


def summarize(case: Case, patient: Patient, chart: Chart) -> tuple[Sentence, ...]:
    """Sentences in the order of a determination letter. What the file does not say is left out."""
    regions = frozenset(item.body_region for item in case.items if item.body_region)
    facts = [fact for fact in chart.facts if fact.assertion in OF_THE_PATIENT and fact.spans]
    drafts = (_introduce(case, patient), *(_list_kind(facts, regions, row) for row in ROWS))
    return tuple(sentence for sentence in drafts if sentence is not None)


def _introduce(case: Case, patient: Patient) -> Sentence | None:
    wanted = ("date_of_birth", "sex", "date_of_injury")
    spans = (*patient.spans, *(source.span for source in case.sources if source.field in wanted))
    who = (
        f"{_article(patient.age)} {patient.age}-year-old {patient.sex or 'patient'}"
        if patient.age is not None
        else patient.sex
    )
    if case.date_of_injury is None:
        return Sentence(text=f"The patient is {who}.", citations=spans) if who else None
    injury = f"reported an injury on {write_date(PartialDate.of(case.date_of_injury))}"
    who = f"a {who}" if who and patient.age is None else who
    text = f"The patient is {who} who {injury}." if who else f"The patient {injury}."
    return Sentence(text=text, citations=spans)


def _article(age: int) -> str:
    return "an" if age in (8, 11, 18) or 80 <= age <= 89 else "a"


def _list_kind(
    facts: list[Fact], regions: frozenset[str], row: tuple[type[Fact], str, Callable[[Fact], str | None]]
) -> Sentence | None:
    kind, lead, write = row
    mine = [fact for fact in facts if isinstance(fact, kind)]
    near = [fact for fact in mine if not regions or getattr(fact, "body_region", None) in (None, *regions)]
    chosen = near if near or kind is not Procedure else mine
    said: dict[str, tuple[Span, ...]] = {}
    for fact in sorted(chosen, key=_recency, reverse=True):
        clause = write(fact)
        if clause and clause not in said and len(said) < MOST:
            said[clause] = fact.spans[:2]
    if not said:
        return None
    return Sentence(
        text=lead.format(join_words(tuple(said))), citations=tuple(span for spans in said.values() for span in spans)
    )


def _recency(fact: Fact) -> tuple[int, int, int]:
    when = getattr(fact, "date", None) or getattr(fact, "end", None) or getattr(fact, "start", None)
    return (when.year, when.month, when.day) if isinstance(when, PartialDate) else (0, 0, 0)


def _side(name: str, side: str | None) -> str:
    return f"{side} {name}" if side and side not in name.lower() else name


def _dated(text: str, when: PartialDate | None, word: str = "on") -> str:
    return f"{text} {word if when.day else 'in'} {write_date(when)}" if when else text


def _operation(fact: Fact) -> str | None:
    if not isinstance(fact, Procedure) or _is_injection(fact):
        return None
    name = _side(fact.name, fact.laterality)
    level = f" at the {fact.level} level" if fact.level and fact.level not in name else ""
    return _dated(f"{name} performed" if fact.date else name, fact.date) + level


def _is_injection(fact: Procedure) -> bool:
    return any(word in fact.name.lower() for word in ("injection", "block", "epidural"))


def _injection(fact: Fact) -> str | None:
    if not isinstance(fact, Procedure) or not _is_injection(fact):
        return None
    level = f" at {fact.level}" if fact.level and fact.level not in fact.name else ""
    return _dated(_side(fact.name, fact.laterality) + level, fact.date)


def _diagnosis(fact: Fact) -> str | None:
    return fact.name if isinstance(fact, Diagnosis) else None


def _care(fact: Fact) -> str | None:
    if not isinstance(fact, ConservativeCare):
        return None
    result = {True: " without lasting benefit", False: " with benefit", None: ""}[fact.failed]
    weeks = f" for {write_number(fact.duration_weeks)} weeks" if fact.duration_weeks else ""
    return fact.modality + weeks + result


def _course(fact: Fact) -> str | None:
    if not isinstance(fact, TreatmentCourse):
        return None
    counts = ((fact.authorized, "authorized"), (fact.completed, "completed"), (fact.no_show, "missed"))
    said = tuple(f"{count} visits {word}" for count, word in counts if count is not None)
    if not said:
        return None
    between = ""
    if fact.start and fact.end:
        between = f" between {write_date(fact.start)} and {write_date(fact.end)}"
    return f"{fact.service} ({', '.join(said)}{between})"


def _medication(fact: Fact) -> str | None:
    if not isinstance(fact, Medication) or fact.current is False:
        return None
    return f"{fact.name} {write_number(fact.strength_mg)} mg" if fact.strength_mg else fact.name


def _exam(fact: Fact) -> str | None:
    if not isinstance(fact, ExamFinding):
        return None
    name = _side(fact.name, fact.laterality)
    return _dated(name if fact.polarity is Polarity.PRESENT else f"no {name}", fact.date)


def _measure(fact: Fact) -> str | None:
    return _dated(f"{fact.name} {fact.value}", fact.date) if isinstance(fact, Measure) else None


def _imaging(fact: Fact) -> str | None:
    if not isinstance(fact, Imaging):
        return None
    place = _side(fact.body_region, fact.laterality) if fact.body_region else ""
    study = _dated(f"{fact.modality} of the {place}" if place else fact.modality, fact.date, "dated")
    return f"{study} ({fact.finding.rstrip('.')})" if fact.finding else study


def _work(fact: Fact) -> str | None:
    return _dated(fact.status, fact.date) if isinstance(fact, WorkStatus) else None


ROWS: tuple[tuple[type[Fact], str, Callable[[Fact], str | None]], ...] = (
    (Procedure, "The patient has a surgical history to include {}.", _operation),
    (Diagnosis, "The documented diagnoses include {}.", _diagnosis),
    (Procedure, "Injections documented are {}.", _injection),
    (ConservativeCare, "The patient has been treated with {}.", _care),
    (TreatmentCourse, "Courses of treatment documented are {}.", _course),
    (Medication, "Medications documented include {}.", _medication),
    (ExamFinding, "Examination documented {}.", _exam),
    (Measure, "Measures recorded are {}.", _measure),
    (Imaging, "Studies include {}.", _imaging),
    (WorkStatus, "Work status is recorded as {}.", _work),
)
