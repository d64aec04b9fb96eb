"""The reasons for a proposal: wording, counts through to the limit, quotations, sources compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openimr.case import (
    Answer,
    Chart,
    ConservativeCare,
    CriterionResult,
    Decision,
    DisputedItem,
    Fate,
    FunctionalImprovement,
    GuidelineCitation,
    ItemFindings,
    LedgerEntry,
    Page,
    PageRef,
    PageSource,
    PartialDate,
    Polarity,
    RuleResult,
    Span,
    TreatmentCourse,
)
from openimr.determination import Proposal, explain, quoter

TEXT = (
    "Progress note\n"
    "The patient lifts twenty pounds since the sixth visit and\nsleeps through the night. No new complaints.\n"
    "Grip 30 kg\n"
    "Work: modified\n"
)
PAGE = Page(file="notes.pdf", number=1, text=TEXT, source=PageSource.TEXT_LAYER)
LEDGER = (LedgerEntry(ref=PageRef("notes.pdf", 1), fate=Fate.READ, document=None, confidence=1.0),)
SCHEDULE = GuidelineCitation(title="Acupuncture Medical Treatment Guidelines")
ITEM = DisputedItem(n=1, request="6 visits of acupuncture", service="acupuncture", quantity=6)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span("notes.pdf", 1, at, at + len(words), words)


def leaf(name: str, answer: Answer, *spans: Span, **more: object) -> CriterionResult:
    explain = f"No readable page says anything of it: {name}."
    return CriterionResult(id=name, kind="other", name=name, answer=answer, explain=explain, spans=spans, **more)  # type: ignore[arg-type]


def written(
    *leaves: CriterionResult,
    answer: Answer = Answer.NOT_MET,
    item: DisputedItem = ITEM,
    facts: tuple[TreatmentCourse, ...] = (),
    rule: str = "Six visits may be given.",
) -> list[str]:
    """The sentences after the rule, without the conclusion."""
    row = RuleResult(
        rule_id="X-1", answer=answer, citations=(SCHEDULE,), rule=rule, criteria=leaves, stance="conditional",
        level="mtus", edition="2007", verified=True,
    )  # fmt: skip
    decision = Decision.OVERTURNED if answer is Answer.MET else Decision.UPHELD
    chart = Chart(pages=(PAGE,), documents=(), ledger=LEDGER, facts=facts)
    made = explain(item, ItemFindings(n=1, primary=(row,)), Proposal(n=1, decision=decision), chart)
    return [one.text for one in made.sentences[1:]]


GAIN = leaf("functional improvement", Answer.MET, span("lifts twenty pounds"))
NIGHT = leaf("night pain", Answer.NOT_MET, span("sleeps through the night"))


@pytest.mark.parametrize(
    ("leaves", "answer", "says"),
    [
        (
            (GAIN,),
            Answer.MET,
            [
                'In the case of this patient, the records support this condition: functional improvement ("The patient '
                'lifts twenty pounds since the sixth visit and sleeps through the night").'
            ],
        ),
        (
            (GAIN, NIGHT),
            Answer.MET,
            [
                'In the case of this patient, the records support this condition: functional improvement ("The patient '
                'lifts twenty pounds since the sixth visit and sleeps through the night").',
                "As one of the guideline's alternatives is enough, this one is not needed: night pain.",
            ],
        ),
        (
            (leaf("grip over 20 kg", Answer.MET, span("Grip 30 kg"), value=30, unit="kg"), leaf("plan", Answer.NOT_DOCUMENTED)),
            Answer.NOT_DOCUMENTED,
            [
                "In the case of this patient, the records support this condition: grip over 20 kg (30 kg).",
                "The one page of this file was searched, and there is no documentation of the following: plan.",
            ],
        ),
        (
            (leaf("no infection", Answer.MET), leaf("at most 2 levels", Answer.NOT_MET, value=3, unit="levels", limit=2)),
            Answer.NOT_MET,
            [
                "In the case of this patient, nothing in the one page searched points to infection.",
                "However, the records speak against this condition of the guideline: at most 2 levels (3 levels, above "
                "the limit of 2).",
            ],
        ),
    ],
)  # fmt: skip
def test_criteria_become_sentences(leaves: tuple[CriterionResult, ...], answer: Answer, says: list[str]) -> None:
    assert written(*leaves, answer=answer) == says


CAP = leaf("total of up to 10 visits", Answer.NOT_MET, limit=10.0, prior=9.0, requested=6.0, value=15.0, unit="visits")
CAPPED = replace(
    CAP, kind="cumulative_cap", explain="total of up to 10 visits: 9 visits given, 6 requested, 15 in all."
)


def course(**counts: int) -> TreatmentCourse:
    return TreatmentCourse(spans=(span("sixth visit"),), service="acupuncture", **counts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (
            (),
            ["In the case of this patient, 9 visits already given and the 6 requested make 15 visits, above the limit of 10."],
        ),
        (
            (course(authorized=4), course(completed=9), course(completed=22)),
            [
                "In the case of this patient, the file gives different counts of acupuncture visits: 4 authorized and 9 "
                "completed.",
                "With the visits now requested, 4 + 6 = 10 and 9 + 6 = 15; the totals fall on both sides of the limit of "
                "10, so the difference matters.",
            ],
        ),
    ],
)  # fmt: skip
def test_counts_are_computed_through_to_the_limit(facts: tuple[TreatmentCourse, ...], says: list[str]) -> None:
    assert written(CAPPED, facts=facts) == says


def test_a_count_before_the_trial_is_done_has_the_limit_of_the_trial() -> None:
    trial = replace(CAPPED, id="trial", kind="visit_trial", name="initial trial of 3-4 visits", limit=4.0)
    total = replace(CAPPED, explain="total of up to 10 visits: 0 or 9 visits given, 6 requested, 6 or 15 in all.")
    assert written(trial, total, facts=(course(completed=0), course(completed=9)))[1] == (
        "With the visits now requested, 0 + 6 = 6 (limit 4) and 9 + 6 = 15 (limit 10); the totals all exceed their limits, "
        "so the difference does not change the result."
    )


def test_other_sources_of_utilization_review_are_compared() -> None:
    refused = replace(ITEM, ur_guidelines=(GuidelineCitation(title="Official Disability Guidelines"),))
    assert written(GAIN, answer=Answer.MET, item=refused)[-1] == (
        "The utilization review decision rests on Official Disability Guidelines; this draft applies Acupuncture Medical "
        "Treatment Guidelines, the source that the search sequence of 8 CCR 9792.21.1 puts first for this service."
    )


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("twenty", "The patient lifts twenty pounds since the sixth visit and sleeps through the night"),
        ("complaints", "No new complaints"),
        ("30 kg", "Grip 30 kg"),
        ("modified", "Work: modified"),
    ],
)
def test_a_quotation_is_the_sentence_or_line_that_holds_the_words(words: str, quoted: str) -> None:
    assert quoter(Chart(pages=(PAGE,), documents=(), ledger=())).quote(span(words)) == quoted


def test_a_missing_gain_is_told_in_the_words_of_the_treatment_s_own_records() -> None:
    text = "Plan: No change in medication.\nWalking tolerance is unchanged after six sessions.\n[ ] Off work [X] Full duty\n"
    page = replace(PAGE, text=text)

    def at(words: str) -> Span:
        return Span("notes.pdf", 1, text.index(words), text.index(words) + len(words), words)

    facts = (
        FunctionalImprovement(
            spans=(at("Walking tolerance"),), service="acupuncture", polarity=Polarity.ABSENT, date=PartialDate(2014, 1)
        ),
        ConservativeCare(spans=(at("Off work"),), modality="acupuncture", failed=True, date=PartialDate(2014, 1)),
    )
    gain = replace(leaf("functional improvement", Answer.NOT_MET, at("No change in")), kind="functional_improvement")
    row = RuleResult(
        rule_id="X-1", answer=Answer.NOT_MET, citations=(SCHEDULE,), rule="Six visits.", criteria=(gain,),
        stance="conditional", level="mtus", edition="2007", verified=True,
    )  # fmt: skip
    chart = Chart(pages=(page,), documents=(), ledger=LEDGER, facts=facts)
    made = explain(ITEM, ItemFindings(n=1, primary=(row,)), Proposal(n=1, decision=Decision.UPHELD), chart)
    assert made.sentences[1].text == (
        "In the case of this patient, there are no objective findings that the treatment given has improved function; "
        'the records say "Walking tolerance is unchanged after six sessions".'
    )
