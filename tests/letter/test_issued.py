"""The letter as issued: what the physician signed, and nothing that says draft."""

from __future__ import annotations

from datetime import date

import pytest
from tests.letter.test_letter import dossier

from openimr.case import Decision
from openimr.letter.blocks import Shape
from openimr.letter.issued import Signed, SignedItem, issue
from openimr.letter.text import write_text

SIGNED = Signed(
    items=(SignedItem(n=1, decision=Decision.OVERTURNED, rationale="The ninth visit restored his sleep."),),
    on=date(2014, 3, 3),
    board="Psychology",
    state="TX",
    over_five_years=True,
    full_hours=True,
)
TOLD_NEW = ("HOW THE IMR FINAL DETERMINATION WAS MADE", "IN PLAIN LANGUAGE")


def test_decision_and_rationale_are_the_physician_s() -> None:
    blocks = issue(dossier(), SIGNED).blocks
    items = [(one.label, one.text) for one in blocks if one.shape is Shape.ITEM]
    assert items == [("Series of 12 psychotherapy sessions", "Overturned")]
    assert [one.text for one in blocks if one.label == "Decision rationale"] == ["The ninth visit restored his sleep."]


def test_nothing_of_the_draft_is_left() -> None:
    text = write_text(issue(dossier(), SIGNED))
    words = ("raft", "ropose", "[On assignment", "Question for", "WHAT WOULD CHANGE", "To verify")
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize("section", TOLD_NEW)
def test_sections_told_anew_hold_one_paragraph(section: str) -> None:
    shapes = []
    inside = False
    for block in issue(dossier(), SIGNED).blocks:
        if block.shape is Shape.HEADING:
            inside = block.text == section
        elif inside:
            shapes.append(block.shape)
    assert shapes == [Shape.PARAGRAPH]


def test_qualifications_are_said_only_as_the_record_supports_them() -> None:
    bare = Signed(items=SIGNED.items, on=SIGNED.on)
    said, unsaid = write_text(issue(dossier(), SIGNED)), write_text(issue(dossier(), bare))
    words = (
        "Board Certified in Psychology",
        "licensed to practice in Texas",
        "more than five years",
        "24 hours a week",
    )
    folded, folded_bare = " ".join(said.split()), " ".join(unsaid.split())
    assert ([word in folded for word in words], [word in folded_bare for word in words]) == ([True] * 4, [False] * 4)


def test_an_item_without_a_signed_decision_stops_the_letter() -> None:
    with pytest.raises(ValueError, match="Item 1 has no signed decision"):
        issue(dossier(), Signed(items=(), on=SIGNED.on))
