"""What only the whole file tells: which dose came after which, when a course began, what measures say of a gain."""

from __future__ import annotations

from collections.abc import Iterable

from openimr.case import Fact, FunctionalImprovement, Measure, Medication, TreatmentCourse

from .functional_improvements import assign_services, improvements_shown
from .medications import settle_medications
from .treatment_courses import assemble_courses


def settle_over_time(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a file with its drugs, courses of visits and measures seen together. Other facts stay as they are."""
    found = tuple(facts)
    drugs = settle_medications(fact for fact in found if isinstance(fact, Medication))
    courses = assemble_courses(fact for fact in found if isinstance(fact, TreatmentCourse))
    measures = tuple(fact for fact in found if isinstance(fact, Measure))
    gains = assign_services((fact for fact in found if isinstance(fact, FunctionalImprovement)), courses)
    rest = tuple(fact for fact in found if not isinstance(fact, Medication | TreatmentCourse | FunctionalImprovement))
    return (*rest, *courses, *drugs, *gains, *improvements_shown(courses, measures))
