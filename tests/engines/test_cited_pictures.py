"""Which of the cited pages are drawn."""

from __future__ import annotations

import pytest

from openimr.case import PageRef
from openimr.engines.cited_pictures import drawn_of


@pytest.mark.parametrize(("cited", "drawn"), [(0, 0), (1, 1), (600, 600), (601, 240), (3000, 240)])
def test_every_page_of_a_normal_file_and_the_first_of_a_larger_one(cited: int, drawn: int) -> None:
    pages = tuple(PageRef("notes.pdf", number) for number in range(1, cited + 1))
    assert drawn_of(pages) == pages[:drawn]
