"""Clocks: named examples from the law, and what must hold on every day."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import holidays as independent
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr import program
from openimr.program.counting import hours_later, used_up
from openimr.program.periods import Calendar, Closure
from openimr.workflow import prove_clocks

PACK = program.load("ca-dwc")
DAYS = st.dates(date(2014, 3, 1), date(2040, 12, 31))
DELIVERIES = st.sampled_from([None, *(row.delivery for row in PACK.extensions)])
COUNTED = [
    (pack, clock.id)
    for pack in map(program.load, program.names())
    for clock in pack.clocks
    if any(version.length is not None and version.valid_to is None for version in clock.versions)
]
YEARS = range(2013, 2041)
PACIFIC = timezone(timedelta(hours=-8))


@pytest.mark.parametrize(
    ("clock", "event", "delivery", "day"),
    [
        ("K01", date(2015, 6, 1), "personal", date(2015, 7, 1)),
        ("K01", date(2015, 6, 1), "mail", date(2015, 7, 6)),  # 30 + 5, CCP 1013(a)
        ("K01", date(2015, 6, 1), "mail_out_of_state", date(2015, 7, 13)),  # 11 July is a Saturday, CCP 12a
        ("K01", date(2015, 6, 1), "mail_safe_at_home", date(2015, 7, 13)),
        ("K01", date(2015, 6, 1), "mail_abroad", date(2015, 7, 21)),
        ("K01", date(2015, 6, 1), "overnight", date(2015, 7, 6)),
        ("K01", date(2015, 6, 1), "fax", date(2015, 7, 6)),  # 1 July + 2 court days; 3 July is kept for the 4th
        ("K01", date(2015, 6, 6), "electronic", date(2015, 7, 10)),  # Saturday counts as Monday, CCP 1010.6(a)(4)
        ("K01", date(2015, 6, 6), "personal", date(2015, 7, 6)),
        ("K01", date(2015, 1, 13), None, date(2015, 2, 13)),  # 12 February is a court holiday
        ("K02", date(2018, 3, 1), "personal", date(2018, 3, 12)),  # the 11th is a Sunday
        ("K07", date(2013, 5, 1), None, date(2013, 5, 16)),
        ("K07", date(2014, 11, 25), None, date(2014, 12, 4)),  # Thanksgiving and the day after do not count
        ("K08", date(2014, 11, 26), None, date(2014, 12, 1)),
        ("K17", date(2016, 2, 12), None, date(2016, 2, 15)),  # hours run through a weekend
        ("K20", date(2015, 9, 1), "mail", date(2015, 10, 6)),
        ("UR7", date(2016, 2, 29), None, date(2017, 2, 28)),  # months end with the month
        ("UR7", date(2015, 2, 28), None, date(2016, 2, 28)),
        ("K15", date(2016, 1, 30), None, date(2016, 2, 29)),  # a leap day is a day
    ],
)
def test_due(clock: str, event: date, delivery: str | None, day: date) -> None:
    assert program.due(PACK, clock, event, delivery=delivery).day == day


@pytest.mark.parametrize("name", program.names())
def test_every_clock_of_every_pack_has_an_example_that_holds(name: str) -> None:
    pack = program.load(name)
    assert [proof for proof in prove_clocks(pack) if not proof.holds] == []
    assert [clock.id for clock in pack.clocks if not clock.examples] == []


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
    assert [(one.day.day, one.why) for one in found.skipped] == [(11, "Saturday"), (12, "Sunday")]
    assert (found.event, found.delivery, found.verified) == (date(2015, 6, 1), "mail_out_of_state", True)


def test_an_unknown_event_has_no_day() -> None:
    found = program.due(PACK, "K15", None)
    assert (found.day, found.standing, found.verified, found.derivation) == (
        None,
        program.Standing.UNKNOWN,
        False,
        (
            "K15 determination, standard: unknown, because the file does not give the day of: "
            "receipt of the request and the supporting documents",
        ),
    )


def test_a_clock_without_a_period_has_no_day() -> None:
    found = program.due(PACK, "K06", date(2015, 1, 5))
    assert (found.day, found.standing) == (None, program.Standing.NO_PERIOD)


def test_before_its_rule_was_in_force_a_clock_has_no_day() -> None:
    found = program.due(PACK, "K02", date(2017, 12, 31))
    assert (found.standing, found.derivation[-1].endswith("no rule in force on 2017-12-31")) == (
        program.Standing.NOT_IN_FORCE,
        True,
    )


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("K09", [("K09_MAIL", "regulation", date(2015, 6, 16)), ("K09_ELECTRONIC", "regulation", date(2015, 6, 15))]),
        ("K09_MAIL", [("K09", "statute", date(2015, 6, 11))]),
        ("K17", [("K17_STATUTE", "statute", date(2015, 6, 4))]),
        ("K01", [("K01_RECEIPT", "practice", None)]),
        ("K10", [("K10_STATUTE", "statute", None)]),
        ("K15", []),
    ],
)
def test_other_readings(clock: str, expected: list[tuple[str, str, date | None]]) -> None:
    found = program.due(PACK, clock, date(2015, 6, 1))
    assert [(one.clock, one.basis, one.day) for one in found.readings] == expected


def test_what_was_sent_is_presumed_received() -> None:
    found = program.due(PACK, "K21", date(2015, 7, 16), delivery="mail", sent=True)
    assert (found.day, found.event, found.verified) == (date(2015, 7, 28), date(2015, 7, 21), False)
    assert program.due(PACK, "K21", date(2015, 7, 21)).day == date(2015, 7, 28)


def test_what_comes_after_closing_time_is_received_on_the_next_open_day() -> None:
    friday = datetime(2015, 6, 5, 17, 31)  # noqa: DTZ001  # local time of the fax
    assert program.due(PACK, "UR1", friday, delivery="fax").day == date(2015, 6, 15)
    assert program.due(PACK, "UR1", friday.replace(minute=30), delivery="fax").day == date(2015, 6, 12)
    assert program.due(PACK, "UR1", friday, delivery="mail").day == date(2015, 6, 12)


def test_law_that_was_not_read_is_told() -> None:
    before, after = (program.due(PACK, "K08", date(2026, 3, 31)), program.due(PACK, "K08", date(2026, 4, 1)))
    assert (before.verified, before.cautions) == (True, ())
    assert (after.verified, [one.split(";")[0] for one in after.cautions]) == (
        False,
        ["the regulations in force since 2026-04-01 have not been read"],
    )
    assert program.due(PACK, "K09", date(2026, 4, 1)).verified  # rests on the statute alone


def test_hours_count_from_the_minute() -> None:
    found = program.due(PACK, "K10", datetime(2016, 2, 12, 15, 40))  # noqa: DTZ001  # local time of the notice
    assert found.moment == datetime(2016, 2, 13, 15, 40)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("event", "end", "fold"),
    [
        (datetime(2016, 3, 12, 12, 0), datetime(2016, 3, 13, 13, 0), 0),  # noqa: DTZ001  # an hour is lost
        (datetime(2016, 11, 5, 12, 0), datetime(2016, 11, 6, 11, 0), 0),  # noqa: DTZ001  # an hour comes twice
        (datetime(2016, 11, 5, 1, 30), datetime(2016, 11, 6, 1, 30), 0),  # noqa: DTZ001
        (datetime(2016, 11, 5, 2, 15), datetime(2016, 11, 6, 1, 15), 1),  # noqa: DTZ001
        (datetime(2016, 7, 1, 23, 0, tzinfo=UTC), datetime(2016, 7, 2, 16, 0), 0),  # noqa: DTZ001
        (datetime(2016, 1, 1, 12, 0, tzinfo=PACIFIC), datetime(2016, 1, 2, 12, 0), 0),  # noqa: DTZ001
    ],
)
def test_hours_are_those_that_pass(event: datetime, end: datetime, fold: int) -> None:
    found = program.due(PACK, "K10", event).moment
    assert found is not None
    assert (found, found.fold) == (end, fold)


@pytest.mark.parametrize(
    ("clock", "delivery", "says"),
    [("K01", "pigeon", "does not know service by 'pigeon'"), ("K99", None, "ca-dwc has no clock 'K99'; it has UR1")],
)
def test_an_unknown_rule_is_refused(clock: str, delivery: str | None, says: str) -> None:
    with pytest.raises(program.UnknownRule, match=says):
        program.due(PACK, clock, date(2015, 6, 1), delivery=delivery)


@given(DAYS, DELIVERIES, st.sampled_from(COUNTED))
def test_nothing_is_due_before_its_event(event: date, delivery: str | None, of: tuple[program.Program, str]) -> None:
    pack, clock = of
    day = program.due(pack, clock, event, delivery=delivery if pack is PACK else None).day
    assert day is None or day >= event


@given(DAYS, DELIVERIES, st.sampled_from(COUNTED))
def test_a_later_event_is_never_due_earlier(event: date, delivery: str | None, of: tuple[program.Program, str]) -> None:
    """Within one wording of the rule; a new wording may shorten a period."""
    pack, clock = of
    manner = delivery if pack is PACK else None
    first, second = (program.due(pack, clock, event + timedelta(days=n), delivery=manner) for n in (0, 1))
    if first.source == second.source and first.day is not None:
        assert second.day is not None
        assert first.day <= second.day


@given(st.datetimes(datetime(2014, 3, 1), datetime(2040, 12, 31)), st.integers(0, 200), st.integers(1, 9999))  # noqa: DTZ001
def test_hours_are_monotone_in_time_that_passes(moment: datetime, hours: int, later: int) -> None:
    daylight = PACK.daylight
    first = hours_later(hours_later(moment, hours, daylight), later, daylight)
    second = hours_later(moment, hours + later, daylight)
    assert (first, first.fold) == (second, second.fold)


@given(DAYS, DELIVERIES, st.sampled_from(COUNTED))
def test_leaving_out_the_words_changes_no_day(
    event: date, delivery: str | None, of: tuple[program.Program, str]
) -> None:
    pack, clock = of
    manner = delivery if pack is PACK else None
    full, plain = (program.due(pack, clock, event, delivery=manner, explain=words) for words in (True, False))
    assert (plain.day, plain.moment, plain.verified, plain.standing) == (
        full.day,
        full.moment,
        full.verified,
        full.standing,
    )


@given(DAYS, DELIVERIES)
def test_a_last_day_to_file_is_open(event: date, delivery: str | None) -> None:
    day = program.due(PACK, "K01", event, delivery=delivery).day
    assert day is not None
    assert program.why_closed(PACK.calendar("judicial"), day) is None


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_machine_s_time_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    events = (date(2015, 3, 8), datetime(2015, 3, 7, 23, 30), datetime(2015, 11, 1, 9, 30, tzinfo=UTC))  # noqa: DTZ001
    expected = [program.due(PACK, clock, event) for clock in ("K01", "K10", "K17", "UR1") for event in events]
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        found = [program.due(PACK, clock, event) for clock in ("K01", "K10", "K17", "UR1") for event in events]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == expected


def _differences(calendar: str, theirs: dict[date, str]) -> tuple[set[str], set[str]]:
    """Names under which the two calendars differ on weekdays: kept by them only, kept by us only."""
    ours = {day: name for year in YEARS for day, name in program.holidays(PACK.calendar(calendar), year)}
    kept = {day: name for day, name in theirs.items() if day.weekday() < 5}
    by_them = {_class_of(day, name) for day, name in kept.items() if day not in ours}
    by_us = {name for day, name in ours.items() if day.weekday() < 5 and day not in kept}
    return by_them, by_us


def _class_of(day: date, name: str) -> str:
    """The name without its remarks; a Friday kept for a Saturday is of its own kind."""
    if "Juneteenth" in name:
        return "Juneteenth"
    return "federal Friday before" if "(observed)" in name and day.weekday() == 4 else name


@pytest.mark.parametrize("calendar", ["state_business", "judicial"])
def test_holidays_differ_from_an_independent_library_only_as_the_pack_explains(calendar: str) -> None:
    compared = PACK.calendar(calendar).compared
    assert compared is not None
    by_them, by_us = _differences(calendar, independent.country_holidays("US", subdiv="CA", years=YEARS))
    assert by_them == {one.name for one in compared.differences if one.kept_by == "theirs"}
    assert by_us == {one.name for one in compared.differences if one.kept_by == "ours"}


def test_federal_holidays_are_those_of_an_independent_library() -> None:
    federal = program.load("us-external-review").calendar("federal")
    ours = {day for year in YEARS for day, _ in program.holidays(federal, year)}
    theirs = {day for day in independent.country_holidays("US", years=YEARS) if day.weekday() < 5}
    assert ours == theirs


def _agreed_holidays(calendar: str) -> list[date]:
    """The independent library's days, corrected by the differences that the pack explains."""
    theirs = independent.country_holidays("US", subdiv="CA", years=range(2013, 2043))
    explained = PACK.calendar(calendar).compared
    assert explained is not None
    names = {one.name for one in explained.differences}
    ours = [(day, name) for year in range(2013, 2043) for day, name in program.holidays(PACK.calendar(calendar), year)]
    kept = [day for day, name in theirs.items() if _class_of(day, name) not in names or day in dict(ours)]
    return sorted({*kept, *(day for day, name in ours if name in names)})


AGREED = {name: np.array(_agreed_holidays(name), dtype="datetime64[D]") for name in ("state_business", "judicial")}


@settings(max_examples=200)
@given(DAYS, st.sampled_from(["K07", "K08", "K11", "K14", "K16", "K21", "K24", "UR1", "UR6"]))
def test_business_days_are_those_of_an_independent_library(event: date, clock: str) -> None:
    version = program.in_force(PACK.clock(clock), event)
    day = program.due(PACK, clock, event, explain=False).day
    if version is None:
        assert day is None
        return
    expected = np.busday_offset(event, version.length, roll="backward", holidays=AGREED["state_business"])
    assert np.datetime64(day, "D") == expected


@settings(max_examples=200)
@given(DAYS, DELIVERIES)
def test_last_days_in_court_are_those_of_an_independent_library(event: date, delivery: str | None) -> None:
    closed = AGREED["judicial"]
    start = np.datetime64(event, "D")
    if delivery == "electronic":
        start = np.busday_offset(start, 0, roll="forward", holidays=closed)
    day = start + np.timedelta64(30, "D")
    row = next((one for one in PACK.extensions if one.delivery == delivery), None)
    if row is not None and row.unit == "court_days":
        day = np.busday_offset(day, row.length, roll="backward", holidays=closed)
    elif row is not None:
        day = day + np.timedelta64(row.length, "D")
    day = np.busday_offset(day, 0, roll="forward", holidays=closed)
    assert np.datetime64(program.due(PACK, "K01", event, delivery=delivery, explain=False).day, "D") == day


@pytest.mark.parametrize(
    ("calendar", "day", "why"),
    [
        ("judicial", date(2015, 7, 3), "Independence Day"),
        ("judicial", date(2016, 2, 12), "Lincoln's Birthday"),
        ("judicial", date(2021, 12, 31), "New Year's Day"),  # 1 January 2022 is a Saturday
        ("judicial", date(2014, 10, 13), "Columbus Day"),
        ("judicial", date(2022, 10, 10), None),
        ("judicial", date(2022, 9, 23), "Native American Day"),
        ("judicial", date(2014, 9, 23), None),
        ("judicial", date(2023, 6, 19), "Juneteenth"),
        ("judicial", date(2018, 3, 30), "Cesar Chavez Day"),  # 31 March 2018 is a Saturday
        ("state_business", date(2018, 3, 30), None),
        ("state_business", date(2017, 1, 2), "New Year's Day"),  # 1 January 2017 is a Sunday
        ("state_business", date(2021, 12, 31), None),
        ("state_business", date(2017, 11, 10), "Veterans Day"),  # 11 November 2017 is a Saturday
        ("state_business", date(2022, 12, 26), "Christmas Day"),  # 25 December 2022 is a Sunday
        ("state_business", date(2015, 7, 3), None),
        ("state_business", date(2015, 11, 27), "Day after Thanksgiving"),
    ],
)
def test_holidays(calendar: str, day: date, why: str | None) -> None:
    assert program.why_closed(PACK.calendar(calendar), day) == why


@pytest.mark.parametrize(
    ("unit", "calendar", "expected"),
    [("calendar_days", None, 4), ("business_days", "state_business", 2), ("court_days", "judicial", 1)],
)
def test_time_used_up(unit: str, calendar: str | None, expected: int) -> None:
    """From Wednesday 1 July to Sunday 5 July 2015; courts keep the Friday."""
    kept = PACK.calendar(calendar) if calendar else None
    assert used_up(date(2015, 7, 1), date(2015, 7, 5), unit, kept) == expected  # type: ignore[arg-type]


def test_a_declared_closing_is_a_closed_day() -> None:
    """A public office closed all day counts as a holiday (Code of Civil Procedure 12b)."""
    closure = Closure(day=date(2018, 12, 5), name="declared by the Governor", source="made for this test")
    kept = Calendar(name="made", source="made for this test", holidays=(), closures=(closure,))
    assert [program.why_closed(kept, date(2018, 12, day)) for day in (4, 5, 8)] == [None, closure.name, "Saturday"]
