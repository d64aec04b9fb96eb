"""One dispute filed twice, and applications reviewed together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import Answer, Case, DisputedItem, UrOutcome
from openimr.workflow import CaseFact, facts_of, is_duplicate, load_law, may_consolidate

LAW = load_law("ca-dwc")
ITEM = DisputedItem(n=1, request="Physical therapy, 12 visits", service="physical_therapy", ur_outcome=UrOutcome.DENIED)
CASE = Case(
    program="ca-dwc",
    items=(ITEM,),
    employee_name="Pat Example",
    date_of_injury=date(2014, 1, 2),
    requesting_physician="Alex Doc, MD",
    ur_decision_date=date(2015, 5, 26),
)


@pytest.mark.parametrize(
    ("other", "duplicate"),
    [
        (CASE, True),
        (replace(CASE, employee_name="PAT  EXAMPLE"), True),
        (replace(CASE, employee_name="Sam Sample"), False),
        (replace(CASE, ur_decision_date=date(2015, 6, 26)), False),
        (replace(CASE, items=(replace(ITEM, request="MRI of the lumbar spine"),)), False),
        (replace(CASE, date_of_injury=None), None),
        (replace(CASE, items=()), False),
    ],
)
def test_duplicates(other: Case, duplicate: bool | None) -> None:
    assert is_duplicate(CASE, other) is duplicate
    assert is_duplicate(other, CASE) is duplicate


@pytest.mark.parametrize(
    ("other", "answer", "missing"),
    [
        (replace(CASE, ur_decision_date=date(2015, 6, 26)), Answer.MET, ()),
        (replace(CASE, requesting_physician="Bo Other, MD"), Answer.NOT_MET, ()),
        (replace(CASE, date_of_injury=date(2014, 1, 3)), Answer.NOT_MET, ()),
        (replace(CASE, requesting_physician=None), Answer.NOT_DOCUMENTED, ("other_requesting_physician",)),
    ],
)
def test_consolidation(other: Case, answer: Answer, missing: tuple[str, ...]) -> None:
    found = may_consolidate(LAW, CASE, other)
    assert (found.answer, found.missing) == (answer, missing)


def test_facts_of_a_filed_dispute() -> None:
    mixed = replace(
        CASE, items=(replace(ITEM, ur_outcome=UrOutcome.APPROVED), ITEM), expedited_requested=False, signed=True
    )
    assert facts_of(mixed) == (
        CaseFact(name="employee", value="Pat Example"),
        CaseFact(name="date_of_injury", value=date(2014, 1, 2)),
        CaseFact(name="requesting_physician", value="Alex Doc, MD"),
        CaseFact(name="ur_decision_date", value=date(2015, 5, 26)),
        CaseFact(name="ur_outcome", value="denied"),
        CaseFact(name="signed", value=True),
        CaseFact(name="priority", value="regular"),
    )
