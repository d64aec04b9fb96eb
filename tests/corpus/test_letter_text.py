"""Put right what PDF text breaks, and know where every word was printed."""

from __future__ import annotations

import pytest

from openimr.corpus.letter_text import LetterText

from .letters import pages_of


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("# source: somewhere\nA letter.\n", "A letter."),
        ("two  words\n\n \nand a line\n", "two words\nand a line"),
        ("Certiﬁcation and oﬃce\n", "Certification and office"),
        ("workersâ€™ compensation\n", "workers’ compensation"),
        ("cognitive behavioral ther-\napy was given\n", "cognitive behavioral therapy was given"),
        ("an anti-\ninflammatory drug\n", "an anti-inflammatory drug"),
        ("at L4-\n5 level\n", "at L4-5 level"),
        (
            "a sentence\nFinal Determination Letter for IMR Case Number CM15-0913377    1\ngoes on\n",
            "a sentence\ngoes on",
        ),
        ("the foot Final Determination Letter for IMR Case Number CM15-0913377 2 in a line\n", "the foot\nin a line"),
        ("end\nFinal Letter of Determination      Form Effective 5.16.13      Page 3 of 5\nbegin\n", "end\nbegin"),
        ("upheld\nFile No. 148635-001\nPage 2\nby the plan\n", "upheld\nby the plan"),
        ("Page(s):\n78.\n", "Page(s):\n78."),
        ("top of page\n< Back\n202208-152455\nbottom of page\n", "202208-152455"),
    ],
)
def test_text_is_put_right(printed: str, text: str) -> None:
    assert LetterText(pages_of(printed)).text == text


def test_a_span_is_parted_where_a_foot_or_a_page_end_stands_between() -> None:
    letter = LetterText(
        pages_of("The request\nFinal Determination Letter for IMR Case Number CM15-0913377    1\nis not\n\fmedically\n")
    )
    spans = letter.spans(0, len(letter.text))
    assert [(span.page, span.quote) for span in spans] == [(1, "The request"), (1, "is not"), (2, "medically")]
    assert letter.feet == ("CM15-0913377",)


def test_spans_quote_the_page_as_printed() -> None:
    pages = pages_of("A  ﬁrst\n\nline of words\n")
    letter = LetterText(pages)
    at = letter.text.index("first")
    (span,) = letter.spans(at, at + len("first\nline"))
    assert pages[0].text[span.start : span.end] == "ﬁrst\n\nline"
    assert span.quote == "ﬁrst line"


def test_a_part_still_knows_its_places() -> None:
    whole = LetterText(pages_of("one\ntwo words\n\fthree\n"))
    part = whole.part(whole.text.index("words"), len(whole.text))
    assert part.text == "words\nthree"
    assert [(span.page, span.quote) for span in part.spans(0, len(part.text))] == [(1, "words"), (2, "three")]
    assert part.where(len(part.text) - 1) == "letter.txt, page 2"
