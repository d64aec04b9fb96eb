"""Each check: a planted defect is found, a clean control is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

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
    Fact,
    Fate,
    GuidelineCitation,
    ItemFindings,
    LedgerEntry,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Patient,
    RuleResult,
    Span,
    TreatmentCourse,
)
from openimr.determination import (
    NOTHING_RECORDED,
    ItemDossier,
    ProcessRecord,
    Proposal,
    Rationale,
    Remand,
    ReviewerRecord,
    Sentence,
    SignOff,
    Vote,
)
from openimr.determination.checks import list_checks, run_checks

WORDS = "The patient now lifts 20 lb; grip strength improved with acupuncture."
SPAN = Span("notes.pdf", 1, 0, len(WORDS), WORDS)
FAR = Span("notes.pdf", 2, 0, 4, "Far.")
ITEM = DisputedItem(n=1, request="Acupuncture, 6 visits", service="acupuncture", quantity=6, laterality="left")
RULE = Sentence(text="According to the schedule, six visits may be given.")
UPHELD = Sentence(
    text="As such, the requested service for acupuncture, 6 visits is not medically necessary and appropriate."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A reviewer of the roster."""

    id: str = "R1"
    conflicts: tuple[str, ...] = ()
    board: str | None = "Acupuncture"
    state: str | None = "California"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    case: Case
    patient: Patient
    chart: Chart
    items: tuple[ItemDossier, ...]
    summary: tuple[Sentence, ...]
    specialties: tuple[str, ...] = ("Acupuncture",)
    candidates: tuple[Offered, ...] = (Offered(),)
    process: ProcessRecord = NOTHING_RECORDED


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
    text: str = WORDS,
    told: str = "The patient lifts 20 lb.",
    day: PartialDate | None = None,
    facts: tuple[Fact, ...] = (),
    fate: Fate = Fate.READ,
    process: ProcessRecord = NOTHING_RECORDED,
) -> Drafted:
    rationale = Rationale(
        n=1,
        sentences=(RULE, Sentence(text=reason, citations=(FAR,))),
        conclusion=conclusion,
        what_would_change=(),
        guidelines=guidelines,
    )
    proposal = Proposal(n=1, decision=Decision.UPHELD, follows=follows)
    item = ItemDossier(item=disputed, findings=ItemFindings(n=1, primary=rules), proposal=proposal, rationale=rationale)
    pages = tuple(
        Page(file="notes.pdf", number=n, text=words, source=PageSource.TEXT_LAYER)
        for n, words in ((1, text), (2, "Far."))
    )
    documents = (
        Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=kind, date=day),
        Document(id="D2", file="notes.pdf", first_page=2, last_page=last_page + 1, kind=kind),
    )
    entries = (
        LedgerEntry(ref=PageRef("notes.pdf", 1), fate=fate, document="D1", confidence=1.0),
        LedgerEntry(ref=PageRef("notes.pdf", 2), fate=Fate.READ, document="D2", confidence=1.0),
    )
    return Drafted(
        case=Case(program="ca-dwc", items=(disputed,), ur_decision_date=date(2014, 1, 17)),
        patient=Patient(age=52, sex="male"),
        chart=Chart(pages=pages, documents=documents, ledger=entries, facts=facts),
        items=(item,),
        summary=(Sentence(text=told, citations=cited),),
        process=process,
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
UNCOUNTED = replace(ITEM, quantity=None)
REFUSED = replace(ITEM, ur_guidelines=(DISABILITY,))
JANUARY = date(2014, 2, 20)
R1 = ReviewerRecord(id="R1", specialties=("Acupuncture",))
VOTES = (Vote(n=1, reviewer="R1", decision=Decision.UPHELD), Vote(n=1, reviewer="R2", decision=Decision.OVERTURNED))
SIGNED = SignOff(n=1, by="R1", licensed=True)
ORDER = (
    "Workers' Compensation Appeals Board, Opinion and Order. The determination is rescinded and remanded. The finding that no "
    "physical therapy was given is plainly erroneous."
)
NOTICE = "The claims administrator has authorized the acupuncture, 6 visits, as of today."
COPIED = (
    "Mr. Orrin Vale is a worker with pain of the left wrist since a fall from a loading dock, treated with a splint, with heat, with "
    "naproxen twice a day, and with a course of hand therapy that ended in May of the year before the request was made by his doctor"
)
TWICE = (
    TreatmentCourse(spans=(SPAN,), service="acupuncture", completed=4),
    TreatmentCourse(spans=(SPAN,), service="acupuncture", completed=9),
)
PLANTED = (
    ("QA01", replace(drafted(), items=())),
    ("QA02", drafted(conclusion=OTHER)),
    ("QA02", drafted(disputed=replace(ITEM, quantity=8))),
    ("QA02", drafted(disputed=replace(ITEM, request="Acupuncture, 6 visits, right wrist"))),
    ("QA03", drafted(conclusion=OVERTURNED)),
    ("QA04", drafted(cited=())),
    ("QA04", drafted(told="On 03/04/2013 the patient lifted 20 lb.")),
    ("QA04", drafted(told="The patient has a fusion at L4-5.")),
    ("QA04", drafted(told="The patient is a 43-year-old male who lifts 20 lb.")),
    ("QA05", drafted(reason="There is no documentation of improved grip strength.")),
    ("QA05", drafted(reason="There is no documentation of the following: homebound status; and grip strength.")),
    ("QA06", drafted(last_page=2)),
    ("QA06", drafted(fate=Fate.UNREADABLE)),
    ("QA07", drafted(kind=DocumentKind.UR_DECISION)),
    ("QA07", drafted(kind=DocumentKind.UR_DECISION, text=COPIED, told=COPIED, disputed=UNCOUNTED)),
    ("QA08", drafted(reason="With the visits now requested, 4 + 6 = 11.")),
    ("QA08", drafted(rules=(replace(APPLIED, criteria=(CAP,)),), guidelines=(SCHEDULE,))),
    (
        "QA08",
        drafted(
            reason="The patient was seen 4 times.",
            facts=TWICE,
            rules=(replace(APPLIED, criteria=(replace(CAP, value=10, prior=4),)),),
            guidelines=(SCHEDULE,),
        ),
    ),
    ("QA03", drafted(rules=(replace(APPLIED, answer=Answer.MET),), guidelines=(SCHEDULE,), follows=None)),
    ("QA09", drafted(rules=(replace(APPLIED, rule="Twelve visits may be given."),), guidelines=(SCHEDULE,))),
    ("QA09", drafted(rules=(APPLIED,), guidelines=(DISABILITY,))),
    ("QA09", drafted(rules=(replace(APPLIED, level="study"),), guidelines=(SCHEDULE,))),
    ("QA10", drafted(rules=(APPLIED,), guidelines=(SCHEDULE,), disputed=REFUSED)),
    ("QA11", replace(drafted(), candidates=())),
    ("QA11", replace(drafted(), candidates=(Offered(conflicts=("employer",)),))),
    ("QA11", drafted(process=ProcessRecord(reviewers=(replace(R1, faults=("license expired",)),)))),
    ("QA11", drafted(process=ProcessRecord(reviewers=(replace(R1, conflicts=("facility",)),)))),
    ("QA11", drafted(process=ProcessRecord(reviewers=(replace(R1, cleared=False),)))),
    ("QA12", drafted(reason="The expert reviewer, Dr. Brandt, finds no change in the pain score.")),
    ("QA13", drafted(reason="Her religion advises against needles.")),
    ("QA14", drafted(reason="Compensability of the wrist is disputed.")),
    ("QA15", drafted(process=ProcessRecord(votes=VOTES, several_approved=True, separate_analyses=True))),
    ("QA15", drafted(process=ProcessRecord(votes=(*VOTES, replace(VOTES[0], reviewer="R3")), several_approved=True))),
    ("QA16", drafted(process=ProcessRecord(reviewers=(R1, replace(R1, id="R2"))))),
    (
        "QA17",
        drafted(
            process=ProcessRecord(reviewers=(R1,), remand=Remand(earlier_reviewer="R1", wrong_fact="the pain score"))
        ),
    ),
    (
        "QA17",
        drafted(
            process=ProcessRecord(reviewers=(R1,), remand=Remand(earlier_reviewer="R2", wrong_fact="the grip strength"))
        ),
    ),
    ("QA17", drafted(process=ProcessRecord(reviewers=(R1,), remand=Remand(earlier_reviewer="R2", wrong_fact=None)))),
    ("QA17", drafted(kind=DocumentKind.CORRESPONDENCE, text=ORDER, day=PartialDate(2014, 6, 2))),
    ("QA18", drafted(follows=None)),
    ("QA19", drafted(reason="The QZX did not change.")),
    ("QA20", drafted(process=ProcessRecord(reviewers=(replace(R1, specialties=("Audiology",)),)))),
    ("QA20", replace(drafted(), candidates=(Offered(board="Audiology"),))),
    (
        "QA21",
        drafted(process=ProcessRecord(reviewers=(R1,), sign_offs=(SIGNED,), decided_on=JANUARY, due=date(2014, 2, 10))),
    ),
    ("QA22", drafted(process=ProcessRecord(reviewers=(R1,), decided_on=JANUARY))),
    ("QA22", drafted(process=ProcessRecord(reviewers=(R1,), sign_offs=(replace(SIGNED, licensed=False),)))),
    ("QA22", drafted(process=ProcessRecord(reviewers=(R1,), sign_offs=(replace(SIGNED, edited_after=True),)))),
    ("QA23", drafted(process=ProcessRecord(ended=(1,)))),
    ("QA23", drafted(kind=DocumentKind.CORRESPONDENCE, text=NOTICE, day=PartialDate(2014, 2, 3))),
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
        drafted(
            process=ProcessRecord(
                reviewers=(R1,),
                sign_offs=(SIGNED,),
                decided_on=JANUARY,
                due=date(2014, 2, 10),
                extended=True,
                votes=VOTES[:1],
                remand=Remand(earlier_reviewer="R9", wrong_fact="the pain score"),
            )
        ),
        drafted(kind=DocumentKind.CORRESPONDENCE, text=NOTICE, day=PartialDate(2013, 6, 3)),
        drafted(
            kind=DocumentKind.CORRESPONDENCE, text=NOTICE.replace("authorized", "denied"), day=PartialDate(2014, 2, 3)
        ),
        drafted(
            reason="There is no documentation of improved grip strength.",
            process=ProcessRecord(answered=("improved grip strength",)),
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
    assert [rule.code for rule, _, _ in list_checks()] == sorted({code for code, _ in PLANTED})
