"""What a language model proposes is accepted only where the page bears it. All people are fictional."""

from __future__ import annotations

from dataclasses import replace

import pytest

from openimr.case import (
    Answer,
    Assertion,
    CriterionResult,
    Document,
    DocumentKind,
    Fact,
    ItemFindings,
    Medication,
    Page,
    PageSource,
    PartialDate,
    Proposer,
    RuleResult,
    Span,
    TreatmentCourse,
)
from openimr.records.proposals import Proposal, Proposed, accept, add_proposed, find_quote, flag_support

TEXT = (
    "PROGRESS NOTE   03/04/2014\nTramadol 50 mg\ntwice a day was continued.  She denies diabetes.\n"
    "She attended twelve visits of acupuncture.\nMother had a stroke."
)
PAGE = Page(file="n.pdf", number=1, text=TEXT, source=PageSource.TEXT_LAYER)
OTHER = replace(PAGE, number=2)
DAY = PartialDate(2014, 3, 4)
DOCUMENTS = (
    Document(id="D1", file="n.pdf", first_page=1, last_page=1, kind=DocumentKind.PR2, date=DAY),
    Document(id="D2", file="n.pdf", first_page=2, last_page=2, kind=DocumentKind.PR2, other_patient=True),
)
BY = Proposer(model="m", version="m-1")
DRUG = Proposal(
    kind="medication",
    file="n.pdf",
    page=1,
    quote="Tramadol 50 mg twice a day",
    given=(("name", "tramadol"), ("strength_mg", 50), ("per_day", 2.0), ("date", "2014-03-04")),
)
SPAN = Span("n.pdf", 1, 27, 53, "Tramadol 50 mg twice a day")
FACT = Medication(spans=(SPAN,), name="tramadol", strength_mg=50, per_day=2, date=DAY)


def judge(
    *proposals: Proposal, known: tuple[Fact, ...] = ()
) -> tuple[tuple[Fact, ...], int, tuple[tuple[str, int], ...]]:
    proposed = Proposed(by=BY, proposals=proposals)
    accepted = accept(proposed, DOCUMENTS, (PAGE, OTHER), known)
    return accepted.facts, accepted.known, accepted.refused


def test_words_that_stand_on_the_page_make_a_marked_fact() -> None:
    assert judge(DRUG) == ((replace(FACT, proposed_by=BY),), 0, ())


def test_numbers_may_stand_in_words() -> None:
    course = Proposal(
        kind="treatment_course",
        file="n.pdf",
        page=1,
        quote="attended twelve visits of acupuncture",
        given=(("service", "acupuncture"), ("completed", 12)),
    )
    (fact,), _, refused = judge(course)
    assert (type(fact), getattr(fact, "completed", None), refused) == (TreatmentCourse, 12, ())


def test_what_the_rules_know_is_not_told_twice() -> None:
    assert judge(DRUG, known=(FACT,)) == ((), 1, ())
    assert judge(DRUG, DRUG) == ((replace(FACT, proposed_by=BY),), 1, ())


REFUSED = (
    ("quote_not_on_page", {"quote": "Tramadol 100 mg twice a day"}),
    ("quote_not_on_page", {"quote": "tramadol 50 mg twice a day"}),
    ("quote_not_on_page", {"quote": "amadol 50 mg"}),
    ("quote_not_on_page", {"quote": ""}),
    ("quote_not_on_page", {"quote": "Tramadol 50 mg " * 60}),
    ("quote_too_short", {"quote": "50"}),
    ("no_such_page", {"page": 7}),
    ("no_such_page", {"file": "x.pdf"}),
    ("not_of_the_patient", {"page": 2}),
    ("unknown_type", {"kind": "finding"}),
    ("unknown_type", {"kind": "horoscope"}),
    ("wrong_field", {"given": (("name", "tramadol"), ("color", "white"))}),
    ("wrong_field", {"given": (("strength_mg", 50),)}),
    ("wrong_field", {"given": (("name", "tramadol"), ("strength_mg", "50"))}),
    ("wrong_field", {"given": (("name", "tramadol"), ("current", 1))}),
    ("wrong_field", {"given": (("name", "tramadol"), ("date", "03/04/2014"))}),
    ("wrong_field", {"given": (("name", "x" * 300),)}),
    ("wrong_field", {"given": (("name", "tramadol"), ("spans", "n.pdf"))}),
    ("wrong_field", {"assertion": "certain"}),
    ("number_not_in_quote", {"given": (("name", "tramadol"), ("strength_mg", 100))}),
    ("date_not_on_page", {"given": (("name", "tramadol"), ("date", "2013-01-01"))}),
    ("denied_there", {"kind": "comorbidity", "quote": "diabetes", "given": (("name", "diabetes"),)}),
    ("denied_there", {"kind": "comorbidity", "quote": "stroke", "given": (("name", "stroke"),)}),
)


@pytest.mark.parametrize(("reason", "change"), REFUSED)
def test_anything_else_is_refused_with_its_reason(reason: str, change: dict[str, object]) -> None:
    assert judge(replace(DRUG, **change)) == ((), 0, ((reason, 1),))  # type: ignore[arg-type]


def test_a_denial_may_be_proposed_as_one() -> None:
    denied = replace(DRUG, kind="comorbidity", quote="diabetes", given=(("name", "diabetes"),), assertion="negated")
    (fact,), _, _ = judge(denied)
    assert fact.assertion is Assertion.NEGATED


def test_a_fact_of_the_ur_decision_is_marked() -> None:
    letter = (replace(DOCUMENTS[0], kind=DocumentKind.UR_DECISION),)
    accepted = accept(Proposed(by=BY, proposals=(DRUG,)), letter, (PAGE,), ())
    assert [fact.only_in_ur for fact in accepted.facts] == [True]


def test_a_quote_is_whole_words_with_white_space_folded() -> None:
    assert find_quote(PAGE, "Tramadol  50 mg twice\na day") == SPAN
    assert find_quote(PAGE, "Tramad") is None


class Model:
    def propose(self, documents: object, pages: object) -> Proposed:
        return Proposed(by=BY, proposals=(DRUG, replace(DRUG, page=7)), malformed=1)


def test_the_account_counts_what_was_refused() -> None:
    facts, problems = add_proposed((), DOCUMENTS, (PAGE,), Model())
    assert facts == (replace(FACT, proposed_by=BY),)
    assert [(one.code, one.says, one.where) for one in problems] == [
        (
            "model_proposals",
            "A language model proposed 3 facts: 1 accepted, 0 known already, 2 refused (1 no proposal by the agreed form; "
            "1 names a page that is not in the file).",
            "m (m-1)",
        )
    ]


def findings(*spans: Span) -> ItemFindings:
    leaf = CriterionResult(
        id="a", kind="other", name="Trial of tramadol", answer=Answer.MET, explain="Tramadol was given.", spans=spans
    )
    rule = RuleResult(
        rule_id="r", answer=Answer.MET, citations=(), rule="A trial is asked for.", criteria=(leaf,), stance="recommended",
        level="mtus", edition="1", verified=False,
    )  # fmt: skip
    return ItemFindings(n=1, primary=(rule,))


def test_support_by_a_model_alone_is_shown() -> None:
    (flagged,) = flag_support((findings(SPAN),), (replace(FACT, proposed_by=BY),))
    assert flagged.primary[0].criteria[0].explain == (
        "Tramadol was given. Only a language model (m, m-1) pointed to these words."
    )
    assert flagged.asks == (
        "Trial of tramadol: this rests only on words that a language model pointed to; read n.pdf p. 1.",
    )


def test_support_by_the_rules_stands_as_it_is() -> None:
    ruled = Span("n.pdf", 1, 0, 13, "PROGRESS NOTE")
    for given in (findings(SPAN, ruled), findings(ruled), findings()):
        assert flag_support((given,), (replace(FACT, proposed_by=BY),)) == (given,)
    assert flag_support((findings(SPAN),), (FACT, replace(FACT, proposed_by=BY))) == (findings(SPAN),)
