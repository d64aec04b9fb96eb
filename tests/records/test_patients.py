"""Setting other people's pages apart, and never the patient's own."""

from __future__ import annotations

from datetime import date

import pytest
from sample_pages import CLAIM, MRI, NAME, NOTE, OTHER_MRI, bundle

from openimr.records import documents, patients


def set_apart(*texts: str, born: date | None = date(1970, 6, 2)) -> list[bool]:
    pages = bundle(*texts)
    marked = patients.set_apart(
        documents.split(pages),
        pages,
        employee_name=NAME,
        date_of_birth=born,
        claim_number=CLAIM,
        date_of_injury=date(2013, 2, 11),
    )
    return [each.other_patient for each in marked]


def test_another_name_and_birth_date() -> None:
    assert set_apart(NOTE, MRI, OTHER_MRI) == [False, False, True]


def test_the_usual_birth_date_serves_where_the_application_gives_none() -> None:
    assert set_apart(NOTE, MRI, OTHER_MRI, born=None) == [False, False, True]


@pytest.mark.parametrize(
    ("head", "other"),
    [
        ("Patient: Verhoeven, O. Age: 43", False),
        ("Patient: Odalys V. Date: 03/04/2014", False),
        ("Patient: VERHOEVEN, ODALIS DOB 06/02/1970", False),
        ("Patient: Odalys Verhoeven DOB 06/20/1970", False),
        ("Patient: Kittredge, Paul Claim: QX-77-1020", False),
        ("Patient: Verhoeven, Cornelis DOB 01/09/1944", True),
        ("RESIDENT: Kittredge, Paul AGE 81", True),
        ("VERHAGEN OTTILIE 03/03/1958 Collected 07/24/2014", True),  # a bare day of birth
        ("VERHOEVEN ODALYS 06/02/1970", False),
        ("VERHOEVEN ODALYS 03/04/2014", False),  # the day of the study
        ("Mr. Cornelis Verhoeven", True),
        ("Ms. Odalys Verhoeven", False),
        ("Ms. Prudence Achterberg", False),  # an adjuster, an attorney
        ("VERHOEVEN CORNELIS DX knee", True),
        ("VERHOEVEN CORNELIS DX knee DOI 02/11/2013", False),  # the injury is this patient's
        ("VERHOEVEN DORIS DOB 6Z/02/1944", True),  # the day cannot be read, the year is another
    ],
)
def test_one_head(head: str, other: bool) -> None:
    text = f"BLUE MESA IMAGING\n{head}\nMRI LUMBAR SPINE\nFINDINGS: Mild bulge.\n"
    assert set_apart(NOTE, text) == [False, other]


def test_without_a_name_nothing_is_marked() -> None:
    pages = bundle(NOTE, OTHER_MRI)
    found = documents.split(pages)
    unnamed = patients.set_apart(
        found, pages, employee_name=None, date_of_birth=None, claim_number=None, date_of_injury=None
    )
    assert unnamed == found
