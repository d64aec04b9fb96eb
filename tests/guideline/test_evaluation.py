"""The worked example of the staged rule, unreadable pages, dependent items, corroboration, timing and compounds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    Component,
    DisputedItem,
    Fact,
    Fate,
    FunctionalImprovement,
    Imaging,
    LedgerEntry,
    PageRef,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
)
from openimr.guideline import Library, evaluate, evaluate_all, gather, load_library, prove, read_pack

AT = date(2014, 3, 1)
MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.NOT_DOCUMENTED

HEAD = """
schema: imr-guideline/1
pack: {id: own, title: Own Guideline, edition: "1", level: mtus, in_force: {from: 2010-01-01, to: 2020-12-31},
       rights: free, source: written for this test}
recommendations:
  - id: R-1
    service: [epidural steroid injection, compounded topical, postoperative physical therapy]
    stance: conditional
    cite: [{title: Own Guideline, pages: "1"}]
    rule: As the criterion says.
    criteria: """


PSYCHOTHERAPY = gather(
    [
        read_pack(
            (Path(__file__).parent / "trial_then_continuation.yaml").read_text(), where="trial_then_continuation.yaml"
        )
    ]
)


def own(criteria: str) -> Library:
    return gather([read_pack(HEAD + criteria, where="own.yaml")])


def spans(page: int) -> tuple[Span, ...]:
    return (Span(file="records.pdf", page=page, start=0, end=4, quote="said"),)


def chart(*facts: Fact, unreadable: int | None = None) -> Chart:
    fates = [(1, Fate.READ)] + ([(unreadable, Fate.UNREADABLE)] if unreadable else [])
    ledger = tuple(
        LedgerEntry(ref=PageRef("records.pdf", page), fate=fate, document=None, confidence=1.0) for page, fate in fates
    )
    return Chart(pages=(), documents=(), ledger=ledger, facts=facts)


def therapy(quantity: float | None, n: int = 1, depends_on: int | None = None) -> DisputedItem:
    return DisputedItem(n=n, request="therapy", service="psychotherapy", quantity=quantity, depends_on=depends_on)


def visited(*counts: int) -> list[Fact]:
    return [TreatmentCourse(spans=spans(count + 1), service="psychotherapy", completed=count) for count in counts]


def gain(polarity: Polarity) -> Fact:
    return FunctionalImprovement(spans=spans(20), service="psychotherapy", polarity=polarity)


@pytest.mark.parametrize(
    ("name", "done", "ask", "improved", "answer"),
    [
        ("seed", (4, 9), 12, None, NOT_MET),
        ("silent, one count leaves room", (4, 9), 6, None, UNKNOWN),
        ("the conflict decides", (4, 9), 6, Polarity.PRESENT, UNKNOWN),
        ("improved", (4,), 6, Polarity.PRESENT, MET),
        ("not improved", (4,), 6, Polarity.ABSENT, NOT_MET),
        ("count unknown", (), 6, Polarity.PRESENT, UNKNOWN),
        ("request alone too large", (), 12, None, NOT_MET),
        ("trial not yet done", (0,), 10, None, NOT_MET),
        ("first trial", (0,), 4, None, MET),
        ("no quantity", (4,), None, Polarity.PRESENT, UNKNOWN),
    ],
)
def test_trial_then_continuation(
    name: str, done: tuple[int, ...], ask: float | None, improved: Polarity | None, answer: Answer
) -> None:
    facts = visited(*done) + ([gain(improved)] if improved else [])
    item = therapy(ask)
    found = evaluate(item, Case(program="p", items=(item,)), chart(*facts), PSYCHOTHERAPY, at=AT)
    assert [rule.answer for rule in found.primary] == [answer], name


def test_seed_reasons_and_room() -> None:
    item = therapy(12)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(*visited(4, 9)), PSYCHOTHERAPY, at=AT).primary[0]
    assert rule.decisive == ("visits.total",)
    assert rule.contributing == ("improvement",)
    assert rule.supported_quantity == 1
    total = next(one for one in rule.criteria if one.id == "visits.total")
    assert (total.limit, total.prior, total.requested, total.value) == (10, 9, 12, 21)
    assert [span.page for span in total.spans] == [5, 10]


def test_no_row_asks_and_never_denies() -> None:
    item = therapy(4)
    found = evaluate(item, Case(program="p", items=(item,)), chart(), PSYCHOTHERAPY, at=date(2005, 1, 1))
    assert found.primary == ()
    assert found.asks == ("No guideline row applies to item 1 (psychotherapy); which guideline should decide it?",)


def test_unreadable_page_is_asked_about() -> None:
    item = therapy(6)
    found = evaluate(item, Case(program="p", items=(item,)), chart(unreadable=7), PSYCHOTHERAPY, at=AT)
    assert "These pages could not be read: records.pdf page 7." in found.primary[0].asks[-1]


@pytest.mark.parametrize(("ask", "answer"), [(4, MET), (12, NOT_MET)])
def test_dependent_item_follows(ask: float, answer: Answer) -> None:
    extra = DisputedItem(n=2, request="workbook", service="other", quantity=1, depends_on=1)
    case = Case(program="p", items=(therapy(ask), extra))
    found = evaluate_all(case, chart(*visited(0)), PSYCHOTHERAPY, at=AT)
    assert [rule.answer for rule in found[1].primary] == [answer]


CORROBORATED = (
    "{kind: corroboration, id: c, name: shown on imaging, modalities: [MRI], words: [compression], match: [laterality]}"
)


@pytest.mark.parametrize(
    ("side", "finding", "answer"),
    [("right", "root compression", MET), ("left", "root compression", NOT_MET), ("right", "normal", NOT_MET)],
)
def test_corroboration_on_the_item_s_side(side: str, finding: str, answer: Answer) -> None:
    item = DisputedItem(n=1, request="injection", service="epidural steroid injection", laterality="right", quantity=1)
    study = Imaging(spans=spans(3), modality="MRI lumbar spine", laterality=side, finding=finding)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(study), own(CORROBORATED), at=AT).primary[0]
    assert rule.answer is answer


def test_corroboration_is_not_documented_without_a_study() -> None:
    item = DisputedItem(n=1, request="injection", service="epidural steroid injection", laterality="right", quantity=1)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(), own(CORROBORATED), at=AT).primary[0]
    assert (rule.answer, rule.criteria[0].searched) == (UNKNOWN, (PageRef("records.pdf", 1),))


TIMING = (
    "{kind: timing, id: t, name: in the postsurgical period, since: surgery, names: [repair], most: 6, unit: months}"
)


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2014-01-15", MET), ("2013-06-01", NOT_MET), ("2013", UNKNOWN), (None, UNKNOWN)],
)
def test_time_since_surgery(day: str | None, answer: Answer) -> None:
    item = DisputedItem(n=1, request="therapy", service="postoperative physical therapy", quantity=12)
    when = PartialDate.parse(day) if day else None
    surgery = Procedure(spans=spans(2), name="rotator cuff repair", date=when)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(surgery), own(TIMING), at=AT).primary[0]
    assert rule.answer is answer


COMPOUND = """{kind: component, id: m, reports: compound_component, name: every ingredient is recommended,
      ingredients: [
      {names: [baclofen], recommended: false, name: topical muscle relaxants are not recommended},
      {names: [diclofenac], recommended: true, name: topical NSAID}]}"""


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        (("diclofenac",), MET),
        (("diclofenac", "menthol"), UNKNOWN),
        (("baclofen", "menthol"), NOT_MET),
        ((), UNKNOWN),
    ],
)
def test_compound(parts: tuple[str, ...], answer: Answer) -> None:
    components = tuple(Component(name=part) for part in parts)
    item = DisputedItem(n=1, request="cream", service="compounded topical", quantity=1, components=components)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(), own(COMPOUND), at=AT).primary[0]
    assert rule.answer is answer


def test_every_example_of_every_pack_proves() -> None:
    proofs = prove(PSYCHOTHERAPY) + prove(load_library())
    assert [proof for proof in proofs if not proof.holds] == []


def test_informative_leaf_never_decides() -> None:
    library = own(
        "{kind: all, of: [{kind: quantity, id: a, name: at most four, measure: requested, most: 4},"
        " {kind: quantity, id: b, name: at most one, measure: requested, most: 1, informative: true}]}"
    )
    item = DisputedItem(n=1, request="injection", service="epidural steroid injection", quantity=3)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(), library, at=AT).primary[0]
    assert (rule.answer, [one.answer for one in rule.criteria]) == (MET, [MET, NOT_MET])


def test_facts_of_another_patient_do_not_count() -> None:
    item = therapy(4)
    ledger = (LedgerEntry(ref=PageRef("records.pdf", 1), fate=Fate.OTHER_PATIENT, document=None, confidence=1.0),)
    foreign = Chart(pages=(), documents=(), ledger=ledger, facts=tuple(visited(0)))
    rule = evaluate(item, Case(program="p", items=(item,)), foreign, PSYCHOTHERAPY, at=AT).primary[0]
    assert rule.answer is UNKNOWN


def test_visits_before_the_injury_do_not_count() -> None:
    item = therapy(4)
    case = Case(program="p", items=(item,), date_of_injury=date(2013, 1, 1))
    earlier = TreatmentCourse(
        spans=spans(3), service="psychotherapy", completed=9, start=PartialDate(2010), end=PartialDate(2011)
    )
    rule = evaluate(item, case, chart(earlier, *visited(0)), PSYCHOTHERAPY, at=AT).primary[0]
    assert rule.answer is MET


def test_authorization_that_nobody_used_is_no_rival_count() -> None:
    item = therapy(4)
    authorized = TreatmentCourse(spans=spans(2), service="psychotherapy", authorized=4)
    rule = evaluate(
        item, Case(program="p", items=(item,)), chart(authorized, *visited(0)), PSYCHOTHERAPY, at=AT
    ).primary[0]
    assert rule.criteria[0].prior == 0


def test_improvement_is_not_missing_before_the_trial() -> None:
    item = therapy(10)
    rule = evaluate(item, Case(program="p", items=(item,)), chart(*visited(0)), PSYCHOTHERAPY, at=AT).primary[0]
    assert (rule.decisive, rule.contributing) == (("visits.trial",), ())
    assert [one.id for one in rule.criteria] == ["visits.trial", "visits.total"]
