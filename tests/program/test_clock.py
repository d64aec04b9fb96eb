"""Clocks: named examples from the law, and what must hold on every day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import holidays as independent
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr import program

PACK = program.load("ca-dwc")
DAYS = st.dates(date(2014, 3, 1), date(2040, 12, 31))
DELIVERIES = st.sampled_from([None, *(row.delivery for row in PACK.extensions)])
COUNTED = [c.id for c in PACK.clocks if any(v.length is not None and v.valid_to is None for v in c.versions)]


@pytest.mark.parametrize(
    ("clock", "event", "delivery", "day"),
    [
        ("K01", date(2015, 6, 1), "personal", date(2015, 7, 1)),
        ("K01", date(2015, 6, 1), "mail", date(2015, 7, 6)),  # 30 + 5, CCP 1013(a)
        ("K01", date(2015, 6, 1), "mail_out_of_state", date(2015, 7, 13)),  # 11 July is a Saturday, CCP 12a
        ("K01", date(2015, 6, 1), "mail_abroad", date(2015, 7, 21)),
        ("K01", date(2015, 6, 1), "fax", date(2015, 7, 6)),  # 1 July + 2 court days; 3 July is kept for the 4th
        ("K01", date(2015, 1, 13), None, date(2015, 2, 13)),  # 12 February is a court holiday
        ("K02", date(2018, 3, 1), "personal", date(2018, 3, 12)),  # the 11th is a Sunday
        ("K07", date(2013, 5, 1), None, date(2013, 5, 16)),
        ("K07", date(2014, 11, 25), None, date(2014, 12, 4)),  # Thanksgiving and the day after do not count
        ("K08", date(2014, 11, 26), None, date(2014, 12, 1)),
        ("K17", date(2016, 2, 12), None, date(2016, 2, 15)),  # hours run through a weekend
        ("K20", date(2015, 9, 1), "mail", date(2015, 10, 6)),
        ("UR7", date(2016, 2, 29), None, date(2017, 2, 28)),  # months end with the month
    ],
)
def test_due(clock: str, event: date, delivery: str | None, day: date) -> None:
    assert program.due(PACK, clock, event, delivery=delivery).day == day


def test_every_step_is_explained() -> None:
    found = program.due(PACK, "K01", date(2015, 6, 1), delivery="mail_out_of_state")
    assert found.derivation == (
        "K01 file the application, standard: service of the utilization review decision on 2015-06-01",
        "+ 30 calendar days (Labor Code 4610.5(h)(1)(B); Code of Civil Procedure 12: the first day is excluded "
        "and the last included): 2015-07-01",
        "+ 10 calendar days for service by mail out of state (Code of Civil Procedure 1013(a); "
        "Labor Code 5316): 2015-07-11",
        "2015-07-11 is closed (Saturday); the last day moves to the next day (Code of Civil Procedure 12a)",
        "2015-07-12 is closed (Sunday); the last day moves to the next day (Code of Civil Procedure 12a)",
        "last day: 2015-07-13 (Monday)",
    )
    assert found.extension == "10 calendar days (Code of Civil Procedure 1013(a); Labor Code 5316)"


def test_an_unknown_event_has_no_day() -> None:
    found = program.due(PACK, "K15", None)
    assert (found.day, found.derivation) == (
        None,
        (
            "K15 determination, standard: unknown, because the file does not give the day of: "
            "receipt of the request and the supporting documents",
        ),
    )


def test_a_clock_without_a_period_has_no_day() -> None:
    assert program.due(PACK, "K06", date(2015, 1, 5)).day is None


def test_before_its_rule_was_in_force_a_clock_has_no_day() -> None:
    assert program.due(PACK, "K02", date(2017, 12, 31)).derivation[-1].endswith("no rule in force on 2017-12-31")


def test_hours_count_from_the_minute() -> None:
    found = program.due(PACK, "K10", datetime(2016, 2, 12, 15, 40))  # noqa: DTZ001  # local time of the notice
    assert found.moment == datetime(2016, 2, 13, 15, 40)  # noqa: DTZ001


def test_an_unknown_delivery_is_refused() -> None:
    with pytest.raises(KeyError, match="does not know service by 'pigeon'"):
        program.due(PACK, "K01", date(2015, 6, 1), delivery="pigeon")


@given(DAYS, DELIVERIES, st.sampled_from(COUNTED))
def test_nothing_is_due_before_its_event(event: date, delivery: str | None, clock: str) -> None:
    day = program.due(PACK, clock, event, delivery=delivery).day
    assert day is None or day >= event


@given(DAYS, DELIVERIES, st.sampled_from(COUNTED))
def test_a_later_event_is_never_due_earlier(event: date, delivery: str | None, clock: str) -> None:
    first = program.due(PACK, clock, event, delivery=delivery).day
    second = program.due(PACK, clock, event + timedelta(days=1), delivery=delivery).day
    assert first is None or (second is not None and first <= second)


@given(DAYS, DELIVERIES)
def test_a_last_day_to_file_is_open(event: date, delivery: str | None) -> None:
    day = program.due(PACK, "K01", event, delivery=delivery).day
    assert day is not None
    assert program.why_closed(PACK.calendar("judicial"), day) is None


@pytest.mark.parametrize("year", range(2013, 2031))
def test_state_holidays_agree_with_an_independent_library(year: int) -> None:
    """Days on which that library keeps a federal or commemorative rule that the state does not keep are left out."""
    theirs = {
        day
        for day, name in independent.country_holidays("US", subdiv="CA", years=year).items()
        if name not in ("Susan B. Anthony Day", "Diwali") and "Juneteenth" not in name and day.weekday() < 5
    }
    ours = {day for day, _ in program.holidays(PACK.calendar("state_business"), year) if day.weekday() < 5}
    # A federal holiday on a Saturday is kept on Friday; the state keeps only Veterans Day so (Government Code 6701).
    federal_only = {day for day in theirs - ours if day.weekday() == 4 and (day + timedelta(days=1)).day in (1, 4, 25)}
    assert theirs - federal_only == ours


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2015, 7, 3), "Independence Day"),
        (date(2016, 2, 12), "Lincoln's Birthday"),
        (date(2021, 12, 31), "New Year's Day"),  # 1 January 2022 is a Saturday
        (date(2014, 10, 13), "Columbus Day"),
        (date(2022, 10, 10), None),
        (date(2022, 9, 23), "Native American Day"),
        (date(2014, 9, 23), None),
    ],
)
def test_court_holidays(day: date, why: str | None) -> None:
    assert program.why_closed(PACK.calendar("judicial"), day) == why
