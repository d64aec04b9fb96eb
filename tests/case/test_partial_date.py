"""Dates known to the day, the month or the year."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import PartialDate


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-02-28", date(2013, 2, 28), date(2013, 2, 28)),
    ],
)
def test_interval_and_text(text: str, earliest: date, latest: date) -> None:
    found = PartialDate.parse(text)
    assert (found.earliest(), found.latest(), str(found)) == (earliest, latest, text)


@pytest.mark.parametrize("text", ["2013-02-30", "13/02/2013", "2013-02-03-04"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)
