"""Which rule applies: service, body part, phase, drug, edition by the right day, and the search sequence with reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    DisputedItem,
    ExamFinding,
    Fact,
    Finding,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
)
from openimr.guideline import Library, Situation, evaluate, gather, load_library, read_pack, select

AT = date(2014, 6, 1)


def pack(name: str, level: str, rows: str, since: str = "2010-01-01", to: str = "2014-12-31") -> str:
    return f"""
schema: imr-guideline/1
pack: {{id: {name}, title: {name}, edition: "1", level: {level}, in_force: {{from: {since}, to: {to}}}, rights: free, source: test}}
recommendations:
{rows}"""


def row(name: str, when: str = "{}") -> str:
    return f"""
  - id: {name}
    service: [acupuncture]
    stance: conditional
    cite: [{{title: {name}}}]
    rule: At most six.
    applies_when: {when}
    criteria: {{kind: quantity, id: q, name: at most six, measure: requested, most: 6}}
"""


def library(*texts: str) -> Library:
    return gather(read_pack(text, where="own.yaml") for text in texts)


ITEM = DisputedItem(
    n=1, request="acupuncture for the neck", service="acupuncture", quantity=6, body_region="cervical spine"
)


def spans() -> tuple[Span, ...]:
    return (Span("records.pdf", 3, 0, 4, "said"),)


def chosen(
    rules: Library, item: DisputedItem = ITEM, *facts: Fact, at: date = AT, **filed: object
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the deciding rows, and the reasons for the levels passed."""
    case = Case(program="p", items=(item,), **filed)  # type: ignore[arg-type]
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    found = select(rules, Situation(item=item, case=case, chart=chart, at=at), on=at)
    return tuple(edition.row.id for edition in found.deciding), found.skipped


SCHEDULE = pack("schedule", "mtus", row("M-1", "{body_regions: [lumbar spine]}"))
ODG = pack("odg", "acoem_odg", row("O-1"))
STUDY = pack("study", "study", row("S-1"))


def test_the_schedule_comes_first() -> None:
    back = replace(ITEM, body_region="lumbar spine")
    assert chosen(library(SCHEDULE, ODG, STUDY), back) == (("M-1",), ())


def test_each_level_passed_is_given_a_reason() -> None:
    assert chosen(library(SCHEDULE, STUDY)) == (
        ("S-1",),
        (
            "No row of the Medical Treatment Utilization Schedule in force on 2014-06-01 applies to acupuncture: M-1 is "
            "about other requests (body part, drug, phase or operation).",
            "No row of the current ACOEM guidelines or ODG in force on 2014-06-01 applies to acupuncture.",
            "No row of other nationally recognized guidelines in force on 2014-06-01 applies to acupuncture.",
        ),
    )


def test_a_row_of_other_dates_is_named_as_such() -> None:
    old = pack("old", "mtus", row("M-0"), to="2013-12-31")
    assert chosen(library(old, ODG))[1] == (
        "No row of the Medical Treatment Utilization Schedule in force on 2014-06-01 applies to acupuncture: M-0 of other "
        "dates.",
    )


@pytest.mark.parametrize(
    ("when", "item", "answer"),
    [
        ("{body_regions: [cervical spine]}", ITEM, True),
        ("{not_body_regions: [cervical spine]}", ITEM, False),
        ("{request_words: [neck]}", ITEM, True),
        ("{not_request_words: [neck]}", ITEM, False),
        ("{drugs: [gabapentin]}", replace(ITEM, drug="gabapentin"), True),
        ("{not_drugs: [gabapentin]}", replace(ITEM, drug="gabapentin"), False),
        ("{purchase: true}", ITEM, False),
        ("{purchase: true}", replace(ITEM, purchase=True), True),
        ("{repeat: true}", replace(ITEM, repeat=True), True),
        ("{repeat: false}", ITEM, True),
    ],
)
def test_what_a_row_is_about(when: str, item: DisputedItem, answer: bool) -> None:
    assert chosen(library(pack("m", "mtus", row("M-1", when))), item)[0] == (("M-1",) if answer else ())


VISITED = TreatmentCourse(spans=spans(), service="acupuncture", completed=4)
RELEASE = Procedure(spans=spans(), name="carpal tunnel release", date=PartialDate(2014, 3, 1), body_region="wrist/hand")


@pytest.mark.parametrize(
    ("when", "facts", "injury", "answer"),
    [
        ("{phase: initial}", (), None, True),
        ("{phase: initial}", (VISITED,), None, False),
        ("{phase: continuation}", (VISITED,), None, True),
        ("{phase: acute}", (), date(2014, 5, 1), True),
        ("{phase: acute}", (), date(2014, 2, 1), False),
        ("{phase: chronic}", (), date(2014, 3, 2), True),
        ("{phase: chronic}", (), None, False),
        ("{phase: postsurgical}", (RELEASE,), None, True),
        ("{phase: postsurgical}", (replace(RELEASE, date=PartialDate(2012)),), None, False),
        ("{phase: postsurgical}", (), None, False),
        ("{surgery: [carpal tunnel release]}", (replace(RELEASE, body_region="cervical spine"),), None, True),
        ("{surgery: [carpal tunnel release]}", (RELEASE,), None, False),
    ],
)
def test_phase(when: str, facts: tuple[Fact, ...], injury: date | None, answer: bool) -> None:
    found = chosen(library(pack("m", "mtus", row("M-1", when))), ITEM, *facts, date_of_injury=injury)[0]
    assert found == (("M-1",) if answer else ())


def questions(item: DisputedItem, *facts: Fact, rules: Library | None = None, **filed: object) -> tuple[str, ...]:
    case = Case(program="p", items=(item,), **filed)  # type: ignore[arg-type]
    chart = Chart(pages=(), documents=(), ledger=(), facts=facts)
    return evaluate(item, case, chart, rules or library(ODG), at=AT).asks


@pytest.mark.parametrize(
    ("item", "facts", "question"),
    [
        (replace(ITEM, quantity=None), (), "Item 1 names no quantity; how much is requested?"),
        (
            replace(ITEM, quantity=12000),
            (),
            "Item 1 was read as asking for 12000, which cannot be; how much is requested?",
        ),
        (
            replace(ITEM, service="dry cupping"),
            (),
            "No guideline row applies to item 1 (dry cupping); which guideline should decide it?",
        ),
        (
            ITEM,
            (ExamFinding(spans=spans(), name="swelling", polarity=Polarity.PRESENT, body_region="knee"),),
            "The request is for the cervical spine; the records speak of: knee. Is the cervical spine part of this claim?",
        ),
        (
            ITEM,
            (replace(VISITED, completed=4000),),
            "records.pdf page 3 was read as 4000 visits of acupuncture, which cannot be; how many?",
        ),
        (
            ITEM,
            (Finding(spans=spans(), concept="relief", polarity=Polarity.PRESENT, value=500, unit="percent"),),
            "records.pdf page 3 was read as 500 percent, which cannot be; what does it say?",
        ),
    ],
    ids=["no quantity", "impossible quantity", "unknown service", "another body part", "impossible count", "percent"],
)
def test_asked_and_never_guessed(item: DisputedItem, facts: tuple[Fact, ...], question: str) -> None:
    assert questions(item, *facts) == (question,)


def test_where_the_file_leaves_applicability_open_the_reviewer_is_asked() -> None:
    rules = library(pack("m", "mtus", row("M-1", "{body_regions: [lumbar spine]}")), ODG)
    assert questions(replace(ITEM, body_region=None), rules=rules) == ("Does M-1 apply? The file leaves it open.",)


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(2016, 7, 27), ("CP09-PSY-01",)),
        (date(2016, 7, 28), ("ODG-PSY-01",)),
        (date(2009, 7, 17), ("ODG-PSY-01",)),
    ],
)
def test_edition_by_the_day_of_the_review(day: date, ids: tuple[str, ...]) -> None:
    item = DisputedItem(n=1, request="psychotherapy", service="psychotherapy", quantity=4, unit="sessions")
    assert chosen(load_library(), item, at=day)[0] == ids


def test_edition_of_a_retrospective_request_is_that_of_the_day_of_service() -> None:
    item = DisputedItem(
        n=1, request="psychotherapy", service="psychotherapy", quantity=4, service_date=date(2014, 1, 2)
    )
    case, chart = Case(program="p", items=(item,)), Chart(pages=(), documents=(), ledger=())
    found = evaluate(item, case, chart, load_library(), at=date(2018, 1, 2))
    assert ([rule.rule_id for rule in found.primary], found.on) == (["CP09-PSY-01"], date(2014, 1, 2))
    assert found.primary[0].answer is Answer.MET


def test_a_guideline_that_is_not_installed_is_asked_for() -> None:
    item = DisputedItem(n=1, request="massage", service="massage therapy", quantity=4, unit="visits")
    case, chart = Case(program="p", items=(item,)), Chart(pages=(), documents=(), ledger=())
    found = evaluate(item, case, chart, load_library(), at=date(2019, 5, 1))
    assert found.primary == ()
    assert "Guideline not installed: what does the ACOEM topic guideline in force on the day" in found.asks[1]


@pytest.mark.parametrize(("sex", "ids"), [("male", ("USP-AAA-01",)), ("female", ()), (None, ())])
def test_a_row_for_men(sex: str | None, ids: tuple[str, ...]) -> None:
    item = DisputedItem(n=1, request="Abdominal aortic aneurysm ultrasound", service="other", quantity=1)
    assert chosen(load_library(), item, at=date(2021, 5, 1), sex=sex)[0] == ids
