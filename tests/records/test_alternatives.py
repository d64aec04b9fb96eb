"""Expressions taken apart at their outermost bars."""

from __future__ import annotations

import re

import pytest

from openimr.records.alternatives import alternatives
from openimr.records.sieve import sift

TAKEN_APART: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a|b", ("a", "b")),
    ("a", ("a",)),
    (r"(?:a|b)c|d", ("(?:a|b)c", "d")),
    (r"(?:a|b)(?:c|d)", ("(?:a|b)(?:c|d)",)),
    (r"(?:a)?", ("(?:a)?",)),
    (r"\b(?:a|b)\b", (r"\b(?:a|b)\b",)),
    (r"(?<!\w)(?:(?:a|[|)]x)|(?:b\|c))", (r"(?<!\w)(?:a)", r"(?<!\w)(?:[|)]x)", r"(?<!\w)(?:b\|c)")),
    (r"[]|]|x", ("[]|]", "x")),
    (r"[^]|]|x", ("[^]|]", "x")),
    (r"(?P<n>a|b)|c", ("(?P<n>a|b)", "c")),
    (r"(a|b)\1|c", (r"(a|b)\1|c",)),
    (r"(?i)a|b", ("(?i)a|b",)),
)


@pytest.mark.parametrize(("written", "ways"), TAKEN_APART)
def test_at_the_outermost_bars(written: str, ways: tuple[str, ...]) -> None:
    assert alternatives(written) == ways


LONG = (
    r"\bfail(?:ed|ure)?\b|\bplateau\w*|(?:\bwithout (?:\w+ ){0,2}?(?:relief|benefit)|\bunchanged\b|[+-]\d{2}%)"
    r"|(?<!\w)(?:did not (?:help|last)|no (?:lasting )?(?:gain|effect))|\bgoals? (?:were )?not (?:met|reached)\b"
)


@pytest.mark.parametrize(
    "text",
    ["Therapy failed.", "It plateaued", "without much relief", "UNCHANGED", "-20% since", "Did not help", "no lasting gain",
     "goals not met", "He is well.", "", "goal met", "fails", "no gain at all", "knot \u017fo", "did nothing"],
)  # fmt: skip
def test_a_long_sieve_finds_what_its_pattern_finds(text: str) -> None:
    plain, sieve = re.compile(LONG, re.IGNORECASE).search(text), sift(LONG).search(text)
    assert (sieve and sieve.span()) == (plain and plain.span())
