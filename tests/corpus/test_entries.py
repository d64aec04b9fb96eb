"""Records as entries of the corpus: families of guidelines, pages, circumstances, what goes into a model."""

from __future__ import annotations

import json

import pytest

from openimr.case import OpenImrError
from openimr.corpus.cited import family_of, spell_pages
from openimr.corpus.consistency import before_decision, features_of
from openimr.corpus.entry_reading import content_id, entries_of
from openimr.corpus.entry_record import entry_record, parse_entry
from openimr.corpus.signals import signals_in, signals_of_criteria

from .records import LIBRARY, Told, record


@pytest.mark.parametrize(
    ("source", "section", "family"),
    [
        ("MTUS Chronic Pain Medical Treatment Guidelines", None, "MTUS Chronic Pain"),
        ("MTUS: Chronic Pain Disorders Guideline (ACOEM May 15, 2017)", "Functional Restoration", "MTUS Chronic Pain"),
        ("MTUS: Opioids Guideline (ACOEM April 20, 2017)", None, "MTUS Opioids"),
        ("MTUS ACOEM Practice Guidelines, Chapter 9 Shoulder Complaints", None, "MTUS Shoulder (ACOEM)"),
        ("Official Disability Guidelines (ODG)", "Low Back, Lumbar supports", "ODG Low Back"),
        ("Official Disability Guidelines (ODG)", None, "ODG"),
        ("The Red Book of Bracing", None, "The Red Book of Bracing"),
    ],
)
def test_family_of_a_citation(source: str, section: str | None, family: str) -> None:
    assert family_of(source, section) == family


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        (("303-305",), ("303", "304", "305")),
        (("76-8", "91"), ("76", "77", "78", "91")),
        (("9-3",), ("9", "3")),
        (("1-900",), ("1", "900")),
        (("M-170",), ("M-170",)),
    ],
)
def test_pages_are_spelled_out(printed: tuple[str, ...], pages: tuple[str, ...]) -> None:
    assert spell_pages(printed) == pages


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("There is no documentation of functional improvement.", ("no functional improvement",)),
        ("Objective functional improvement was documented.", ("functional improvement",)),
        ("Straight leg raising was positive on the left.", ("radiculopathy on examination",)),
        ("The weather was fine.", ()),
    ],
)
def test_circumstances_of_a_text(text: str, signals: tuple[str, ...]) -> None:
    assert signals_in(text) == signals


def test_circumstances_of_criteria_that_disagree_say_nothing() -> None:
    told = (
        ("functional_improvement", "met"),
        ("functional_improvement", "not_met"),
        ("failed_conservative_care", "not_documented"),
    )
    assert signals_of_criteria(told) == ("no conservative care failed",)


def test_an_entry_holds_what_the_record_says() -> None:
    (entry,) = entries_of(record(LIBRARY[3]).encode())
    told = (
        entry.case_number,
        entry.year,
        entry.days_to_decide,
        entry.region,
        entry.pages,
        entry.claims_administrator,
        entry.age_band,
    )
    assert told == ("CM13-0000004", 2013, 60, "lumbar spine", ("MTUS Chronic Pain#46",), "Sespe Mutual", "41-50")


def test_an_entry_survives_the_index() -> None:
    (entry,) = entries_of(record(LIBRARY[1]).encode())
    assert parse_entry(entry_record(entry)) == entry


def test_the_name_of_the_file_is_no_part_of_the_identity() -> None:
    line = record(LIBRARY[0])
    moved = json.dumps(json.loads(line) | {"file": "elsewhere/copy.pdf"})
    assert content_id(line.encode()) == content_id(moved.encode())
    assert content_id(line.encode()) != content_id(record(LIBRARY[1]).encode())


@pytest.mark.parametrize("line", ["no json", "{}", '{"items": [{}]}', "[]"])
def test_a_line_that_is_no_record_is_refused(line: str) -> None:
    with pytest.raises(OpenImrError, match="no record of a determination"):
        entries_of(line.encode())


def test_nothing_that_follows_the_decision_is_a_feature() -> None:
    """The planted words stand where only the decision, an identifier or a date would bring them in."""
    plain = Told(case="CM15-0000001")
    changed = Told(
        case="CM99-7777777",
        decision="Overturned",
        year=2019,
        rationale="Overturned zebra.",
        age=71,
        sex="male",
        pages=("12",),
        specialty="Urology",
        administrator="Zebra",
    )
    (one,), (other,) = entries_of(record(plain).encode()), entries_of(record(changed).encode())
    assert features_of(one) == features_of(other)


def test_outcome_sentences_of_a_summary_are_left_out() -> None:
    text = "The worker is 44. The denial was upheld. Therapy is not medically necessary. She walks."
    assert before_decision(text) == "The worker is 44. She walks."
