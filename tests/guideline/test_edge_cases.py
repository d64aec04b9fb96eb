"""The edge cases that computable guidelines must get right: counts, dates, doses, sides, responses, versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    Component,
    ConservativeCare,
    CriterionResult,
    DisputedItem,
    ExamFinding,
    Fact,
    Fate,
    Finding,
    FunctionalImprovement,
    Imaging,
    LedgerEntry,
    Measure,
    Medication,
    PageRef,
    PartialDate,
    Polarity,
    Procedure,
    Span,
    TreatmentCourse,
    WorkStatus,
)
from openimr.guideline import Edition, Recorded, Situation, apply, gather, read_pack

AT = date(2014, 3, 1)
MET, NOT_MET, UNKNOWN = Answer.MET, Answer.NOT_MET, Answer.NOT_DOCUMENTED
HEAD = """
schema: imr-guideline/1
pack: {id: own, title: Own, edition: "2016 table", level: mtus, in_force: {from: 2010-01-01}, rights: free, source: test,
       morphine_equivalents: {hydrocodone: 1.0, oxycodone: 1.5}}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own}]
    rule: As the criterion says.
    criteria: """
ITEM = DisputedItem(n=1, request="acupuncture", service="acupuncture", quantity=6, unit="visits", laterality="right")


def rule(criteria: str) -> Edition:
    return gather([read_pack(HEAD + criteria, where="own.yaml")]).editions[0]


def said(quote: str = "said", page: int = 2) -> tuple[Span, ...]:
    return (Span("records.pdf", page, 0, len(quote), quote),)


def first(
    criteria: str,
    *facts: Fact,
    item: DisputedItem = ITEM,
    unreadable: bool = False,
    recorded: tuple[Recorded, ...] = (),
    **filed: date,
) -> CriterionResult:
    """The first criterion's result."""
    fate = Fate.UNREADABLE if unreadable else Fate.READ
    ledger = (LedgerEntry(ref=PageRef("records.pdf", 2), fate=fate, document=None, confidence=1.0),)
    case = Case(program="p", items=(item,), **filed)
    chart = Chart(pages=(), documents=(), ledger=ledger, facts=facts)
    situation = Situation(item=item, case=case, chart=chart, at=AT, recorded=recorded)
    return apply(rule(criteria), situation).criteria[0]


def course(start: PartialDate | None = None, end: PartialDate | None = None, **counts: int) -> TreatmentCourse:
    return TreatmentCourse(spans=said(), service="acupuncture", start=start, end=end, **counts)  # type: ignore[arg-type]


PRIOR = "{kind: quantity, id: q, name: at most six before, measure: prior, most: 6%s}"
JANUARY, MARCH, OLD = PartialDate(2014, 1), PartialDate(2013, 3), PartialDate(2011, 5)


@pytest.mark.parametrize(
    ("name", "facts", "answer"),
    [
        ("attended counts, authorized does not", [course(completed=4, authorized=12)], MET),
        ("nobody counted attendance: authorized is the upper candidate", [course(authorized=12)], NOT_MET),
        ("no-shows are no visits", [course(completed=5, no_show=4)], MET),
        ("bills are no attendance", [course(completed=5, billed=9)], MET),
        ("only a bill", [course(billed=9)], UNKNOWN),
        ("two providers are added up", [course(JANUARY, completed=4), course(MARCH, completed=4)], NOT_MET),
        ("the same dated course twice is one", [course(JANUARY, completed=4), course(JANUARY, completed=4)], MET),
        ("sources disagree on both sides of the limit", [course(completed=5), course(completed=8)], UNKNOWN),
        ("visits before this injury", [course(OLD, OLD, completed=9), course(JANUARY, completed=2)], MET),
        ("a number no course can have", [course(completed=4000)], UNKNOWN),
        ("silence", [], UNKNOWN),
    ],
)
def test_counts_of_visits(name: str, facts: list[Fact], answer: Answer) -> None:
    found = first(PRIOR % "", *facts, date_of_injury=date(2012, 6, 1))
    assert found.answer is answer, name


def test_a_closed_episode_counts_for_the_injury_but_not_for_the_episode() -> None:
    facts = (course(PartialDate(2012, 8), PartialDate(2012, 9), completed=7), course(JANUARY, JANUARY, completed=3))
    assert first(PRIOR % "", *facts).answer is NOT_MET
    assert first(PRIOR % ", scope: episode", *facts).answer is MET


@pytest.mark.parametrize(
    ("quantity", "most", "answer"),
    [
        (4, None, MET),
        (12, None, NOT_MET),
        (4, 12, UNKNOWN),
        (4, 10, MET),
        (None, None, UNKNOWN),
        (90000, None, UNKNOWN),
    ],
)
def test_a_range_asked_for_is_two_worlds(quantity: float | None, most: float | None, answer: Answer) -> None:
    staged = """{kind: staged, id: v, name: visits, unit: visits, silent_history: none_given, stages: [
        {name: trial, range: [10, 10], most: 10}, {name: all, range: [10, 11], most: 11}]}"""
    item = replace(ITEM, quantity=quantity, quantity_most=most)
    situation = Situation(
        item=item, case=Case(program="p", items=(item,)), chart=Chart(pages=(), documents=(), ledger=()), at=AT
    )
    assert apply(rule(staged), situation).answer is answer


TIMING = "{kind: timing, id: t, name: within 3 months, since: surgery, names: [release], most: 3, unit: months}"


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (PartialDate(2014, 1, 15), MET),
        (PartialDate(2013, 12), MET),
        (PartialDate(2013), UNKNOWN),
        (PartialDate(2013, 6), NOT_MET),
        (None, UNKNOWN),
    ],
)
def test_time_since_surgery_never_falls_back_on_another_date(day: PartialDate | None, answer: Answer) -> None:
    operation = Procedure(spans=said(), name="carpal tunnel release", date=day)
    study = Imaging(spans=said(), modality="MRI", date=PartialDate(2014, 2, 1))
    assert first(TIMING, operation, study, date_of_injury=date(2014, 2, 2)).answer is answer


AROUND = """{kind: timing, id: t, name: 4 days around surgery, since: surgery, least: -4, most: 4, unit: days,
             until: request}"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [(date(2014, 2, 6), MET), (date(2014, 2, 5), NOT_MET), (date(2014, 2, 14), MET), (date(2014, 2, 15), NOT_MET)],
)
def test_surgery_is_day_zero(asked: date, answer: Answer) -> None:
    operation = Procedure(spans=said(), name="release", date=PartialDate(2014, 2, 10))
    assert first(AROUND, operation, rfa_date=asked).answer is answer


def opioid(name: str, **fields: object) -> Medication:
    return Medication(spans=said(), name=name, current=True, **fields)  # type: ignore[arg-type]


DOSE = "{kind: quantity, id: d, name: at most 80 mg, measure: morphine_equivalents_per_day, most: 80}"
NORCO = replace(ITEM, drug="hydrocodone/acetaminophen", strength_mg=10, per_day=6)


@pytest.mark.parametrize(
    ("name", "facts", "answer"),
    [
        ("alone at its maximum", [], MET),
        ("another opioid is added by its factor", [opioid("oxycodone", strength_mg=10, per_day=2)], NOT_MET),
        ("another opioid of unknown dose", [opioid("oxycodone")], UNKNOWN),
        ("one that was stopped", [replace(opioid("oxycodone", strength_mg=30, per_day=4), current=False)], MET),
    ],
)
def test_morphine_equivalents(name: str, facts: list[Fact], answer: Answer) -> None:
    found = first(DOSE, *facts, item=NORCO)
    assert found.answer is answer, name
    assert ("conversion factors of 2016 table" in found.explain) == (answer is not UNKNOWN)


def test_opioids_asked_for_together_are_added_up() -> None:
    other = DisputedItem(n=2, request="oxycodone", service="x", drug="oxycodone", strength_mg=10, per_day=3)
    case = Case(program="p", items=(NORCO, other))
    situation = Situation(item=NORCO, case=case, chart=Chart(pages=(), documents=(), ledger=()), at=AT)
    assert apply(rule(DOSE), situation).criteria[0].value == 105


SHOWN = """{kind: corroboration, id: c, name: compression, modalities: [MRI], words: [compression],
            match: [level], exam: [weakness]}"""


def sign(side: str | None, words: str) -> ExamFinding:
    return ExamFinding(spans=said(words, 7), name="weakness", polarity=Polarity.PRESENT, laterality=side)


def mri(side: str | None, finding: str) -> Imaging:
    return Imaging(spans=said(finding, 5), modality="MRI", laterality=side, finding=finding)


@pytest.mark.parametrize(
    ("name", "facts", "answer", "pages"),
    [
        ("sides differ", [mri("left", "L5-S1 compression"), sign("right", "right L5 weakness")], NOT_MET, [5, 7]),
        ("level fits", [mri("right", "L5-S1 compression"), sign("right", "right L5 weakness")], MET, [5]),
        ("level differs", [mri("right", "L5-S1 compression"), sign("right", "right L2 weakness")], NOT_MET, [5, 7]),
        ("no level on exam", [mri("right", "L5-S1 compression"), sign("right", "weakness")], UNKNOWN, [5, 7]),
    ],
)
def test_study_and_examination_must_agree(name: str, facts: list[Fact], answer: Answer, pages: list[int]) -> None:
    found = first(SHOWN, *facts)
    assert (found.answer, [span.page for span in found.spans]) == (answer, pages), name


def relief(value: float | None, quote: str = "said") -> Finding:
    return Finding(spans=said(quote), concept="relief", polarity=Polarity.PRESENT, value=value)


RESPONSE = "{kind: prior_response, id: r, name: relief, relief_concept: relief, least_percent: %s%s}"


@pytest.mark.parametrize(
    ("name", "least", "duration", "facts", "answer"),
    [
        ("relief without duration", 50, ", duration_concept: weeks, least_weeks: 6", [relief(50)], UNKNOWN),
        ("relief where no duration is asked", 50, "", [relief(50)], MET),
        ("scores 8 to 5 are 37.5 percent", 50, "", [relief(None, "pain fell from 8/10 to 5/10")], NOT_MET),
        ("scores 8 to 4 are 50 percent", 50, "", [relief(None, "pain went from 8 to 4")], MET),
        ("a stated lack of relief", 50, "", [replace(relief(None), polarity=Polarity.ABSENT)], NOT_MET),
        ("accounts differ", 50, "", [relief(70), relief(20)], UNKNOWN),
    ],
)
def test_response_to_an_earlier_instance(
    name: str, least: int, duration: str, facts: list[Fact], answer: Answer
) -> None:
    assert first(RESPONSE % (least, duration), *facts).answer is answer, name


GAIN = "{kind: finding, id: f, name: functional improvement, concepts: [functional_improvement]}"


@pytest.mark.parametrize(
    ("name", "facts", "answer"),
    [
        ("a lower pain score alone", [Measure(spans=said(), name="pain", value="4/10")], UNKNOWN),
        ("off work", [WorkStatus(spans=said(), status="off work")], UNKNOWN),
        (
            "a concrete change",
            [FunctionalImprovement(spans=said(), service="acupuncture", polarity=Polarity.PRESENT, part="adl")],
            MET,
        ),
        (
            "documented absence",
            [FunctionalImprovement(spans=said(), service="acupuncture", polarity=Polarity.ABSENT)],
            NOT_MET,
        ),
        (
            "of another service",
            [FunctionalImprovement(spans=said(), service="physical therapy", polarity=Polarity.PRESENT)],
            UNKNOWN,
        ),
    ],
)
def test_functional_improvement(name: str, facts: list[Fact], answer: Answer) -> None:
    assert first(GAIN, *facts).answer is answer, name


STEPS = """{kind: prior_treatment, id: p, name: gabapentin, then a patch, outcome: tried, ordered: true,
            treatments: [[gabapentin], [patch]]}""".replace("gabapentin, then", "gabapentin then")


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (PartialDate(2013, 1), PartialDate(2013, 6), MET),
        (PartialDate(2013, 9), PartialDate(2013, 6), NOT_MET),
        (None, PartialDate(2013, 6), UNKNOWN),
    ],
)
def test_step_therapy_is_ordered(one: PartialDate | None, other: PartialDate, answer: Answer) -> None:
    facts = [
        ConservativeCare(spans=said(), modality=name, date=day) for name, day in (("gabapentin", one), ("patch", other))
    ]
    assert first(STEPS, *facts).answer is answer


TASKS = """{kind: component, id: m, name: a task is treatment, need: any, silence: presumed_absent, ingredients: [
    {names: [nursing], recommended: true, name: treatment}, {names: [cleaning], recommended: false, name: not}]}"""


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        (("nursing", "cleaning"), MET),
        (("cleaning",), NOT_MET),
        (("cleaning", "reading"), UNKNOWN),
        ((), MET),
    ],
)
def test_any_of_the_parts(parts: tuple[str, ...], answer: Answer) -> None:
    item = replace(ITEM, components=tuple(Component(name=part) for part in parts))
    situation = Situation(
        item=item, case=Case(program="p", items=(item,)), chart=Chart(pages=(), documents=(), ledger=()), at=AT
    )
    assert apply(rule(TASKS), situation).answer is answer


@pytest.mark.parametrize(
    ("silence", "read", "unread"),
    [("not_documented", UNKNOWN, UNKNOWN), ("presumed_absent", MET, UNKNOWN), ("not_met", NOT_MET, UNKNOWN)],
)
def test_silence_means_nothing_while_a_page_is_unread(silence: str, read: Answer, unread: Answer) -> None:
    criteria = f"{{kind: finding, id: f, name: red flag, concepts: [red_flag], want: absent, silence: {silence}}}"
    assert (first(criteria).answer, first(criteria, unreadable=True).answer) == (read, unread)


def test_pages_searched_are_named_where_the_file_is_silent() -> None:
    assert first(GAIN).searched == (PageRef("records.pdf", 2),)
    stated = FunctionalImprovement(spans=said(), service="acupuncture", polarity=Polarity.PRESENT)
    assert first(GAIN, stated).searched == ()


def test_what_only_the_ur_decision_says_is_flagged() -> None:
    told = FunctionalImprovement(spans=said(), service="acupuncture", polarity=Polarity.ABSENT, only_in_ur=True)
    found = first(GAIN, told)
    assert (found.answer, found.only_in_ur) == (NOT_MET, True)


def test_the_reviewer_settles_a_conflict_and_a_judgement() -> None:
    rivals = (course(completed=5), course(completed=8))
    chosen = Recorded(row_id="R-1", leaf_id="q", value=5)
    assert first(PRIOR % "", *rivals, recorded=(chosen,)).answer is MET
    other_rule = replace(chosen, row_id="R-2")
    assert first(PRIOR % "", *rivals, recorded=(other_rule,)).answer is UNKNOWN
    judged = "{kind: judgement, id: j, name: no other option, question: Is there no other option?}"
    answered = first(judged, recorded=(Recorded(row_id="R-1", leaf_id="j", answer=MET, by="Dr. Ito"),))
    assert (first(judged).answer, answered.answer, answered.explain) == (
        UNKNOWN,
        MET,
        "Answered by Dr. Ito: no other option.",
    )


def test_a_measure_counts_by_its_name() -> None:
    criteria = "{kind: quantity, id: b, name: index of 35, measure: finding_value, measures: [body mass index], least: 35, unit: points}"
    values = [
        first(criteria, Measure(spans=said(), name="body mass index", value=value)).answer for value in ("35.0", "34.9")
    ]
    assert values == [MET, NOT_MET]
