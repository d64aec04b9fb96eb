"""The evidence page: facts in words, sections, references; and pages cited in the letter."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import (
    Answer,
    Assertion,
    Case,
    Chart,
    CriterionResult,
    Decision,
    DisputedItem,
    ExamFinding,
    Fact,
    GuidelineCitation,
    ItemFindings,
    Medication,
    Page,
    PageSource,
    PartialDate,
    Patient,
    Polarity,
    RuleResult,
    Span,
    TreatmentCourse,
)
from openimr.determination import Proposal, explain
from openimr.letter.composition import cite
from openimr.letter.dossier import CheckFinding, Dossier, EligibilityReport, EngineInfo, ItemDossier, ProgramSettings
from openimr.letter.evidence import evidence_html
from openimr.letter.fact_words import describe_fact, name_type

TEXT = "Naproxen 500 mg twice a day.\nNo spasm."
PAGE = Page(file="notes.pdf", number=2, text=TEXT, source=PageSource.TEXT_LAYER)
DRUG = Span("notes.pdf", 2, 0, 15, "Naproxen 500 mg")
DAY = PartialDate(2013, 9, 24)


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (
            Medication(spans=(DRUG,), name="naproxen", strength_mg=500, per_day=2, current=True, date=DAY),
            "naproxen, 500 mg, 2 a day, 09/24/2013, current",
        ),
        (
            TreatmentCourse(spans=(DRUG,), service="acupuncture", authorized=4, no_show=0, only_in_ur=True),
            "acupuncture, 4 authorized, 0 missed, only in the utilization review decision",
        ),
        (
            ExamFinding(spans=(DRUG,), name="spasm", polarity=Polarity.ABSENT, assertion=Assertion.HISTORICAL),
            "spasm, absent, historical",
        ),
    ],
)
def test_a_fact_is_described_by_what_is_known_of_it(fact: Fact, says: str) -> None:
    assert describe_fact(fact) == says


def test_types_are_named_in_words() -> None:
    assert name_type(ExamFinding(spans=(), name="spasm", polarity=Polarity.PRESENT)) == "Exam finding"


def test_pages_are_cited_once_and_by_file() -> None:
    spans = tuple(
        Span(file, page, 0, 1, "x") for file, page in (("b.pdf", 9), ("a.pdf", 2), ("b.pdf", 3), ("b.pdf", 9))
    )
    assert cite(spans) == " [a p. 2; b pp. 3, 9]"
    assert cite(()) == ""


def made(jpeg: bytes = b"jpeg") -> str:
    item = DisputedItem(n=1, request="Naproxen 500 mg", service="NSAID")
    leaf = CriterionResult(
        id="drug", kind="other", name="NSAID in use", answer=Answer.MET, spans=(DRUG,),
        explain='The records establish it: NSAID in use ("Naproxen 500 mg").',
    )  # fmt: skip
    rule = RuleResult(
        rule_id="X-1", answer=Answer.MET, citations=(GuidelineCitation(title="Schedule"),), rule="NSAIDs may be given.",
        criteria=(leaf,), stance="conditional", level="mtus", edition="2009", verified=True,
    )  # fmt: skip
    findings = ItemFindings(n=1, primary=(rule,))
    proposal = Proposal(n=1, decision=Decision.OVERTURNED, asks=("Is <this> right?",))
    chart = Chart(
        pages=(PAGE,), documents=(), ledger=(), facts=(Medication(spans=(DRUG,), name="naproxen", strength_mg=500),)
    )
    rationale = explain(item, findings, proposal, chart)
    dossier = Dossier(
        settings=ProgramSettings(), case=Case(program="ca-dwc", items=(item,)), patient=Patient(age=None, sex=None),
        eligibility=EligibilityReport(
            eligible=True, last_day=date(2014, 9, 23), last_day_steps=("K01 file: service on 2014-08-19",)
        ),
        chart=chart, summary=(), engine=EngineInfo(version="1"),
        items=(ItemDossier(item=item, findings=findings, proposal=proposal, rationale=rationale),),
        checks=(CheckFinding(code="QA05", severity="block", says="Answer it.", where="no spasm"),),
    )  # fmt: skip
    return evidence_html(dossier, lambda ref: jpeg, lambda span: ((1.0, 2.0, 30.0, 12.0),))


@pytest.mark.parametrize(
    "part",
    [
        '<li class="ask">Item 1: Is &lt;this&gt; right?</li>',
        '&quot;Naproxen 500 mg twice a day&quot; <span class="refs"><a href="#s1" title="Naproxen 500 mg">notes p.&nbsp;2</a>',
        "<li>naproxen, 500 mg <span",
        '<input type="search" id="filter"',
        "<p>Last day to file: 09/23/2014.</p><ol><li>Counted from service on 08/19/2014</li></ol>",
        "<strong>QA05</strong> (block): Answer it. <em>no spasm</em>",
        '<g id="s1" tabindex="-1"><title>Naproxen 500 mg</title><rect x="1.0" y="2.0" width="29.0" height="10.0"/></g>',
    ],
)  # fmt: skip
def test_the_page_has_each_part(part: str) -> None:
    assert part in made()


def test_every_reference_has_its_mark_and_every_entry_of_the_contents_its_section() -> None:
    page = made()
    targets = {piece.split('"')[0] for piece in page.split('href="#')[1:]}
    assert [name for name in sorted(targets) if f'id="{name}"' not in page] == []


def test_the_page_says_how_many_cited_pages_have_no_picture() -> None:
    told = "Pages cited: 1. Shown as pictures: 0, those cited first."
    assert (told in made(), told in made(b"")) == (False, True)
