"""Where cited words stand on a page."""

from __future__ import annotations

import io

import paper
import pytest

from openimr.case import Page, Span
from openimr.engines.highlight import CitedPage, draw, rectangles
from openimr.engines.reader import LocalReader

TYPED = paper.source("notes.pdf", paper.typed(paper.note(*paper.NOTE)))
SCAN = paper.source("scan.pdf", paper.scanned(paper.picture(paper.NOTE)))


def span(page: Page, words: str) -> Span:
    start = page.text.index(words)
    return Span(page.file, page.number, start, start + len(words), " ".join(words.split()))


def test_words_of_a_text_layer_stand_where_they_are_printed() -> None:
    page = LocalReader(workers=1).read([TYPED]).pages[0]
    cited = (span(page, "five visits"), span(page, "pain.\nShe has"))
    drawn = draw([CitedPage(page=page, spans=cited)], [TYPED], dpi=72)
    picture = paper.Image.open(io.BytesIO(drawn.pictures[0].jpeg))
    assert (picture.size, drawn.problems) == ((612, 792), ())
    (one,), two = drawn.pictures[0].rectangles
    assert [len(drawn.pictures[0].rectangles[0]), len(two)] == [1, 2]
    assert picture.crop(tuple(map(round, one))).getextrema()[0] < 100
    (estimate,) = rectangles(page, cited[0])
    assert estimate == pytest.approx(one, abs=12)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_words_of_a_page_shown_turned_stand_where_they_are_shown(degrees: int) -> None:
    source = paper.source("turned.pdf", paper.turned(TYPED.content, degrees))
    page = LocalReader(workers=1).read([source]).pages[0]
    assert page.text == "\n".join(paper.NOTE)
    drawn = draw([CitedPage(page=page, spans=(span(page, "five visits"),))], [source], dpi=72).pictures[0]
    picture = paper.Image.open(io.BytesIO(drawn.jpeg))
    ((left, top, right, bottom),) = drawn.rectangles[0]
    assert picture.size == (round(page.width), round(page.height))
    inside = picture.crop((round(left), round(top), round(right), round(bottom)))
    sides = (right - left, bottom - top)
    assert inside.getextrema()[0] < 120
    assert (sides[0] > sides[1]) == (degrees == 180)


def test_words_of_a_scan_stand_where_they_are_printed() -> None:
    page = LocalReader(workers=1).read([SCAN]).pages[0]
    (box,) = rectangles(page, span(page, "five visits"))
    assert box == pytest.approx((111.2, 123.4, 165.6, 133.6), abs=3)
    drawn = draw([CitedPage(page=page, spans=(span(page, "five visits"),))], [SCAN])
    assert drawn.pictures[0].rectangles == ((box,),)


def test_the_same_page_gives_the_same_bytes() -> None:
    page = LocalReader(workers=1).read([SCAN]).pages[0]
    cited = [CitedPage(page=page, spans=())]
    assert draw(cited, [SCAN]) == draw(cited, [SCAN])


def test_a_page_that_cannot_be_drawn_is_told() -> None:
    bomb = paper.source("b.pdf", paper.picture_bomb(60_000))
    page = LocalReader(workers=1).read([bomb]).pages[0]
    drawn = draw([CitedPage(page=page, spans=())], [bomb])
    assert [(problem.code, problem.where) for problem in drawn.problems] == [("page_too_big", "b.pdf, page 1")]
    assert drawn.pictures[0].jpeg == b""
