"""`imr clock`: one day explained, clocks and holidays listed, and what is refused."""

from __future__ import annotations

import pytest

from openimr.cli.__main__ import main

EXPLAINED = """\
  K09_MAIL send records, regular, notice mailed: notice of assignment on 2026-05-01
  + 15 calendar days (8 CCR 9792.10.5(a)(1); Code of Civil Procedure 12: the first day is excluded and the last included): 2026-05-16
  2026-05-16 is closed (Saturday); the last day moves to the next day (Code of Civil Procedure 12a)
  2026-05-17 is closed (Sunday); the last day moves to the next day (Code of Civil Procedure 12a)
  last day: 2026-05-18 (Monday)
  days skipped: 2026-05-16 Saturday; 2026-05-17 Sunday
  other reading, statute, K09 (Labor Code 4610.5(l)): 2026-05-11: 10 days from the notice; chase from then on
  caution: the regulations in force since 2026-04-01 have not been read; this is the text before \
(regulation package of 2026-04-01, 8 CCR 9785, 9792.6.1, 9792.7, 9792.9.x, 9792.10.x, 9792.12)
last day: 2026-05-18 (8 CCR 9792.10.5(a)(1))
not verified: a rule used here was not read in its official text
"""


def test_a_clock_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "K09_MAIL", "2026-05-01"]) == 0
    assert capsys.readouterr().out == EXPLAINED


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["K01", "2015-06-01", "--delivery", "mail"], "last day: 2015-07-06 (Labor Code 4610.5(h)(1)(B))"),
        (["K17", "2016-02-12T15:40"], "not verified: a rule used here was not read in its official text"),
        (["K15"], "last day: UNKNOWN (Labor Code 4610.6(d)(1)(B); 8 CCR 9792.10.6(g))"),
        (["K06", "2015-06-01"], "last day: UNKNOWN (no period) (Labor Code 4610.5(k))"),
        (["K02", "2017-12-31"], "last day: UNKNOWN (not in force) (Labor Code 4610.5(h)(1)(A))"),
        (["K15", "2024-07-01", "--program", "ny-external-appeal"], "last day: 2024-07-31 (Insurance Law 4914; Public Health Law 4914)"),
    ],
)  # fmt: skip
def test_the_last_line(arguments: list[str], last: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", *arguments]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["K99", "2015-06-01"], "imr: ca-dwc has no clock 'K99'; it has UR1, "),
        (["K09", "2015-06-01", "--delivery", "pigeon"], "imr: delivery pigeon is unknown; choose one of mail, "),
        (["K01", "9999-12-20"], "imr: K01: no day follows from 9999-12-20; correct the day of the event"),
        (["UR7", "9999-12-20"], "imr: UR7: no day follows from 9999-12-20; correct the day of the event"),
        (["K01", "2015-06-01", "--program", "mars"], "imr: there is no program pack 'mars'; there are ca-dmhc, "),
    ],
)
def test_what_is_not_known_is_refused(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", *arguments]) == 2
    assert capsys.readouterr().out.startswith(says)


@pytest.mark.parametrize(
    ("then", "code", "said"),
    [
        (["amended=2015-07-20"], 0, "last day: 2015-07-27 (Labor Code 4610.6(j); 8 CCR 9792.10.7(a)(2))"),
        (["paused=2015-07-20:appeal"], 0, "last day: UNKNOWN (paused) (Labor Code 4610.6(j); 8 CCR 9792.10.7(a)(2))"),
        (["paused=2015-07-20:appeal", "resumed=2015-07-31"], 0, "last day: 2015-08-05 (Labor Code 4610.6(j); 8 CCR 9792.10.7(a)(2))"),
        (["paused=2015-07-20:rain"], 1, "Problem: K21, happening 2 (paused 2015-07-20): no law read lets rain stop the clock. The grounds of K21 are: appeal, liability."),
        (["stopped=2015-07-20"], 2, "imr: --then stopped=2015-07-20: use one of amended, paused, resumed, extended, converted, met, then = and a day"),
        (["resumed=soon"], 2, "imr: --then resumed=soon: write resumed=YYYY-MM-DD, and after a colon what belongs to it"),
    ],
)  # fmt: skip
def test_what_bore_on_a_clock(then: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = [part for one in then for part in ("--then", one)]
    assert main(["clock", "K21", "2015-07-16", *options]) == code
    assert capsys.readouterr().out.splitlines()[-1] == said


def test_a_conversion_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "K15", "2015-06-16", "--then", "converted=2015-06-20T10:00"]) == 0
    assert (
        "last day: 2015-06-23 10:00:00 (8 CCR 9792.10.6(g)(2); Labor Code 4610.6(d)(1)(C))" in capsys.readouterr().out
    )


def test_clocks_that_were_not_read_are_marked_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "--program", "ca-dmhc"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:] if not line.endswith("NOT VERIFIED")] == ["K09", "K10"]


def test_holidays_of_a_year(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock", "--holidays", "2017"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:3] == ["  2017-01-02 Mon New Year's Day", "  2017-01-16 Mon Martin Luther King Jr. Day"]
    assert len(lines) == 2 + 11 + 13


@pytest.mark.parametrize("day", ["2015-02-30", "yesterday", "2015-6-1"])
def test_a_day_that_does_not_exist_is_refused(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["clock", "K01", day])
    said = f"imr clock: error: argument event: there is no day {day}; write YYYY-MM-DD or YYYY-MM-DDTHH:MM"
    assert capsys.readouterr().err.splitlines()[-1] == said
