"""A written name against the patient's."""

from __future__ import annotations

import pytest

from openimr.records.patient_names import Likeness, compare, other_initial, read_name

SAME, OTHER, UNSURE = Likeness.SAME, Likeness.OTHER, Likeness.UNSURE
TABLE = [
    ("Guillermo R. Ostrowski-Pine", "OSTROWSKI-PINE, GUILLERMO", SAME),
    ("Guillermo R. Ostrowski-Pine", "Ostrowski G", SAME),
    ("Guillermo R. Ostrowski-Pine", "Bill Pine", SAME),
    ("Guillermo R. Ostrowski-Pine", "PINE, GREGORIA", OTHER),
    ("Guillermo R. Ostrowski-Pine", "Theodora Ostrowski", OTHER),
    ("Guillermo R. Ostrowski-Pine", "Guillerno Ostrowskl", SAME),
    ("Margaret Dunleavy", "Peggy Dunleavy", SAME),
    ("Margaret Dunleavy", "DUNLEAVY MARGARET A", SAME),
    ("Margaret Dunleavy", "Margaret Foxworth", UNSURE),  # a maiden name
    ("Margaret Dunleavy", "Foxworth", UNSURE),
    ("Ana de la Cruz", "de la Cruz, Ana", SAME),
    ("Ana de la Cruz", "Crux, Bernard", OTHER),
]


@pytest.mark.parametrize(("patient", "written", "likeness"), TABLE, ids=[f"{row[0]}/{row[1]}" for row in TABLE])
def test_compare(patient: str, written: str, likeness: Likeness) -> None:
    full = read_name(patient)
    assert full is not None
    assert compare(written, full) is likeness


def test_a_middle_initial_tells_namesakes_apart() -> None:
    full = read_name("Harold T. Brightwater")
    assert full is not None
    assert [
        other_initial(name, full) for name in ("Harold T Brightwater", "Harold M. Brightwater", "H. Brightwater")
    ] == [
        False,
        True,
        False,
    ]


def test_one_word_is_no_name() -> None:
    assert read_name("Brightwater") is None
