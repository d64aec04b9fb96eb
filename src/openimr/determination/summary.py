"""The clinical case summary: the facts that matter to the disputed items, every clause with its page."""

from __future__ import annotations

from collections.abc import Callable

from openimr.case import OF_THE_PATIENT, Case, Chart, DocumentKind, Fact, PartialDate, Patient

from .sentence import Clause, Sentence, say, write_date
from .summary_care import tell_care, tell_courses, tell_injections, tell_medication, tell_operations
from .summary_exam import tell_exam
from .summary_findings import tell_measures, tell_mind, tell_pain, tell_studies, tell_unrelieved, tell_work
from .summary_scope import Scope
from .summary_unrelieved import find_unrelieved

ORDER: tuple[Callable[[Scope], Sentence | None], ...] = (
    tell_operations,
    tell_pain,
    tell_unrelieved,
    tell_injections,
    tell_care,
    tell_courses,
    tell_mind,
    tell_measures,
    tell_medication,
    tell_exam,
    tell_studies,
    tell_work,
)


def summarize(case: Case, patient: Patient, chart: Chart) -> tuple[Sentence, ...]:
    """Sentences in the order of a determination letter. What the file does not say is left out.

    Facts that only the utilization review decision states are left out: the summary rests on the records
    (8 CCR 9792.10.6(b)(2)).
    """
    regions = frozenset(item.body_region for item in case.items if item.body_region)
    scope = Scope(
        regions=regions,
        services=frozenset(item.service for item in case.items),
        facts=tuple(fact for fact in chart.facts if _counts(fact, chart)),
        chart=chart,
        injured=PartialDate.of(case.date_of_injury) if case.date_of_injury else None,
        unrelieved=find_unrelieved(chart, regions),
    )
    drafts = (_introduce(case, patient), *(tell(scope) for tell in ORDER))
    return tuple(sentence for sentence in drafts if sentence is not None)


def _counts(fact: Fact, chart: Chart) -> bool:
    """Of the patient, and in the records: neither in the refusal alone nor in the application, a party's request."""
    if fact.assertion not in OF_THE_PATIENT or not fact.spans or fact.only_in_ur:
        return False
    documents = [chart.document_of(span.ref) for span in fact.spans]
    return any(one is None or one.kind is not DocumentKind.IMR_APPLICATION for one in documents)


def _introduce(case: Case, patient: Patient) -> Sentence | None:
    injured = tuple(source.span for source in case.sources if source.field == "date_of_injury")
    born = patient.spans or tuple(source.span for source in case.sources if source.field in ("date_of_birth", "sex"))
    clauses = []
    if patient.age is not None:
        article = "an" if patient.age in (8, 11, 18) or 80 <= patient.age <= 89 else "a"
        clauses.append(Clause(text=f"is {article} {patient.age}-year-old {patient.sex or 'patient'}", spans=born))
    elif patient.sex:
        clauses.append(Clause(text=f"is a {patient.sex}", spans=born))
    if case.date_of_injury is not None:
        said = f"reported an injury on {write_date(PartialDate.of(case.date_of_injury))}"
        clauses.append(Clause(text=f"who {said}" if clauses else said, spans=injured))
    return say("The patient ", tuple(clauses), between=" ", last=" ") if clauses else None
