"""Packs: what loads, and errors that name file and key."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from openimr import program
from openimr.program import FeeKey


def test_the_california_pack_names_its_organization_and_wording() -> None:
    pack = program.load("ca-dwc")
    assert (pack.name, pack.organization.short_name, pack.wording.guideline_label, pack.wording.allow_partial) == (
        "ca-dwc",
        "MAXIMUS",
        "MAXIMUS guideline",
        False,
    )


def test_clocks_one_to_twenty_five_are_all_there() -> None:
    ids = {clock.id for clock in program.load("ca-dwc").clocks}
    assert {f"K{number:02d}" for number in range(1, 26)} - ids == set()


def test_evidence_ladder_has_its_order() -> None:
    ladder = program.load("ca-dwc").evidence
    assert [row.rank for row in ladder.standards] == ["A", "B", "C", "D", "E", "F"]
    assert [row.level for row in ladder.levels] == ["1a", "1b", "1c", "2", "3", "4", "5"]
    assert ladder.search_sequence == ("mtus", "acoem_odg", "other_guideline", "study")


@pytest.mark.parametrize(
    ("name", "code", "effect"),
    [
        ("unsigned", "INE_SIGNATURE", "reject"),
        ("late", "INE_LATE", "reject"),
        ("no_ur_decision", "INE_NO_URD", "reject"),
        ("liability_disputed", "INE_LIABILITY", "defer"),
        ("conditional_noncertification", "INE_CNC", "reject"),
        ("wrong_form", "INE_FORM", "reject"),
        ("authorised_meanwhile", "INE_RESOLVED", "reject"),
        ("duplicate", "INE_DUPLICATE", "merge"),
    ],
)
def test_reasons_carry_code_and_effect(name: str, code: str, effect: str) -> None:
    reason = program.load("ca-dwc").reason(name)
    assert (reason.code, reason.effect) == (code, effect)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    with_files = files("openimr_packs") / "programs" / "ca-dwc"
    folder = tmp_path / "ca-dwc"
    shutil.copytree(str(with_files), folder)
    return folder


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "fees.yaml").unlink()
    with pytest.raises(program.PackError, match=r"fees\.yaml is missing"):
        program.read(copied)


def test_an_unknown_key_is_named_with_its_file(copied: Path) -> None:
    file = copied / "fees.yaml"
    file.write_text(file.read_text().replace("amount: 560", "amuont: 560"))
    with pytest.raises(program.PackError, match=r"ca-dwc/fees\.yaml:3: fees\.0\.amuont: "):
        program.read(copied)


def test_versions_that_overlap_are_refused(copied: Path) -> None:
    file = copied / "clocks.yaml"
    file.write_text(file.read_text().replace("valid_to: 2014-02-11", "valid_to: 2014-02-12"))
    with pytest.raises(program.PackError, match=r"ca-dwc/clocks\.yaml:\d+: K07: versions overlap on 2014-02-12"):
        program.read(copied)


def test_a_calendar_that_does_not_exist_is_refused(copied: Path) -> None:
    file = copied / "clocks.yaml"
    file.write_text(file.read_text().replace("calendar: judicial", "calendar: lunar", 1))
    with pytest.raises(program.PackError, match="no calendar is called 'lunar'"):
        program.read(copied)


def test_there_are_five_programs() -> None:
    assert program.names() == ("ca-dmhc", "ca-dwc", "ny-external-appeal", "tx-wc-iro", "us-external-review")


def test_a_program_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(program.PackError, match="no program pack 'mars'; there are ca-dmhc, ca-dwc"):
        program.load("mars")


@pytest.mark.parametrize(
    ("name", "periods", "license_state", "tie"),
    [
        (
            "ca-dwc",
            "30 calendar_days, 10 calendar_days, 30 calendar_days, 72 hours",
            "preferred",
            "service_is_provided",
        ),
        ("ca-dmhc", "6 months, 3 business_days, 30 calendar_days, 3 calendar_days", "preferred", "service_is_provided"),
        ("us-external-review", "4 months, 5 business_days, 45 calendar_days, 72 hours", "any", "not_documented"),
        (
            "tx-wc-iro",
            "45 calendar_days, 3 business_days, 20 calendar_days, 3 calendar_days",
            "required",
            "not_documented",
        ),
        ("ny-external-appeal", "4 months, 30 calendar_days, 72 hours", "any", "odd_number"),
    ],
)
def test_what_the_programs_differ_in(name: str, periods: str, license_state: str, tie: str) -> None:
    """Filing, records, determination, expedited determination; who may review; who breaks a tie."""
    pack = program.load(name)
    rows = [clock.versions[-1] for clock in pack.clocks if clock.id in ("K01", "K09", "K15", "K17")]
    found = ", ".join(f"{row.length} {row.unit}" for row in rows)
    assert (found, pack.review.license_state, pack.review.tie) == (periods, license_state, tie)


@pytest.mark.parametrize("name", program.names())
def test_every_row_of_every_pack_has_a_source(name: str) -> None:
    pack = program.load(name)
    rows = (*pack.actors, *pack.reasons, *pack.fees, *pack.provisions, *pack.documents, *pack.outcomes, *pack.penalties)
    assert [row for row in rows if not row.source] == []
    assert [version for clock in pack.clocks for version in clock.versions if not version.source] == []


def test_the_provisions_of_california_by_group() -> None:
    counts: dict[str, int] = {}
    for row in program.load("ca-dwc").provisions:
        counts[row.group] = counts.get(row.group, 0) + 1
    assert counts == {
        "utilization review": 8,
        "counting": 1,
        "filing": 8,
        "eligibility": 6,
        "assignment": 3,
        "records": 15,
        "standards": 14,
        "organization": 7,
        "treatment schedule": 18,
        "publication": 2,
        "software": 13,
        "history": 13,
    }


def test_who_may_file() -> None:
    pack = program.load("ca-dwc")
    filers = [actor.code for actor in pack.actors if actor.may_file]
    assert filers == ["EMPLOYEE", "AGENT", "ATTORNEY", "EMERG_PROV"]


def test_qualifications_and_conflicts_are_all_there() -> None:
    pack = program.load("ca-dwc")
    assert [row.id for row in pack.qualifications if row.required] == [f"RQ{n}" for n in range(1, 7)]
    assert [(row.code, row.organization, row.reviewer) for row in pack.conflicts] == [
        ("COI_EMPLOYER", True, True),
        ("COI_INSURER", True, True),
        ("COI_URO", True, False),
        ("COI_MPN", False, True),
        ("COI_OFFICER", True, True),
        ("COI_PROVIDER", True, True),
        ("COI_FACILITY", True, True),
        ("COI_DEVELOPER", True, True),
        ("COI_EMPLOYEE", True, True),
        ("COI_ATTORNEY", True, False),
    ]


def test_identifiers_fit_their_examples() -> None:
    rows = [row for row in program.load("ca-dwc").identifiers if row.pattern]
    assert [bool(re.fullmatch(row.pattern or "", row.example or "")) for row in rows] == [True] * len(rows)


@pytest.mark.parametrize(
    ("key", "amount"),
    [
        (FeeKey(received=date(2013, 5, 1), priority="regular", physician_reviewer=True), 560),
        (FeeKey(received=date(2013, 5, 1), priority="regular", physician_reviewer=True, reviewers=2), 760),
        (FeeKey(received=date(2013, 5, 1), priority="expedited", physician_reviewer=False), 595),
        (FeeKey(received=date(2013, 5, 1), priority="regular"), None),  # the reviewer's degree is not known
        (FeeKey(received=date(2014, 4, 1), priority="regular", pharmacy_only=True), 390),
        (FeeKey(received=date(2014, 4, 1), priority="regular", pharmacy_only=False), 420),
        (FeeKey(received=date(2014, 4, 1), priority="expedited", pharmacy_only=False), 515),
        (FeeKey(received=date(2014, 4, 1), priority="regular", stage="before_reviewer"), 160),
        (FeeKey(received=date(2017, 4, 1), priority="regular", pharmacy_only=False), None),  # not verified
        (FeeKey(received=date(2020, 1, 1), priority="expedited"), 345),
        (FeeKey(received=date(2026, 4, 1), priority="regular"), None),
    ],
)
def test_fees(key: FeeKey, amount: int | None) -> None:
    fee = program.find_fee(program.load("ca-dwc"), key)
    assert (fee.amount if fee else None) == amount


@pytest.mark.parametrize(
    ("due", "done", "days", "dollars"),
    [
        (date(2015, 6, 16), date(2015, 6, 16), None, None),
        (date(2015, 6, 16), date(2015, 6, 17), 1, 500),
        (date(2015, 6, 16), date(2015, 6, 26), 10, 5000),
        (date(2015, 6, 16), date(2015, 7, 26), 40, 5000),
        (date(2014, 10, 1), date(2014, 11, 30), None, None),  # enforced from 2014-12-01
    ],
)
def test_exposure_of_late_records(due: date, done: date, days: int | None, dollars: int | None) -> None:
    found = program.expose(program.load("ca-dwc"), "LATE_RECORDS", due=due, done=done)
    assert (found.days if found else None, found.dollars if found else None) == (days, dollars)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("fees.yaml", "amount: 760", "amount: many", r"fees\.yaml:4: fees\.1\.amount: Input should be a valid integer"),
        ("fees.yaml", "valid_from: 2013-01-01", "valid_from: 2013-02-30", r"fees\.yaml:3: a value cannot be read: day is"),
        ("fees.yaml", "reviewers: 2, amount: 760", "reviewers: 1, amount: 760", r"fees\.yaml:4: .* a case could be charged"),
        ("fees.yaml", "fees:", "fees: [", r"fees\.yaml:\d+: is no YAML"),
        ("clocks.yaml", "who: employee\n", "who: employee\n    who: nobody\n", r"clocks\.yaml:\d+: key 'who' is given twice"),
        ("clocks.yaml", "id: K02", "id: K01", r"clocks\.yaml:\d+: clock 'K01' is given twice"),
        ("clocks.yaml", "expedited: K17", "expedited: K77", r"clocks\.yaml:\d+: K15: no clock is called 'K77'"),
        ("clocks.yaml", "unit: business_days\n", "unit: weeks\n", r"clocks\.yaml:\d+: .*Input should be 'calendar_days'"),
        ("clocks.yaml", "        calendar: state_business\n", "", r"clocks\.yaml:\d+: UR1: business days need a calendar"),
        (
            "clocks.yaml",
            "valid_from: 2013-01-01, valid_to: 2014-03-31",
            "valid_from: 2014-01-01, valid_to: 2013-03-31",
            r"clocks\.yaml:\d+: K04: a version ends on 2013-03-31 before it begins on 2014-01-01",
        ),
        ("reasons.yaml", "name: late", "name: unsigned", r"reasons\.yaml:\d+: reason 'unsigned' is given twice"),
        ("reasons.yaml", "clock: K04", "clock: K44", r"reasons\.yaml:\d+: no_ur_decision: no clock is called 'K44'"),
        ("reasons.yaml", "effect: defer", "effect: wait", r"reasons\.yaml:\d+: reasons\.4\.effect: Input should be 'reject'"),
        ("holidays.yaml", "month: 1, day: 1", "month: first, day: 1", r"holidays\.yaml:6: calendars\.0\.holidays\.0\.month"),
        ("holidays.yaml", "month: 1, day: 1", "month: 2, day: 30", r"holidays\.yaml:6: New Year's Day: no year has this day"),
        ("holidays.yaml", "weekday: 0, nth: 3", "weekday: 0", r"holidays\.yaml:7: Martin .*: give either the day, or the weekday"),
        ("holidays.yaml", "name: Presidents' Day", "name: New Year's Day", r"holidays\.yaml:\d+: New Year's Day: versions overlap on every day"),
        ("holidays.yaml", "calendars:", "7: none\ncalendars:", r"holidays\.yaml:2: the key '7' is no word; write it in quotes"),
        ("history.yaml", "volumes:", "fees:", r"history\.yaml:\d+: 'fees' is in ca-dwc/fees\.yaml already"),
    ],
)  # fmt: skip
def test_a_fault_names_file_line_and_key(copied: Path, file: str, old: str, new: str, says: str) -> None:
    path = copied / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(program.PackError, match=says):
        program.read(copied)
