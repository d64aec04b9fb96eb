"""Each check: a planted defect is found, a clean control is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from openimr.case import (
    Answer,
    Case,
    Chart,
    CriterionResult,
    Decision,
    DisputedItem,
    Document,
    DocumentKind,
    GuidelineCitation,
    ItemFindings,
    Page,
    PageSource,
    RuleResult,
    Span,
)
from openimr.determination import ItemDossier, Proposal, Rationale, Sentence
from openimr.determination.checks import list_checks, run_checks

WORDS = "The patient now lifts 20 lb; grip strength improved with acupuncture."
SPAN = Span("notes.pdf", 1, 0, len(WORDS), WORDS)
ITEM = DisputedItem(n=1, request="Acupuncture, 6 visits", service="acupuncture", quantity=6, laterality="left")
RULE = Sentence(text="According to the schedule, six visits may be given.")
UPHELD = Sentence(
    text="As such, the requested service for acupuncture, 6 visits is not medically necessary and appropriate."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    case: Case
    chart: Chart
    items: tuple[ItemDossier, ...]
    summary: tuple[Sentence, ...]


def drafted(
    *,
    reason: str = "The pain score did not change.",
    conclusion: Sentence = UPHELD,
    kind: DocumentKind = DocumentKind.PR2,
    follows: int | None = 2,
    cited: tuple[Span, ...] = (SPAN,),
    last_page: int = 1,
    guidelines: tuple[GuidelineCitation, ...] = (),
    rules: tuple[RuleResult, ...] = (),
    disputed: DisputedItem = ITEM,
) -> Drafted:
    rationale = Rationale(
        n=1,
        sentences=(RULE, Sentence(text=reason, citations=(SPAN,))),
        conclusion=conclusion,
        what_would_change=(),
        guidelines=guidelines,
    )
    proposal = Proposal(n=1, decision=Decision.UPHELD, follows=follows)
    item = ItemDossier(item=disputed, findings=ItemFindings(n=1, primary=rules), proposal=proposal, rationale=rationale)
    page = Page(file="notes.pdf", number=1, text=WORDS, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=last_page, kind=kind)
    return Drafted(
        case=Case(program="ca-dwc", items=(disputed,)),
        chart=Chart(pages=(page,), documents=(document,), ledger=()),
        items=(item,),
        summary=(Sentence(text="The patient lifts 20 lb.", citations=cited),),
    )


OVERTURNED = Sentence(
    text="As such, the requested service for acupuncture, 6 visits is medically necessary and appropriate."
)
OTHER = Sentence(text="As such, the requested service for massage is not medically necessary and appropriate.")
SCHEDULE = GuidelineCitation(title="Acupuncture Medical Treatment Guidelines")
DISABILITY = GuidelineCitation(title="Official Disability Guidelines (ODG)")
APPLIED = RuleResult(
    rule_id="X-1", answer=Answer.NOT_MET, citations=(SCHEDULE,), rule="Six visits may be given.", criteria=(),
    stance="conditional", level="mtus", edition="2007", verified=True,
)  # fmt: skip
CAP = CriterionResult(
    id="cap", kind="cumulative_cap", name="at most 10", answer=Answer.MET, explain="", limit=10, prior=9, requested=6,
    value=15,
)  # fmt: skip
REFUSED = replace(ITEM, ur_guidelines=(DISABILITY,))
PLANTED = (
    ("QA01", replace(drafted(), items=())),
    ("QA02", drafted(conclusion=OTHER)),
    ("QA02", drafted(disputed=replace(ITEM, quantity=8))),
    ("QA02", drafted(disputed=replace(ITEM, request="Acupuncture, 6 visits, right wrist"))),
    ("QA03", drafted(conclusion=OVERTURNED)),
    ("QA04", drafted(cited=())),
    ("QA05", drafted(reason="There is no documentation of improved grip strength.")),
    ("QA05", drafted(reason="There is no documentation of the following: homebound status; and grip strength.")),
    ("QA06", drafted(last_page=2)),
    ("QA07", drafted(kind=DocumentKind.UR_DECISION)),
    ("QA08", drafted(reason="With the visits now requested, 4 + 6 = 11.")),
    ("QA08", drafted(rules=(replace(APPLIED, criteria=(CAP,)),), guidelines=(SCHEDULE,))),
    ("QA09", drafted(rules=(replace(APPLIED, rule="Twelve visits may be given."),), guidelines=(SCHEDULE,))),
    ("QA09", drafted(rules=(APPLIED,), guidelines=(DISABILITY,))),
    ("QA09", drafted(rules=(replace(APPLIED, level="study"),), guidelines=(SCHEDULE,))),
    ("QA10", drafted(rules=(APPLIED,), guidelines=(SCHEDULE,), disputed=REFUSED)),
    ("QA12", drafted(reason="The expert reviewer, Dr. Brandt, finds no change in the pain score.")),
    ("QA13", drafted(reason="Her religion advises against needles.")),
    ("QA14", drafted(reason="Compensability of the wrist is disputed.")),
    ("QA18", drafted(follows=None)),
    ("QA19", drafted(reason="The QZX did not change.")),
    ("QA22", drafted(reason="It is hereby determined that the pain score did not change.")),
)


@pytest.mark.parametrize(
    "clean",
    [
        drafted(),
        drafted(rules=(APPLIED,), guidelines=(SCHEDULE,)),
        drafted(
            rules=(APPLIED,),
            guidelines=(SCHEDULE,),
            disputed=REFUSED,
            reason="The utilization review decision rests on ODG; this draft applies the schedule.",
        ),
        drafted(reason='With the visits now requested, 4 + 6 = 10 ("signed by Alma Brandt, MD").'),
    ],
)
def test_clean_draft_passes_every_check(clean: Drafted) -> None:
    assert run_checks(clean) == ()


@pytest.mark.parametrize(("code", "draft"), PLANTED)
def test_planted_defect_is_found_and_nothing_else(code: str, draft: Drafted) -> None:
    assert {found.code for found in run_checks(draft)} == {code}


def test_silence_about_something_else_is_no_contradiction() -> None:
    assert run_checks(drafted(reason="There is no documentation of homebound status.")) == ()


def test_every_check_of_the_folder_has_a_planted_defect() -> None:
    assert [code for code, _ in list_checks()] == sorted({code for code, _ in PLANTED})
