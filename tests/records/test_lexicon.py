"""Terms found in one pass."""

from __future__ import annotations

import pytest

from openimr.records.lexicon import Lexicon

TERMS = Lexicon(
    [
        ("straight leg rais*", "slr"),
        ("joint line", "line"),
        ("medial joint line", "medial line"),
        ("=RA", "arthritis"),
        ("tear of ~ meniscus", "tear"),
        ("(left|right) knee", "knee"),
        ("x ray", "film"),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Straight-leg raising", [("Straight-leg raising", "slr")]),
        ("medial joint line", [("medial joint line", "medial line")]),
        ("RA, not ra", [("RA", "arthritis")]),
        ("tear of the right medial meniscus", [("tear of the right medial meniscus", "tear")]),
        ("tear of meniscus", [("tear of meniscus", "tear")]),
        ("Right knee x-ray", [("Right knee", "knee"), ("x-ray", "film")]),
        ("kneecap", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[hit.start : hit.end], hit.row) for hit in TERMS.find(text)] == expected


def test_a_term_begins_with_a_letter() -> None:
    with pytest.raises(ValueError, match="must begin with a letter or digit"):
        Lexicon([("~ knee", 1)])
