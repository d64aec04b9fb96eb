"""Sieves find exactly what the plain patterns find, and look at hardly any other sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.records.required_words import Required, required_words
from openimr.records.sieve import sift, words_of

TOLD = [
    (r"\bvisits?\b", ("vis",), (), ("visit",)),
    (r"\b(?:physical|aquatic) therapy\b", ("aqu", "phy"), (), ("aquatic therapy", "physical therapy")),
    (r"\b(?:MRI|X-?rays?)\b", ("mri", "x", "xra"), (), ("mri", "x-ray", "xray")),
    (r"visits", (), ("visits",), ()),
    (r"\bPT\b", ("pt",), (), ()),
    (r"\bPT", (), ("pt",), ()),
    (r"\d+ weeks", ("wee",), (), (" weeks",)),
    (r"\bcare\s+of\b", ("car",), (), ("care",)),
    (r"(?<!\w)gain", ("gai",), (), ("gain",)),
    (r"(?<![^\w])gain", (), ("gain",), ()),
    (r"\w*itis\b", (), ("itis",), ()),
    (r"\d\d?", (), (), ()),
    (r"(?:\d+|pain)", (), (), ()),
    (r"(?:left )?knee", ("kne",), ("knee",), ()),
]


@pytest.mark.parametrize(("pattern", "stems", "parts", "literals"), TOLD, ids=[row[0] for row in TOLD])
def test_what_every_match_has(
    pattern: str, stems: tuple[str, ...], parts: tuple[str, ...], literals: tuple[str, ...]
) -> None:
    assert required_words(pattern, re.IGNORECASE) == Required(stems=frozenset(stems), parts=parts, literals=literals)


PATTERNS = (
    r"\bno(?:t|n)?\b (?:longer )?(?:able|walk\w*)",
    r"(?:pre-?|post)?op(?:erative)?\b",
    r"\b(?:re-?eval\w*|seen|date(?: of (?:visit|service))?)\W{1,3}(?P<day>\d{1,2}/\d{1,2})",
    r"^\W{0,3}(?:knee|hip)s?:",
    r"(?:walk|work)(?:ed|ing)?\s?-?\s?(?:ab)?out",
    r"a{2,3}b|(?:ab){1,2}c|[ab]c",
    r"pain(?!ful)\b|\bache",
    r"(?:x|xx|xa)?bc\b",
)
PIECES = [
    "no", "not", "non", "able", "longer", "walk", "walking", "pre", "post", "op", "operative", "-", " ", " ", "seen",
    "date of visit", ": ", "3/4", "re", "eval", "Knee", "hips", ":", "worked", "out", "ab", "c", "aab", "pain", "painful",
    "ache", "\n", "x", "xa", "bc", "É", "ſeen", "_", "İ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_sieve_finds_what_its_pattern_finds(text: str) -> None:
    for pattern in PATTERNS:
        plain = re.compile(pattern, re.IGNORECASE)
        sieve = sift(pattern)
        assert [m.span() for m in sieve.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert bool(sieve.search(text)) == bool(plain.search(text))


def test_a_sentence_without_the_words_is_not_looked_at() -> None:
    sieve = sift(r"\b(?:visits?|sessions?)\b")
    assert (sieve.can_match("Seen for 6 visits."), sieve.can_match("Denies fever and chills.")) == (True, False)


def test_words_of_a_text() -> None:
    words = words_of("MRI of L4-5, İzmir")
    assert words.places == ((0, "mri"), (4, "of"), (7, "l4"), (10, "5"), (14, "zmir"))
    assert words.stems == frozenset({"mri", "of", "l4", "5", "zmi"})
    assert (words.lower, words.odd) == ("mri of l4-5, İzmir", True)
