"""Amounts: levels named in a request, weeks of use, morphine equivalents, hours of visits at home."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import Case, Chart, DisputedItem, Medication, PartialDate, Span
from openimr.guideline.amounts import candidates
from openimr.guideline.leaf_kinds import QuantityLeaf
from openimr.guideline.situation import Situation

AT = date(2015, 6, 1)
FACTORS = (("hydrocodone", 1.0), ("oxycodone", 1.5))


def situation(item: DisputedItem, *facts: Medication) -> Situation:
    case = Case(program="p", items=(item,))
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    return Situation(item=item, case=case, chart=chart, at=AT, equivalents=FACTORS)


def drug(name: str, day: PartialDate | None = None, **fields: float) -> Medication:
    spans = (Span("log.pdf", 1, 0, 4, "drug"),)
    return Medication(spans=spans, name=name, date=day, current=True, **fields)  # type: ignore[arg-type]


def values(measure: str, item: DisputedItem, *facts: Medication) -> list[float]:
    leaf = QuantityLeaf(kind="quantity", id="q", name="q", measure=measure, most=1)  # type: ignore[arg-type]
    return [one.value for one in candidates(leaf, situation(item, *facts))]


@pytest.mark.parametrize(
    ("request_text", "levels"),
    [
        ("Right L5-S1 transforaminal injection", [1]),
        ("L4-S1 fusion", [2]),
        ("Facet blocks L3-4, L4-5 and L5-S1", [3]),
        ("Medial branch block L3, L4, L5", [2]),
        ("C5-6 and C6-7 epidural", [2]),
        ("T12-L1 injection", [1]),
        ("two-level facet block", [2]),
        ("epidural injection", []),
    ],
)
def test_levels(request_text: str, levels: list[float]) -> None:
    assert values("levels", DisputedItem(n=1, request=request_text, service="facet injection")) == levels


def test_weeks_of_use_run_from_the_first_to_the_last_mention() -> None:
    item = DisputedItem(n=1, request="Cyclobenzaprine", service="muscle relaxant", drug="cyclobenzaprine")
    first, last = PartialDate(2015, 1, 5), PartialDate(2015, 3, 2)
    assert values("use_weeks", item, drug("cyclobenzaprine", first), drug("cyclobenzaprine", last)) == [8.0]


def test_all_opioids_are_added_up() -> None:
    item = DisputedItem(
        n=1, request="Norco", service="opioid medication", drug="hydrocodone", strength_mg=10, per_day=4
    )
    other = drug("oxycodone/acetaminophen", PartialDate(2015, 5, 1), strength_mg=10, per_day=2)
    same = drug("hydrocodone/acetaminophen", PartialDate(2015, 5, 1), strength_mg=10, per_day=4)
    assert values("morphine_equivalents_per_day", item, other, same) == [70.0]


def test_an_opioid_without_a_dose_leaves_the_sum_open() -> None:
    item = DisputedItem(
        n=1, request="Norco", service="opioid medication", drug="hydrocodone", strength_mg=10, per_day=4
    )
    assert values("morphine_equivalents_per_day", item, drug("oxycodone", PartialDate(2015, 5, 1))) == []


@pytest.mark.parametrize(
    ("request_text", "unit", "quantity", "weeks", "hours"),
    [
        ("Home health aide 6 hours a day, 7 days a week", None, None, None, [42.0]),
        ("Home nursing, 2 visits a week for 6 weeks", "visits", 12, 6, [4.0]),
        ("Home care", None, None, None, []),
    ],
)
def test_hours_a_week(
    request_text: str, unit: str | None, quantity: float | None, weeks: float | None, hours: list[float]
) -> None:
    item = DisputedItem(
        n=1, request=request_text, service="home health care", unit=unit, quantity=quantity, duration_weeks=weeks
    )
    assert values("hours_per_week", item) == hours
