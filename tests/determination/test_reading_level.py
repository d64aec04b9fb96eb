"""The grade of a text, the part in plain language, and the boilerplate meter."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from openimr.case import Answer, CriterionResult, Decision, DisputedItem, ItemFindings, RuleResult
from openimr.corpus import Determination, LetterItem, Passage
from openimr.determination import (
    MOST_GRADE,
    ItemDossier,
    Proposal,
    Rationale,
    Sentence,
    Share,
    grade,
    measure_letter,
    measure_rationale,
    tell_plainly,
)
from openimr.determination.criterion_words import advise_physician
from openimr.determination.reading_level import count_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("records", 2), ("refused", 2), ("table", 2), ("asked", 1), ("medically", 4), ("the", 1)],
)
def test_syllables_are_groups_of_spoken_vowels(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", -1.4),
        ("The records do not show that you can do more since you had this care.", 2.8),
        ("Utilization review documentation demonstrates inadequate functional improvement.", 31.0),
        ("", 0.0),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(text: str, expected: float) -> None:
    assert grade(text) == expected


def test_names_in_quotation_marks_do_not_make_a_text_hard() -> None:
    assert grade('You asked for "radiofrequency neurotomy, multidisciplinary".') == grade("You asked for it.")


def leaf(kind: str, answer: Answer, name: str = "condition", **more: object) -> CriterionResult:
    return CriterionResult(id=kind, kind=kind, name=name, answer=answer, explain="", **more)  # type: ignore[arg-type]


def test_every_sentence_for_the_worker_is_easy_to_read() -> None:
    text = files("openimr_packs").joinpath("lexicons/criterion_words.yaml").read_text(encoding="utf-8")
    rows = yaml.safe_load(text)["kinds"]
    hard = [said for row in rows.values() for said in row["worker"].values() if grade(said) > MOST_GRADE]
    assert hard == []


ITEM = DisputedItem(n=1, request="12 visits of acupuncture", service="acupuncture", quantity=12)
CAP = leaf(
    "cumulative_cap",
    Answer.NOT_MET,
    "total of up to 10 visits",
    limit=10,
    prior=9,
    requested=12,
    value=21,
    unit="visits",
)
GAIN = leaf("functional_improvement", Answer.NOT_DOCUMENTED, "gain in function")


def dossier(decision: Decision | None, *leaves: CriterionResult) -> ItemDossier:
    row = RuleResult(
        rule_id="X", answer=Answer.NOT_MET, citations=(), rule="Ten visits.", criteria=leaves, stance="conditional",
        level="mtus", edition="2009", verified=True,
    )  # fmt: skip
    rationale = Rationale(
        n=1, sentences=(Sentence(text="Ten visits may be given."), Sentence(text="Nine were given.")),
        conclusion=Sentence(text="12 visits are not medically necessary."), what_would_change=(), guidelines=(),
    )  # fmt: skip
    return ItemDossier(
        item=ITEM,
        findings=ItemFindings(n=1, primary=(row,)),
        proposal=Proposal(n=1, decision=decision),
        rationale=rationale,
    )


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (
            dossier(Decision.UPHELD, CAP, GAIN),
            'Your doctor asked for this: "12 visits of acupuncture". The draft would keep the refusal. Why? The guideline allows '
            "10 visits. You have had 9. The request would make 21. The records do not show that you can do more since you had "
            "this care.",
        ),
        (
            dossier(Decision.OVERTURNED),
            'Your doctor asked for this: "12 visits of acupuncture". The draft would allow it. That means your claims office '
            "would have to pay for it. Your records show what the guideline asks for.",
        ),
        (
            dossier(None, leaf("other", Answer.NOT_DOCUMENTED, "homebound")),
            'Your doctor asked for this: "12 visits of acupuncture". The draft leaves this open. A doctor has to answer a question '
            "first. Why? The records do not show one of the things that the guideline asks for. It is this: \"homebound\".",
        ),
    ],
)  # fmt: skip
def test_the_worker_is_told_in_plain_words(one: ItemDossier, says: str) -> None:
    told = tell_plainly((one,))
    assert told[1] == says
    assert grade(" ".join(told)) < MOST_GRADE


def test_the_physician_is_told_what_to_send_each_step_once() -> None:
    leaves = (
        CAP,
        leaf("monitoring", Answer.NOT_DOCUMENTED, "analgesia"),
        leaf("monitoring", Answer.NOT_DOCUMENTED, "side effects"),
    )
    assert advise_physician(leaves) == (
        "Request no more than 1 visit: the guideline allows 10 in all, of which 9 have been given (total of up to 10 visits).",
        "Document the monitoring with dates (relief, function, side effects, and use as prescribed): analgesia; side effects.",
    )


def test_sentences_that_bear_nothing_of_this_file_are_boilerplate() -> None:
    assert measure_rationale(dossier(Decision.UPHELD).rationale) == Share(own=1, all=3)
    reasons = "The guideline allows up to 10 visits. He had 9 visits by 03/04/2014. No more is needed."
    letter = Determination(
        file="a",
        program="CA-DWC-IMR",
        format_variant="x",
        items=(LetterItem(n=1, text="visits", rationale=Passage(text=reasons)),),
    )
    assert measure_letter(letter) == Share(own=1, all=3)
