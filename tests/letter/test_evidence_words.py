"""A page without a picture shows its words where they stand, with the cited ones marked."""

from __future__ import annotations

from array import array

from openimr.case import Boxes, Page, PageSource
from openimr.letter.evidence import _words

PAGE = Page(
    file="notes.pdf",
    number=1,
    text="Pain < 4/10\n \nNaproxen",
    source=PageSource.TEXT_LAYER,
    boxes=Boxes(
        starts=array("I", [0, 12, 14]),
        ends=array("I", [11, 13, 22]),
        coordinates=array("f", [50, 40, 110, 50, 50, 52, 54, 62, 50, 64, 98, 74]),
    ),
)


def test_words_of_a_page_are_set_where_they_stand() -> None:
    assert _words(PAGE) == (
        '<text x="50.0" y="48.0" font-size="8.5" textLength="60.0" lengthAdjust="spacingAndGlyphs">Pain &lt; 4/10</text>'
        '<text x="50.0" y="72.0" font-size="8.5" textLength="48.0" lengthAdjust="spacingAndGlyphs">Naproxen</text>'
    )
