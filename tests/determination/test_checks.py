"""Each check: a planted defect is found, a clean control is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from openimr.case import (
    Case,
    Chart,
    Decision,
    DisputedItem,
    Document,
    DocumentKind,
    ItemFindings,
    Page,
    PageSource,
    Span,
)
from openimr.determination import ItemDossier, Proposal, Rationale, Sentence
from openimr.determination.checks import list_checks, run_checks

WORDS = "The patient now lifts 20 lb; grip strength improved with acupuncture."
SPAN = Span("notes.pdf", 1, 0, len(WORDS), WORDS)
ITEM = DisputedItem(n=1, request="Acupuncture, 6 visits", service="acupuncture")
RULE = Sentence(text="According to the schedule, six visits may be given.")
UPHELD = Sentence(text="As such, the requested service for acupuncture is not medically necessary and appropriate.")


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
) -> Drafted:
    rationale = Rationale(
        n=1,
        sentences=(RULE, Sentence(text=reason, citations=(SPAN,))),
        conclusion=conclusion,
        what_would_change=(),
        guidelines=(),
    )
    proposal = Proposal(n=1, decision=Decision.UPHELD, follows=follows)
    item = ItemDossier(item=ITEM, findings=ItemFindings(n=1, primary=()), proposal=proposal, rationale=rationale)
    page = Page(file="notes.pdf", number=1, text=WORDS, source=PageSource.TEXT_LAYER)
    document = Document(id="D1", file="notes.pdf", first_page=1, last_page=1, kind=kind)
    return Drafted(
        case=Case(program="ca-dwc", items=(ITEM,)),
        chart=Chart(pages=(page,), documents=(document,), ledger=()),
        items=(item,),
        summary=(Sentence(text="The patient lifts 20 lb.", citations=cited),),
    )


OVERTURNED = Sentence(text="As such, the requested service for acupuncture is medically necessary and appropriate.")
PLANTED = (
    ("QA01", replace(drafted(), items=())),
    ("QA03", drafted(conclusion=OVERTURNED)),
    ("QA04", drafted(cited=())),
    ("QA05", drafted(reason="There is no documentation of improved grip strength.")),
    ("QA07", drafted(kind=DocumentKind.UR_DECISION)),
    ("QA13", drafted(reason="Her religion advises against needles.")),
    ("QA14", drafted(reason="Compensability of the wrist is disputed.")),
    ("QA18", drafted(follows=None)),
)


def test_clean_draft_passes_every_check() -> None:
    assert run_checks(drafted()) == ()


@pytest.mark.parametrize(("code", "draft"), PLANTED)
def test_planted_defect_is_found_and_nothing_else(code: str, draft: Drafted) -> None:
    assert {found.code for found in run_checks(draft)} == {code}


def test_silence_about_something_else_is_no_contradiction() -> None:
    assert run_checks(drafted(reason="There is no documentation of homebound status.")) == ()


def test_every_check_of_the_folder_has_a_planted_defect() -> None:
    assert [code for code, _ in list_checks()] == [code for code, _ in PLANTED]
