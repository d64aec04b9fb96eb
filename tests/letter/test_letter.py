"""The seed letter's case, told by a dossier of our own: what every writer makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import jsonschema
import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    CriterionResult,
    Decision,
    DisputedItem,
    GuidelineCitation,
    ItemFindings,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Patient,
    Procedure,
    RuleResult,
    Span,
    TreatmentCourse,
)  # fmt: skip
from openimr.determination import Proposal, explain, propose, summarize
from openimr.engines.typesetting import typeset
from openimr.letter.composition import compose
from openimr.letter.docx import write_docx
from openimr.letter.dossier import (
    Candidate,
    Dossier,
    EligibilityReason,
    EligibilityReport,
    EngineInfo,
    ItemDossier,
    ProgramSettings,
)  # fmt: skip
from openimr.letter.evidence import evidence_html
from openimr.letter.html import write_html
from openimr.letter.notice import write_days
from openimr.letter.review_json import review_json
from openimr.letter.text import write_text

WORDS = "Case manager: 9 visits completed <b>"
SPAN = Span("records.pdf", 1, 0, len(WORDS), WORDS)
CITED = GuidelineCitation(title="MTUS Chronic Pain Treatment Guidelines", pages="23")
ITEM = DisputedItem(
    n=1,
    request="Series of 12 psychotherapy sessions",
    service="psychotherapy",
    quantity=12,
    unit="sessions",
    ur_guidelines=(CITED,),
)


def leaf(answer: Answer, **more: object) -> CriterionResult:
    return CriterionResult(id="cap", kind="cumulative_cap", name="at most 10 visits in all", answer=answer,
                           explain="the visits would exceed 10", limit=10, requested=12, spans=(SPAN,), **more)  # type: ignore[arg-type]  # fmt: skip


def findings(answer: Answer, **more: object) -> ItemFindings:
    rule = RuleResult(rule_id="X-1", answer=answer, citations=(CITED,), rule="A trial of 3 to 4 visits is recommended.",
                      criteria=(leaf(answer, **more),), stance="conditional", level="mtus",
                      edition="2009", verified=True)  # fmt: skip
    return ItemFindings(n=1, primary=(rule,))


def chart() -> Chart:
    page = Page(file="records.pdf", number=1, text=WORDS, source=PageSource.TEXT_LAYER)
    facts = (
        TreatmentCourse(spans=(SPAN,), service="psychotherapy", authorized=4),
        TreatmentCourse(spans=(SPAN,), service="psychotherapy", completed=9),
        Procedure(spans=(SPAN,), name="lumbar fusion", level="L3-4", date=PartialDate(2012, 11, 29)),
    )
    return Chart(pages=(page,), documents=(), ledger=(), facts=facts)


def dossier(*, eligible: bool = True) -> Dossier:
    case = Case(program="ca-dwc", items=(ITEM,), employee_name="Orla Quist", date_of_injury=date(1998, 5, 14))
    patient, found = Patient(age=52, sex="male", spans=(SPAN,)), findings(Answer.NOT_MET)
    proposal = propose(ITEM, found)
    reasons = explain(ITEM, found, proposal, chart())
    late = EligibilityReason(
        code="late", says="Filed late.", source="Labor Code 4610.5(h)(1)", computation="Day 36 of 35."
    )
    return Dossier(
        settings=ProgramSettings(), case=case, patient=patient, chart=chart(), engine=EngineInfo(version="0.1.0"),
        eligibility=EligibilityReport(eligible=eligible, reasons=() if eligible else (late,)),
        items=(ItemDossier(item=ITEM, findings=found, proposal=proposal, rationale=reasons),),
        summary=summarize(case, patient, chart()),
    )  # fmt: skip


def test_policy_decides_only_where_nothing_stands_in_the_way() -> None:
    page = (PageRef("records.pdf", 7),)
    silent = Answer.NOT_DOCUMENTED
    made = (
        propose(ITEM, findings(Answer.MET)).decision,
        propose(ITEM, findings(Answer.NOT_MET), unreadable=page).decision,
        propose(ITEM, findings(silent)).decision,
        propose(ITEM, findings(silent), unreadable=page).decision,
        propose(ITEM, findings(silent, conflict=True)).decision,
        propose(ITEM, findings(Answer.NOT_MET, only_in_ur=True)).decision,
        propose(ITEM, ItemFindings(n=1, primary=())).decision,
    )
    assert made == (Decision.OVERTURNED, Decision.UPHELD, Decision.UPHELD, None, None, None, None)


@pytest.mark.parametrize(
    ("answers", "decision"),
    [
        ((Answer.NOT_DOCUMENTED,), None),
        ((Answer.NOT_DOCUMENTED, Answer.NOT_DOCUMENTED), Decision.UPHELD),
        ((Answer.MET, Answer.NOT_DOCUMENTED), None),
        ((Answer.MET, Answer.NOT_DOCUMENTED, Answer.NOT_MET), Decision.UPHELD),
    ],
)
def test_silence_on_one_statement_is_asked(answers: tuple[Answer, ...], decision: Decision | None) -> None:
    leaves = tuple(replace(leaf(one), id=f"c{place}", limit=None) for place, one in enumerate(answers))
    lacking = tuple(one.id for one in leaves if one.answer is not Answer.MET)
    rule = replace(findings(Answer.NOT_DOCUMENTED).primary[0], criteria=leaves, contributing=lacking)
    assert propose(ITEM, ItemFindings(n=1, primary=(rule,))).decision is decision


def test_of_several_rules_that_apply_the_least_satisfied_decides() -> None:
    first, second = findings(Answer.MET).primary[0], findings(Answer.NOT_MET).primary[0]
    made = propose(ITEM, ItemFindings(n=1, primary=(first, replace(second, rule_id="X-2"))))
    assert made.decision is Decision.UPHELD
    assert made.asks == (
        "Guideline rows of the same rank give different results (X-1: met; X-2: not met). Must each of them hold?",
    )


QUALIFIED = Candidate(id="R-1", fit=0.9, board="Psychology", state="TX", over_five_years=True, full_hours=True)


@pytest.mark.parametrize(
    ("candidate", "says"),
    [
        (
            QUALIFIED,
            "The expert reviewer is Board Certified in Psychology, and is licensed to practice in Texas. He/she has "
            "been in active clinical practice for more than five years and is currently working at least 24 hours a "
            "week in active practice. The expert reviewer is selected",
        ),
        (
            replace(QUALIFIED, over_five_years=False, board=None),
            "The expert reviewer is licensed to practice in Texas. He/she is currently working at least 24 hours a "
            "week in active practice. The expert reviewer is selected",
        ),
    ],
)
def test_qualifications_are_conditional_and_only_what_the_record_supports(candidate: Candidate, says: str) -> None:
    text = " ".join(write_text(compose(replace(dossier(), candidates=(candidate,)))).split())
    assert "[On assignment:] He/she has no affiliation" in text
    assert says in text
    assert "R-1" not in text


def test_without_a_candidate_the_block_is_neutral() -> None:
    text = " ".join(write_text(compose(dossier())).split())
    assert "to an expert reviewer. The reviewer's qualifications are to be entered from the record" in text
    assert "five years" not in text


def test_no_rule_asks_and_never_denies() -> None:
    made = propose(ITEM, ItemFindings(n=1, primary=()))
    assert isinstance(made, Proposal)
    assert len(made.asks) == 1


def test_text_has_the_blocks_of_a_determination_in_order() -> None:
    text = write_text(compose(dossier()))
    wanted = (
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        "CLINICAL CASE SUMMARY",
        "The patient is a 52-year-old male",
        "IMR ISSUES, DECISIONS AND RATIONALES",
        "Series of 12 psychotherapy sessions:  Proposed: Upheld (for the expert reviewer's decision)",
        "Claims Administrator guideline: Decision based on MTUS Chronic Pain Treatment Guidelines Page(s): 23.",
        "MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines Page(s): 23.",
        "Proposed rationale (draft for the expert reviewer)",
        "Decision rationale: According to the",
    )
    places = [" ".join(text.split()).find(" ".join(part.split())) for part in wanted]
    assert places == sorted(places)
    assert -1 not in places


def test_rationale_computes_each_world_and_concludes() -> None:
    text = dossier().items[0].rationale.text
    assert "4 + 12 = 16 and 9 + 12 = 21; the totals all exceed the limit of 10" in text
    assert text.endswith("service for series of 12 psychotherapy sessions is not medically necessary and appropriate.")


def test_ineligible_dispute_gets_a_notice_with_source_and_computation() -> None:
    text = " ".join(write_text(compose(dossier(eligible=False))).split())
    wanted = "The application came after the last day: Filed late. Law: Labor Code 4610.5(h)(1). - Day 36 of 35."
    assert wanted in text
    assert "DECISIONS AND RATIONALES" not in text


def test_days_in_a_notice_are_written_as_letters_write_them() -> None:
    assert write_days("K01 file: service on 2014-08-19 + 30 days: 2014-09-18") == (
        "Counted from service on 08/19/2014 + 30 days: 09/18/2014"
    )


def test_equal_dossiers_give_equal_bytes() -> None:
    one, two = compose(dossier()), compose(dossier())
    assert typeset(one) == typeset(two)
    assert typeset(one).startswith(b"%PDF")
    assert write_docx(one) == write_docx(two)
    assert write_html(one) == write_html(two)
    assert review_json(dossier()) == review_json(dossier())


def test_review_json_carries_the_item() -> None:
    item = json.loads(review_json(dossier()))["items"][0]
    assert (item["proposed_decision"], item["criteria"][0]["result"]) == ("upheld", "not_met")


def test_evidence_marks_cited_words_and_escapes_them() -> None:
    page = evidence_html(dossier(), lambda ref: b"jpeg", lambda span: ((1.0, 2.0, 30.0, 12.0),))
    assert page.count("<figure>") == 1
    assert '<rect x="1.0" y="2.0" width="29.0" height="10.0"/>' in page
    assert "completed <b>" not in page


def test_review_json_keeps_its_published_schema() -> None:
    schema = json.loads(files("openimr.letter").joinpath("review.schema.json").read_text(encoding="utf-8"))
    review = json.loads(review_json(dossier()))
    jsonschema.validate(review, schema)
    review["items"][0]["proposed_decision"] = "granted"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(review, schema)
