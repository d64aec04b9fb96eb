"""What a rule may not take from elsewhere: signs of the other limb, another strength, an operation long past."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import (
    Case,
    Chart,
    Component,
    DisputedItem,
    Fact,
    Finding,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
)
from openimr.guideline import Situation, load_library, select
from openimr.guideline.amounts import candidates
from openimr.guideline.components import ingredient_row
from openimr.guideline.leaf_kinds import ComponentLeaf, QuantityLeaf
from openimr.guideline.limbs import of_the_other_limb

AT = date(2015, 11, 24)


def said(quote: str, concept: str = "radiculopathy_exam") -> Finding:
    spans = (Span("records.pdf", 2, 0, len(quote), quote),)
    return Finding(spans=spans, concept=concept, polarity=Polarity.PRESENT)


@pytest.mark.parametrize(
    ("quote", "request_", "region", "expected"),
    [
        ("biceps reflex 1+", "EMG/NCS bilateral lower extremities", None, True),
        ("biceps reflex 1+", "EMG/NCS bilateral upper extremities", None, False),
        ("biceps reflex 1+", "epidural steroid injection", "lumbar spine", True),
        ("SLR positive at 40", "MRI cervical spine", "cervical spine", True),
        ("SLR positive at 40", "MRI lumbar spine", "lumbar spine", False),
        ("weakness of grip and of ankle dorsiflexion", "EMG of the legs", None, False),
        ("motor strength reduced", "EMG of the legs", None, False),
        ("biceps reflex 1+", "EMG", None, False),
        ("biceps reflex 1+", "EMG of arms and legs", None, False),
    ],
)
def test_signs_of_one_limb_prove_nothing_of_the_other(
    quote: str, request_: str, region: str | None, expected: bool
) -> None:
    item = DisputedItem(n=1, request=request_, service="EMG/NCS", body_region=region)
    assert of_the_other_limb(said(quote), item) is expected


def test_other_concepts_belong_to_no_limb() -> None:
    item = DisputedItem(n=1, request="EMG of the legs", service="EMG/NCS")
    assert of_the_other_limb(said("grip strength improved", "adl_improved"), item) is False


def compound() -> ComponentLeaf:
    edition = load_library().row("CP09-TOP-02")
    assert edition is not None
    return next(node for node in edition.nodes if isinstance(node, ComponentLeaf))


@pytest.mark.parametrize(
    ("strength", "expected"),
    [("0.0375%", False), ("0.05 percent", False), ("0.025%", True), ("0.0125 pct", True), (None, True)],
)
def test_capsaicin_in_a_compound_by_strength(strength: str | None, expected: bool) -> None:
    row = ingredient_row(compound(), Component(name="capsaicin", strength=strength))
    assert row is not None
    assert row.recommended is expected


def therapy(request: str, *facts: Fact) -> Situation:
    item = DisputedItem(
        n=1, request=request, service="occupational therapy", quantity=4, unit="visits", body_region="wrist/hand"
    )
    case = Case(program="ca-dwc", items=(item,), date_of_injury=date(2014, 3, 2))
    return Situation(item=item, case=case, chart=Chart(pages=(), documents=(), ledger=(), facts=facts), at=AT)


def release(on: date, region: str = "wrist/hand") -> Procedure:
    spans = (Span("records.pdf", 4, 0, 7, "release"),)
    return Procedure(spans=spans, name="carpal tunnel release", body_region=region, date=PartialDate.of(on))


@pytest.mark.parametrize(
    ("request_", "operations", "expected"),
    [
        ("Occupational therapy, right wrist", (release(date(2015, 9, 14)),), ("PS09-CTS-01",)),
        ("Post-operative occupational therapy", (release(date(2015, 9, 14)),), ("PS09-CTS-01",)),
        ("Occupational therapy, right wrist", (release(date(2014, 9, 14)),), ("CP09-PT-00",)),
        ("Occupational therapy, right wrist", (), ("CP09-PT-00",)),
    ],
)
def test_hand_therapy_after_surgery_is_postsurgical(
    request_: str, operations: tuple[Procedure, ...], expected: tuple[str, ...]
) -> None:
    chosen = select(load_library(), therapy(request_, *operations), on=AT)
    assert tuple(edition.row.id for edition in chosen.deciding) == expected


def test_hand_therapy_counts_in_the_postsurgical_course() -> None:
    spans = (Span("records.pdf", 6, 0, 5, "eight"),)
    given = TreatmentCourse(spans=spans, service="occupational therapy", completed=8)
    leaf = QuantityLeaf.model_validate(
        {
            "kind": "quantity",
            "id": "cumulative",
            "name": "8 visits",
            "measure": "cumulative",
            "most": 8,
            "services": ["postoperative physical therapy"],
        }
    )
    assert [one.value for one in candidates(leaf, therapy("hand therapy", given))] == [12]


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"), [(30, "days", [30]), (1, "weeks", [7]), (2, "months", [60]), (30, "tablets", [])]
)
def test_days_of_a_rental(quantity: float, unit: str, expected: list[float]) -> None:
    item = DisputedItem(n=1, request="cold therapy unit", service="other", quantity=quantity, unit=unit)
    situation = Situation(
        item=item,
        case=Case(program="ca-dwc", items=(item,)),
        chart=Chart(pages=(), documents=(), ledger=(), facts=()),
        at=AT,
    )
    leaf = QuantityLeaf.model_validate(
        {"kind": "quantity", "id": "days", "name": "7 days", "measure": "supply_days", "most": 7}
    )
    assert [one.value for one in candidates(leaf, situation)] == expected
