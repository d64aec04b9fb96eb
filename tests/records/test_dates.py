"""Dates as records write them."""

from __future__ import annotations

import pytest

from openimr.case import PartialDate
from openimr.records import dates

WRITTEN = (
    ("2014-03-11", "2014-03-11"),
    ("seen 3/11/2014", "2014-03-11"),
    ("seen 3/11/14", "2014-03-11"),
    ("born 2/17/81", "1981-02-17"),
    ("01-08-2015", "2015-01-08"),
    ("14-Oct-2014", "2014-10-14"),
    ("17 Nov 2014", "2014-11-17"),
    ("June 3, 2013", "2013-06-03"),
    ("June. 3, '2013", "2013-06-03"),
    ("3rd of June 2013", "2013-06-03"),
    ("in November 2010", "2010-11"),
    ("06/2012", "2012-06"),
    ("appendectomy 1994", "1994"),
    ("on June 2", "2015-06-02"),
    ("on September 2", "2014-09-02"),
    ("MRI 5/28", "2015-05-28"),
)


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_reads_a_date(text: str, expected: str) -> None:
    found = dates.find(text, PartialDate(2015, 8, 1))
    assert [str(mention.date) for mention in found] == [expected]


@pytest.mark.parametrize("text", ["motor 5/5", "BP 138/84", "pain 7/10", "13/45/2014", "10/325 mg", "20 visits"])
def test_no_date(text: str) -> None:
    assert dates.find(text, PartialDate(2015, 8, 1)) == ()


def test_day_without_year_needs_the_day_of_writing() -> None:
    assert dates.find("on June 2") == ()


def test_places_and_assumed_years() -> None:
    text = "MRI May 28, 2015 and x-ray June 2"
    found = dates.find(text, PartialDate(2015, 8, 1))
    assert [(text[one.start : one.end], one.assumed) for one in found] == [("May 28, 2015", False), ("June 2", True)]
