"""The log alone: any case at any moment, amended rows, and rows that cannot be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.workflow import (
    CaseFact,
    Event,
    list_cases,
    list_dues,
    list_duties,
    list_options,
    read_log,
    rebuild,
    split_log,
    write_log,
)
from openimr.workflow.event import RETRACTED

from .stories import (
    CARRIED,
    CASE,
    LAW,
    TO_ASSIGNED,
    TO_ISSUED,
    TO_REMANDED,
    TO_SCREENING,
    tell,
)

LONG = tell((*TO_REMANDED, CARRIED))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("known_at", "state"),
    [
        ("2015-06-20T17:59", None),
        ("2015-06-20T18:01", "RECEIVED"),
        ("2015-06-23T00:00", "SCREENING"),
        ("2015-06-28T00:00", "ELIGIBLE"),
        ("2015-07-10T00:00", "ASSIGNED"),
        ("2015-07-19T00:00", "RECORDS_COMPLETE"),
        ("2015-07-22T00:00", "IN_REVIEW"),
        ("2015-07-23T23:00", "QA"),
        ("2015-08-01T00:00", "ISSUED"),
        ("2015-09-01T00:00", "APPEALED"),
        ("2015-10-11T00:00", "REMANDED"),
        ("2016-01-01T00:00", "RECORDS_COMPLETE"),
    ],
)
def test_a_case_at_any_moment(known_at: str, state: str | None) -> None:
    rebuilt = rebuild(LAW, LONG, CASE, known_at=moment(known_at))
    assert (rebuilt.standing.state if rebuilt.standing else None, rebuilt.problems) == (state, ())


@given(st.integers(0, len(LONG)))
def test_the_past_is_what_the_log_was_then(length: int) -> None:
    """Rows written later change nothing of what was known before."""
    known_at = LONG[length - 1].recorded if length else LONG[0].recorded - timedelta(minutes=1)
    assert rebuild(LAW, LONG, CASE, known_at=known_at) == rebuild(LAW, LONG[:length], CASE)


def test_a_log_of_several_cases_keeps_them_apart() -> None:
    other = tuple(replace(event, id=f"x{event.id}") for event in tell(TO_SCREENING, "CM15-0009999"))
    log = (*LONG[:3], *other, *LONG[3:])
    assert list_cases(log) == (CASE, "CM15-0009999")
    assert split_log(log) == (LONG, other)
    assert rebuild(LAW, log, CASE) == rebuild(LAW, LONG, CASE)
    second = rebuild(LAW, log, "CM15-0009999").standing
    assert second is not None
    assert second.state == "SCREENING"


def test_a_log_is_written_and_read_again() -> None:
    read = read_log(write_log(LONG), LAW.process)
    assert (read.events, read.problems) == (LONG, ())


def amend(of: str, event: Event, **changes: object) -> Event:
    changed = replace(event, id=f"a{of}", amends=of, recorded=LONG[-1].recorded + timedelta(days=1), row=99)
    return replace(changed, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("by", "state"), [("2015-06-19", None), ("2015-06-26", "ELIGIBLE"), ("2015-07-24", "ISSUED")])
def test_a_case_as_it_stood_on_a_day(by: str, state: str | None) -> None:
    rebuilt = rebuild(LAW, LONG, CASE, happened_by=date.fromisoformat(by))
    assert (rebuilt.standing.state if rebuilt.standing else None, rebuilt.problems) == (state, ())


def test_an_amended_event_is_replayed_in_its_place() -> None:
    """The notice of assignment was of 1 July, not of 29 June: the days for records move, as known from then on."""
    log = tell(TO_ASSIGNED)
    facts = (CaseFact(name="notice_on", value=date(2015, 7, 1)), CaseFact(name="notice_method", value="electronic"))
    corrected = amend("e4", log[3], at=date(2015, 7, 1), facts=facts)
    before = rebuild(LAW, (*log, corrected), CASE, known_at=corrected.recorded - timedelta(minutes=1)).standing
    after = rebuild(LAW, (*log, corrected), CASE).standing
    assert before is not None
    assert after is not None
    assert [(due.clock, str(due.day)) for due in list_dues(LAW, before)] == [
        ("K09", "2015-07-09"),
        ("K09_MAIL", "2015-07-14"),
    ]
    assert [(due.clock, str(due.day)) for due in list_dues(LAW, after)] == [
        ("K09", "2015-07-13"),
        ("K09_ELECTRONIC", "2015-07-13"),
    ]


def test_an_amendment_that_breaks_what_follows_tells_which_rows() -> None:
    log = tell(TO_ASSIGNED)
    late = (*log[0].facts, CaseFact(name="ur_service_date", value=date(2015, 4, 1)))
    rebuilt = rebuild(LAW, (*log, amend("e1", log[0], facts=late)), CASE)
    assert rebuilt.standing is not None
    assert (rebuilt.standing.state, [(one.code, one.where) for one in rebuilt.problems]) == (
        "SCREENING",
        [("guard_not_met", f"row 3, {CASE}"), ("not_in_this_state", f"row 4, {CASE}")],
    )


def test_a_retracted_row_never_was() -> None:
    log = tell(TO_ASSIGNED)
    retraction = amend("e4", log[3], name=RETRACTED, facts=())
    rebuilt = rebuild(LAW, (*log, retraction), CASE)
    assert rebuilt == rebuild(LAW, log[:3], CASE)


def early(log: tuple[Event, ...]) -> tuple[Event, ...]:
    return (*log[:-1], replace(log[-1], at=date(2015, 6, 25)))


@pytest.mark.parametrize(
    ("log", "problem"),
    [
        (LONG[1:2], ("before_the_case", f"row 2, {CASE}", "Record application_received first.")),
        ((LONG[0], replace(LONG[0], id="e99", row=2)), ("event_twice", f"row 2, {CASE}", "Remove it; to correct the earlier row, amend it.")),
        ((LONG[0], replace(LONG[1], id="e1")), ("event_twice", f"row 2, {CASE}", "Remove it, or give it its own id.")),
        (
            (LONG[0], amend("e1", LONG[0]), replace(LONG[1], id="ae1", recorded=LONG[-1].recorded + timedelta(days=2))),
            ("event_twice", f"row 2, {CASE}", "Remove it, or give it its own id."),
        ),
        (early(LONG[:4]), ("out_of_order", f"row 4, {CASE}", "Correct the day, or record it before that row.")),
        (
            (LONG[0], replace(LONG[1], recorded=moment("2015-06-20T01:00"), at=date(2015, 6, 20))),
            ("out_of_order", f"row 2, {CASE}", "Put the rows in the order in which they were recorded."),
        ),
        ((LONG[0], replace(LONG[1], at=date(2015, 12, 1))), ("in_the_future", f"row 2, {CASE}", "Correct the day.")),
        ((LONG[0], replace(LONG[1], at=date(1066, 1, 1))), ("no_such_day", f"row 2, {CASE}", "Correct the day.")),
        ((LONG[0], amend("e7", LONG[1])), ("nothing_to_amend", f"row 99, {CASE}", "Name the row.")),
        (
            (LONG[0], LONG[1], amend("e2", LONG[2])),
            ("other_event", f"row 99, {CASE}", "Retract the row (retracted) and record the other event."),
        ),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_so_is_a_problem_with_row_and_remedy(
    log: tuple[Event, ...], problem: tuple[str, str, str]
) -> None:
    rebuilt = rebuild(LAW, log, CASE)
    assert [(one.code, one.where, one.fix) for one in rebuilt.problems] == [problem]


def test_a_refused_row_changes_nothing() -> None:
    log = tell(TO_ISSUED)
    wrong = replace(log[-1], id="w", name="closed", at=log[-1].at, facts=(), row=99)
    assert rebuild(LAW, (*log, wrong), CASE).standing == rebuild(LAW, log, CASE).standing


LINE = '{"id": "e1", "case": "C", "event": "found_unique", "at": "2015-06-22", "recorded": "2015-06-22T18:00", "actor": "IMRO"'


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        ("{", [("no_json", "row 1")]),
        ("[1]", [("no_object", "row 1")]),
        ('{"id": "e1"}', [("key_missing", "row 1")] * 5),
        (f'{LINE}, "when": 1}}', [("key_unknown", "row 1")]),
        (LINE.replace("2015-06-22T18:00", "2015-06-22") + "}", [("no_day", "row 1")]),
        (LINE.replace('"2015-06-22"', '"2015-02-30"', 1) + "}", [("no_day", "row 1")]),
        (LINE.replace('"2015-06-22"', '"9999-12-31"', 1) + "}", [("no_day", "row 1")]),
        (f'{LINE}, "facts": {{"notice_on": "9999-12-31"}}}}', [("bad_fact", "row 1")]),
        (f'{LINE}, "items": ["a"]}}', [("bad_items", "row 1")]),
        (f'{LINE}, "items": [true]}}', [("bad_items", "row 1")]),
        (f'{LINE}, "facts": [1]}}', [("bad_facts", "row 1")]),
        (f'{LINE}, "facts": {{"unikue": true}}}}', [("bad_fact", "row 1")]),
        (f'{LINE}, "facts": {{"notice_on": "soon"}}}}', [("bad_fact", "row 1")]),
        (f'{LINE}, "facts": {{"eligible_items": 1}}}}', [("bad_fact", "row 1")]),
        (f'{LINE}, "facts": {{"reviewers": true}}}}', [("bad_fact", "row 1")]),
        (f"{LINE}}}\n\n{LINE}}}", [("event_twice", "row 3")]),
        (f"{LINE}}}\n{{", [("no_json", "row 2")]),
    ],
)
def test_a_faulty_log_is_refused_whole(lines: str, problems: list[tuple[str, str]]) -> None:
    read = read_log(lines, LAW.process)
    assert (read.events, [(one.code, one.where) for one in read.problems]) == ((), problems)


def test_on_remand_decisions_are_open_again_and_the_reviewer_is_excluded() -> None:
    standing = rebuild(LAW, LONG, CASE).standing
    assert standing is not None
    facts = {fact.name: fact.value for fact in standing.facts}
    assert ([item.status for item in standing.items], facts["excluded_reviewers"], facts["signed_off"]) == (
        ["OPEN", "OPEN"],
        ("R3",),
        False,
    )


_EVENTS = st.builds(
    Event,
    id=st.sampled_from(["e1", "e2", "e3", "x"]),
    case=st.just(CASE),
    name=st.sampled_from([*(row.event for row in LAW.process.transitions), "nothing", RETRACTED]),
    at=st.one_of(
        st.dates(date(2015, 6, 1), date(2015, 12, 1)), st.datetimes(moment("2015-06-01"), moment("2015-12-01"))
    ),
    recorded=st.datetimes(moment("2015-06-01"), moment("2016-01-01")),
    actor=st.sampled_from(["IMRO", "AD", "CA", "REVIEWER", "nobody"]),
    items=st.sampled_from([(), (1,), (1, 2), (7,)]),
    facts=st.lists(
        st.builds(
            CaseFact,
            name=st.sampled_from([*(fact.name for fact in LAW.process.facts), "nothing"]),
            value=st.sampled_from(
                [True, 0, 3, "mail", "pigeon", "regular", ("a",), date(2015, 6, 2), moment("2015-07-01")]
            ),
        ),
        max_size=4,
    ).map(tuple),
    amends=st.sampled_from([None, "e1", "e2", "y"]),
    row=st.integers(1, 99),
)


@given(st.integers(0, len(LONG)), st.lists(_EVENTS, max_size=4))
def test_no_log_breaks_the_replay(length: int, wild: list[Event]) -> None:
    """Whatever the rows: a standing or none, and a problem with row and remedy for each that was refused."""
    rebuilt = rebuild(LAW, (*LONG[:length], *wild), CASE)
    assert [one for one in rebuilt.problems if not (one.where.startswith("row ") and one.fix)] == []
    if rebuilt.standing is not None:
        assert len(list_dues(LAW, rebuilt.standing)) == len(rebuilt.standing.clocks)
        list_duties(LAW, rebuilt.standing)
        list_options(LAW, rebuilt.standing, date(2015, 8, 1))
