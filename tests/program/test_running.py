"""Clocks over time: amended events, pauses, extension, conversion, and what cannot be so."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr import program
from openimr.program import Happening, HappeningKind, Standing, run_clock

PACK = program.load("ca-dwc")
S, A, P, R, X, C, M = (
    HappeningKind.STARTED,
    HappeningKind.AMENDED,
    HappeningKind.PAUSED,
    HappeningKind.RESUMED,
    HappeningKind.EXTENDED,
    HappeningKind.CONVERTED,
    HappeningKind.MET,
)


def at(kind: HappeningKind, day: str, **more: object) -> Happening:
    moment = date.fromisoformat(day) if len(day) == 10 else datetime.fromisoformat(day)
    return Happening(kind=kind, at=moment, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("clock", "happenings", "day"),
    [
        ("K01", (at(S, "2015-06-01", delivery="mail"),), date(2015, 7, 6)),
        ("K01", (at(S, "2015-06-01", delivery="mail"), at(A, "2015-06-10", delivery="mail")), date(2015, 7, 15)),
        ("K01", (at(S, "2015-06-01", delivery="mail"), at(A, "2015-06-01", delivery="personal")), date(2015, 7, 1)),
        ("K15", (at(S, "2015-06-16"), at(X, "2015-07-10", days=3)), date(2015, 7, 19)),
        ("K15", (at(S, "2015-06-16"), at(C, "2015-06-20")), date(2015, 6, 23)),
        ("K15", (at(S, "2015-06-16"), at(C, "2015-07-15")), date(2015, 7, 16)),  # the regular day is earlier
        ("K09_MAIL", (at(S, "2015-06-01"), at(C, "2015-06-03")), date(2015, 6, 4)),
        # 20 days from 16 July; stopped on the 26th after 10, goes on with 10 days on 1 September
        ("K22", (at(S, "2015-07-16"), at(P, "2015-07-26", ground="appeal"), at(R, "2015-09-01")), date(2015, 9, 11)),
        # 5 business days from Thursday 16 July; after 2 of them stopped on Monday 20th; 3 left from Friday 31st
        ("K21", (at(S, "2015-07-16"), at(P, "2015-07-20", ground="liability"), at(R, "2015-07-31")), date(2015, 8, 5)),
        ("K21", (at(S, "2015-07-16"), at(P, "2015-07-30", ground="appeal"), at(R, "2015-08-31")), date(2015, 7, 23)),
        ("K21", (at(S, "2015-07-16"), at(P, "2015-07-20", ground="appeal")), None),
        ("K21", (), None),
    ],
)
def test_a_clock_over_time(clock: str, happenings: tuple[Happening, ...], day: date | None) -> None:
    run = run_clock(PACK, clock, happenings)
    assert (run.due.day, run.problems) == (day, ())


def test_a_pause_is_explained() -> None:
    run = run_clock(PACK, "K22", (at(S, "2015-07-16"), at(P, "2015-07-26", ground="appeal"), at(R, "2015-09-01")))
    assert run.due.derivation[-1] == (
        "stands still from 2015-07-26: appeal (8 CCR 9792.10.7(a)(1)), goes on 2015-09-01 with 10 days left: 2015-09-11"
    )


def test_a_conversion_is_explained() -> None:
    run = run_clock(PACK, "K15", (at(S, "2015-06-16"), at(C, "2015-06-20T10:00")))
    assert (run.due.clock, str(run.due.moment)) == ("K17", "2015-06-23 10:00:00")
    assert "converted to expedited on 2015-06-20: K17 replaces K15" in run.due.derivation


@pytest.mark.parametrize(
    ("happenings", "standing"),
    [
        ((), Standing.UNKNOWN),
        ((at(S, "2015-07-16"),), Standing.DUE),
        ((at(S, "2015-07-16"), at(P, "2015-07-20", ground="appeal")), Standing.PAUSED),
        ((at(S, "2015-07-16"), at(M, "2015-07-20")), Standing.STOPPED),
    ],
)
def test_how_a_clock_stands(happenings: tuple[Happening, ...], standing: Standing) -> None:
    assert run_clock(PACK, "K21", happenings).due.standing is standing


@pytest.mark.parametrize(
    ("clock", "happenings", "codes"),
    [
        ("K15", (at(X, "2015-07-10", days=3),), ["clock_not_started"]),
        ("K15", (at(S, "2015-06-16"), at(S, "2015-06-17")), ["clock_started_twice"]),
        ("K15", (at(S, "2015-06-16"), at(P, "2015-06-20", ground="holiday")), ["no_ground_to_pause"]),
        ("K15", (at(S, "2015-06-16"), at(X, "2015-07-10", days=4)), ["extension_too_long"]),
        ("K15", (at(S, "2015-06-16"), at(X, "2015-07-10", days=1), at(X, "2015-07-11", days=1)), ["extended_twice"]),
        ("K20", (at(S, "2015-06-16"), at(X, "2015-07-10", days=1)), ["no_extension"]),
        ("K20", (at(S, "2015-06-16"), at(C, "2015-07-10")), ["no_expedited_clock"]),
        ("K21", (at(S, "2015-06-16"), at(R, "2015-06-17")), ["not_paused"]),
        ("K21", (at(S, "2015-06-16"), at(P, "2015-06-15", ground="appeal")), ["before_the_event"]),
        ("K21", (at(S, "2015-06-16"), at(M, "2015-06-17"), at(P, "2015-06-18", ground="appeal")), ["clock_has_ended"]),
        (
            "K21",
            (at(S, "2015-06-16"), at(P, "2015-06-17", ground="appeal"), at(P, "2015-06-18", ground="appeal")),
            ["paused_twice"],
        ),
        (
            "K21",
            (at(S, "2015-06-16"), at(P, "2015-06-18", ground="appeal"), at(R, "2015-06-17")),
            ["before_the_event"],
        ),
    ],
)
def test_what_cannot_be_so_is_a_problem_and_changes_nothing(
    clock: str, happenings: tuple[Happening, ...], codes: list[str]
) -> None:
    run = run_clock(PACK, clock, happenings)
    assert [problem.code for problem in run.problems] == codes
    refused = len(happenings) - 1
    assert f"happening {refused + 1}" in run.problems[0].where
    kept = happenings[:refused]
    assert run.due == run_clock(PACK, clock, kept).due


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.integers(0, 400))
def test_a_pause_never_shortens_a_clock(start: date, after: int, pause: int) -> None:
    begun = date.fromordinal(start.toordinal() + after)
    ended = date.fromordinal(begun.toordinal() + pause)
    happenings = (
        Happening(kind=S, at=start),
        Happening(kind=P, at=begun, ground="appeal"),
        Happening(kind=R, at=ended),
    )
    for clock in ("K21", "K22"):
        plain, paused = (run_clock(PACK, clock, given).due.day for given in (happenings[:1], happenings))
        assert plain is not None
        assert paused is not None
        assert paused >= plain
