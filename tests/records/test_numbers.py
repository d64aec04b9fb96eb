"""Whole numbers in figures and words."""

from __future__ import annotations

import pytest

from openimr.records.numbers import read_number

WORDS = (
    ("12", 12),
    ("1,000", 1000),
    ("six (6)", 6),
    ("Twelve", 12),
    ("twenty-four", 24),
    ("twenty four", 24),
    ("a dozen", 12),
    ("twice", 2),
    ("several", None),
)


@pytest.mark.parametrize(("words", "expected"), WORDS)
def test_read_number(words: str, expected: int | None) -> None:
    assert read_number(words) == expected
