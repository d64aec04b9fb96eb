"""Stored cases: what is kept, and which decisions a changed rule changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import (
    Case,
    Chart,
    Component,
    ConservativeCare,
    DisputedItem,
    Fact,
    Fate,
    Finding,
    FunctionalImprovement,
    LedgerEntry,
    Medication,
    OpenImrError,
    PageRef,
    PartialDate,
    Polarity,
    Span,
    TreatmentCourse,
    UrOutcome,
)
from openimr.determination.reevaluation import Change, Comparison, changes, tally
from openimr.guideline import Library, gather, read_pack
from openimr.guideline.comparing import changed_services
from openimr.guideline.stored import StoredCase, restore, store

AT = date(2014, 3, 1)
RULE = """
schema: imr-guideline/1
pack: {id: own, title: Own, edition: "1", level: mtus, in_force: {from: 2010-01-01}, rights: free, source: test}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own}]
    rule: At most six.
    criteria: {kind: quantity, id: q, name: at most six, measure: cumulative, most: 6, silent_history: none_given}
"""
ITEM = DisputedItem(
    n=1, request="acupuncture", service="acupuncture", quantity=4, unit="visits", ur_outcome=UrOutcome.DENIED
)


def library(text: str = RULE) -> Library:
    return gather([read_pack(text, where="own.yaml")])


def span(page: int = 2) -> tuple[Span, ...]:
    return (Span("records.pdf", page, 0, 4, "said"),)


def visits(count: int, **fields: bool) -> Fact:
    return TreatmentCourse(spans=span(), service="acupuncture", completed=count, **fields)


def changed(new: str, *facts: Fact, items: tuple[DisputedItem, ...] = (ITEM,)) -> tuple[Change, ...]:
    old, other = library(), library(new)
    compared = Comparison(old=old, new=other, services=changed_services(old, other))
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    return changes("C-1", Case(program="p", items=items), chart, compared, at=AT)


STRICTER, LAXER = RULE.replace("most: 6", "most: 3"), RULE.replace("most: 6", "most: 9")


@pytest.mark.parametrize(
    ("name", "new", "facts", "decisions"),
    [
        ("nothing changed", RULE, (), None),
        ("stricter", STRICTER, (), ("overturned", "upheld")),
        ("laxer, and within both", LAXER, (), None),
        ("laxer, and beyond the old limit", LAXER, (visits(4),), ("upheld", "overturned")),
        ("beyond both", LAXER, (visits(9),), None),
        ("rival counts on both sides of the new limit", LAXER, (visits(4), visits(7)), ("upheld", "open")),
        ("known from the UR decision alone", STRICTER, (visits(1, only_in_ur=True),), None),
        ("the rule is gone", RULE.replace("acupuncture", "massage"), (), ("overturned", "open")),
        ("only an example was added", RULE + "    examples: [{name: six, quantity: 6, expect: met}]\n", (), None),
    ],
)
def test_decisions_that_change(name: str, new: str, facts: tuple[Fact, ...], decisions: tuple[str, str] | None) -> None:
    found = [(one.old.decision, one.new.decision) for one in changed(new, *facts)]
    assert found == ([] if decisions is None else [decisions]), name


def test_a_change_says_which_rule_and_why() -> None:
    (one,) = changed(STRICTER)
    assert (one.case_id, one.item, one.service, one.old.rule, one.new.rule, one.new.answer) == (
        "C-1", 1, "acupuncture", "R-1", "R-1", "not_met",
    )  # fmt: skip
    assert one.new.because == "at most six: 4 visits, outside the limit of at most 3."


def test_an_item_that_follows_another_changes_with_it() -> None:
    needles = DisputedItem(n=2, request="needles", service="other", quantity=1, depends_on=1)
    assert [one.item for one in changed(STRICTER, items=(ITEM, needles))] == [1, 2]


def test_tally() -> None:
    (one,) = changed(STRICTER)
    assert tally([one, replace(one, case_id="C-2")]) == (("acupuncture: overturned -> upheld (R-1 -> R-1)", 2),)


FACTS: tuple[Fact, ...] = (
    TreatmentCourse(
        spans=span(), service="acupuncture", completed=4, start=PartialDate(2013, 2), end=PartialDate(2013, 3, 4)
    ),
    Medication(spans=span(), name="gabapentin", strength_mg=300, per_day=3, current=False),
    ConservativeCare(spans=span(), modality="exercise", duration_weeks=6, failed=True),
    FunctionalImprovement(spans=span(), service=None, polarity=Polarity.ABSENT, only_in_ur=True),
    Finding(spans=span(), concept="crps", polarity=Polarity.PRESENT, value=2.5, unit="weeks"),
)


def test_what_is_stored_comes_back() -> None:
    item = replace(
        ITEM, drug="gabapentin", components=(Component(name="a", strength="5%"), Component(name="b")), service_date=AT
    )
    case = Case(program="p", items=(item,), sex="female", date_of_injury=date(2012, 1, 2), employee_name="Ann Example")
    ledger = (LedgerEntry(ref=PageRef("records.pdf", 9), fate=Fate.UNREADABLE, document=None, confidence=0.0),)
    chart = Chart(pages=(), documents=(), ledger=ledger, facts=FACTS)
    stored = store("C-1", case, chart, at=AT)
    back, facts = restore(stored)
    assert back == Case(program="p", items=(item,), sex="female", date_of_injury=date(2012, 1, 2))
    assert [replace(fact, spans=span()) for fact in facts.facts] == list(FACTS)
    assert (stored.services, len(facts.unreadable()), "Ann" in stored.case) == (("acupuncture",), 1, False)
    assert store("C-1", back, facts, at=AT) == stored


def test_facts_of_another_patient_are_not_stored() -> None:
    ledger = (LedgerEntry(ref=PageRef("records.pdf", 2), fate=Fate.OTHER_PATIENT, document=None, confidence=1.0),)
    chart = Chart(pages=(), documents=(), ledger=ledger, facts=(visits(4),))
    assert store("C-1", Case(program="p", items=(ITEM,)), chart, at=AT).facts == "[]"


@pytest.mark.parametrize(
    ("case", "facts"), [("{", "[]"), ("{}", "[]"), ('{"program":"p","items":[]}', '[["nonsense",{}]]')]
)
def test_what_is_no_stored_case_is_refused(case: str, facts: str) -> None:
    broken = StoredCase(case_id="C-1", at=AT, services=(), case=case, facts=facts)
    with pytest.raises(OpenImrError, match=r"Stored case C-1 is not openimr\.facts/1"):
        restore(broken)
