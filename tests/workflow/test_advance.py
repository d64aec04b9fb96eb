"""Every transition of the table, taken and refused."""

from __future__ import annotations

from datetime import date

import pytest

from openimr.case import Answer
from openimr.program.notice_loading import load_notices
from openimr.workflow import (
    Refusal,
    Step,
    advance,
    answer_guard,
    list_dues,
    list_duties,
    list_options,
    prove_guards,
    rebuild,
)

from .stories import (
    APPEALED,
    ASSIGNED,
    CARRIED,
    CASE,
    CLEARED,
    ELIGIBLE,
    FIRST,
    ISSUED,
    LATE,
    LAW,
    NOTICE,
    OPENED,
    RECEIVED,
    RECORDS,
    REMANDED,
    SECOND,
    SIGNED,
    SOUND,
    TO_ASSIGNED,
    TO_COMPLETE,
    TO_ISSUED,
    TO_QA,
    TO_REMANDED,
    TO_REVIEW,
    TO_SCREENING,
    Row,
    tell,
)

CERTIFIED = {"certificate": True, "certificate_documents": True, "treatment_given": False}
ASKED: Row = (
    "question_asked",
    "2015-07-22",
    "REVIEWER",
    (),
    {"question": "Is there a report of the MRI?", "asked": "CA"},
)
REQUESTED: Row = (
    "information_requested",
    "2015-06-22",
    "IMRO",
    (),
    {"questions": ("Was the form given?",), "request_received_on": date(2015, 6, 23)},
)
DEFERRED: Row = ("deferred", "2015-06-26", "AD", (), {"liability_disputed": True})
RESOLVED: Row = (
    "liability_resolved",
    "2015-09-15",
    "EMPLOYEE",
    (),
    {
        "liability_resolved_served_on": date(2015, 9, 1),
        "liability_resolved_method": "mail",
        "renewed_on": date(2015, 9, 15),
    },
)
OTHER = {
    "other_case": "CM15-0001299",
    "other_employee": "PAT  EXAMPLE",
    "other_requesting_physician": "Alex Doc",
    "other_date_of_injury": date(2014, 1, 2),
}
TAKEN: list[tuple[tuple[Row, ...], Row, str]] = [
    ((), RECEIVED, "RECEIVED"),
    (
        (RECEIVED,),
        ("found_duplicate", "2015-06-22", "IMRO", (), {"duplicate": True, "duplicate_of": "CM15-0000001"}),
        "DUPLICATE",
    ),
    ((RECEIVED,), TO_SCREENING[1], "SCREENING"),
    (TO_SCREENING, REQUESTED, "INFO_PENDING"),
    ((*TO_SCREENING, REQUESTED), ("information_received", "2015-06-25", "CA", (), {}), "SCREENING"),
    ((*TO_SCREENING, REQUESTED), ("information_overdue", "2015-07-01", "IMRO", (), {}), "SCREENING"),
    (TO_SCREENING, DEFERRED, "DEFERRED"),
    ((*TO_SCREENING, DEFERRED), RESOLVED, "SCREENING"),
    (
        (*TO_SCREENING, DEFERRED, RESOLVED),  # decided after K03 has passed, on a request renewed in time
        ("found_eligible", "2015-11-02", "AD", (), {**SOUND, "ur_service_date": date(2015, 5, 1)}),
        "ELIGIBLE",
    ),
    (TO_SCREENING, ("found_ineligible", "2015-06-26", "AD", (), {"reasons": ("late",)}), "INELIGIBLE"),
    (TO_SCREENING, ("found_ineligible", "2015-06-26", "AD", (2,), {"reasons": ("not_necessity",)}), "SCREENING"),
    (TO_SCREENING, ELIGIBLE, "ELIGIBLE"),
    (
        (*TO_SCREENING, ("found_ineligible", "2015-06-26", "AD", (), {"reasons": ("late",)})),
        ("reopened", "2015-12-01", "WCAB", (), {"reopened_by_order": True}),
        "SCREENING",
    ),
    ((*TO_SCREENING, ELIGIBLE), ("consolidated", "2015-06-26", "IMRO", (), OTHER), "ELIGIBLE"),
    ((*TO_SCREENING, ELIGIBLE), NOTICE, "ASSIGNED"),
    (TO_ASSIGNED, RECORDS, "RECORDS_COMPLETE"),
    (TO_ASSIGNED, LATE, "RECORDS_OVERDUE"),
    ((*TO_ASSIGNED, LATE), RECORDS, "RECORDS_COMPLETE"),
    (
        (*TO_ASSIGNED, LATE),
        ("proceeding_without_records", "2015-07-20", "IMRO", (), {"proceed": True, "documents_besides_ur": 2}),
        "RECORDS_COMPLETE",
    ),
    (TO_COMPLETE, ASSIGNED, "REVIEWER_ASSIGNED"),
    ((*TO_COMPLETE, ASSIGNED), ("reviewer_withdrew", "2015-07-21", "REVIEWER", (), {}), "RECORDS_COMPLETE"),
    ((*TO_COMPLETE, ASSIGNED), OPENED, "IN_REVIEW"),
    (TO_REVIEW, ASKED, "ADD_INFO"),
    ((*TO_REVIEW, ASKED), ("question_answered", "2015-07-24", "CA", (), {}), "IN_REVIEW"),
    (
        (*TO_REVIEW, ASKED),
        ("question_overdue", "2015-07-31", "IMRO", (), {"request_received_on": date(2015, 7, 22)}),
        "IN_REVIEW",
    ),
    (TO_REVIEW, FIRST, "IN_REVIEW"),
    ((*TO_REVIEW, FIRST, SECOND), SIGNED, "DRAFTED"),
    ((*TO_REVIEW, FIRST, SECOND, SIGNED), ("check_started", "2015-07-23", "QA", (), {}), "QA"),
    (TO_QA, ("returned_to_reviewer", "2015-07-24", "QA", (), {"blocking_checks": 1}), "IN_REVIEW"),
    (TO_QA, ISSUED, "ISSUED"),
    (TO_REVIEW, ("converted_to_expedited", "2015-07-21", "IMRO", (), CERTIFIED), "IN_REVIEW"),
    (
        TO_REVIEW,
        ("converted_to_expedited", "2015-07-21", "AD", (), {"director_certified": True, "treatment_given": False}),
        "IN_REVIEW",
    ),
    (TO_REVIEW, ("extended", "2015-07-21", "AD", (), {"extension_approved": True, "extension_days": 3}), "IN_REVIEW"),
    (TO_REVIEW, ("terminated", "2015-07-21", "CA", (), {"authorized_in_writing": True}), "TERMINATED"),
    (TO_REVIEW, ("terminated", "2015-07-21", "CA", (1,), {"authorized_in_writing": True}), "IN_REVIEW"),
    (TO_SCREENING, ("withdrawn", "2015-06-24", "EMPLOYEE", (), {"withdrawn_by": "employee"}), "WITHDRAWN"),
    (TO_ASSIGNED, ("dismissed", "2015-07-01", "AD", (), {"closing_reason": "filed in error"}), "DISMISSED"),
    (
        TO_ASSIGNED,
        (
            "administrator_changed",
            "2015-07-02",
            "CA",
            (),
            {"claims_administrator": "New Claims", "change_effective_on": date(2015, 7, 1)},
        ),
        "ASSIGNED",
    ),
    (TO_ISSUED, APPEALED, "APPEALED"),
    ((*TO_ISSUED, APPEALED), ("petition_denied", "2015-10-10", "WCAB", (), {}), "CLOSED"),
    ((*TO_ISSUED, APPEALED), REMANDED, "REMANDED"),
    (TO_REMANDED, CARRIED, "RECORDS_COMPLETE"),
    (
        (*TO_REMANDED, CARRIED),
        ("reviewer_assigned", "2015-10-13", "IMRO", (), {**CLEARED, "reviewer": "R7"}),
        "REVIEWER_ASSIGNED",
    ),
    (TO_ISSUED, ("closed", "2015-09-01", "IMRO", (), {"implementation_confirmed": True}), "CLOSED"),
]
LATE_FACTS = {"ur_service_date": date(2015, 5, 1)}
REFUSED: list[tuple[tuple[Row, ...], Row, list[str]]] = [
    ((), TO_SCREENING[1], ["before_the_case"]),
    ((RECEIVED,), RECEIVED, ["case_exists"]),
    ((), (*RECEIVED[:3], (), RECEIVED[4]), ["no_items"]),
    ((), (*RECEIVED[:4], {"employee": "Pat Example"}), ["fact_missing: channel", "fact_missing: priority", "fact_missing: received_on"]),
    ((RECEIVED,), ELIGIBLE, ["not_in_this_state"]),
    ((RECEIVED,), ("found_unikue", "2015-06-22", "IMRO", (), {}), ["event_unknown"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "CA", (), {"duplicate": False}), ["wrong_actor"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "IMRO", (), {}), ["fact_missing: duplicate"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "IMRO", (), {"duplicate": "no"}), ["bad_fact"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "IMRO", (), {"duplicate": False, "notice_on": date(9999, 12, 31)}), ["bad_fact"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "IMRO", (), {"duplicated": False}), ["bad_fact"]),
    ((RECEIVED,), ("found_unique", "2015-06-22", "IMRO", (), {"duplicate": False, "open_items": 5}), ["bad_fact"]),
    ((RECEIVED,), ("found_duplicate", "2015-06-22", "IMRO", (), {"duplicate": True}), ["G_EARLIER_CASE"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "signed": False}), ["G_SIGNED"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "right_form": False}), ["G_FORM"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "ur_outcome": "conditional"}), ["G_NOT_CNC", "G_NECESSITY"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, **LATE_FACTS}), ["G_TIMELY"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "liability_disputed": True, "administrator_agrees": False}), ["G_LIABILITY_OK"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "filed_by": "agent", "agent_designated_on": date(2015, 5, 1)}), ["G_AGENT_OK"]),
    (TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "ur_service_method": "pigeon"}), ["bad_fact"]),
    (TO_SCREENING, ("found_ineligible", "2015-06-26", "AD", (3,), {"reasons": ("late",)}), ["no_such_item"]),
    ((*TO_SCREENING, REQUESTED), ("information_overdue", "2015-06-30", "IMRO", (), {}), ["G_ANSWER_OVERDUE"]),
    ((*TO_SCREENING, DEFERRED), (*RESOLVED[:4], {**RESOLVED[4], "renewed_on": date(2015, 10, 7)}), ["G_TIMELY_AFTER_LIABILITY"]),
    ((*TO_SCREENING, ELIGIBLE), ("consolidated", "2015-06-26", "IMRO", (), {**OTHER, "other_date_of_injury": date(2014, 1, 3)}), ["G_CONSOLIDATE"]),
    (TO_ASSIGNED, ("records_late", "2015-07-14", "IMRO", (), {}), ["G_RECORDS_LATE"]),
    ((*TO_ASSIGNED, LATE), ("proceeding_without_records", "2015-07-20", "IMRO", (), {"proceed": True, "documents_besides_ur": 0}), ["G_NOT_UR_ONLY"]),
    (TO_COMPLETE, ("reviewer_assigned", "2015-07-20", "IMRO", (), {**CLEARED, "conflict_free": False}), ["G_NO_CONFLICT"]),
    (TO_COMPLETE, ("reviewer_assigned", "2015-07-20", "IMRO", (), {**CLEARED, "reviewer_qualified": False, "capacity": False}), ["G_QUALIFIED", "G_CAPACITY"]),
    (TO_COMPLETE, ("reviewer_assigned", "2015-07-20", "IMRO", (), {**CLEARED, "reviewers": 2, "more_reviewers_approved": False}), ["G_NUMBER_OF_REVIEWERS"]),
    (TO_REVIEW, SIGNED, ["G_ALL_DECIDED"]),
    (TO_REVIEW, ("item_decided", "2015-07-22", "REVIEWER", (1,), {"decision": "partly"}), ["G_DECISION"]),
    (TO_REVIEW, ("item_decided", "2015-07-22", "IMRO", (1,), {"decision": "upheld"}), ["wrong_actor"]),
    (TO_QA, (*ISSUED[:4], {**ISSUED[4], "blocking_checks": 2}), ["G_CHECKS_PASS"]),
    (TO_REVIEW, ("converted_to_expedited", "2015-07-21", "IMRO", (), {**CERTIFIED, "treatment_given": True}), ["G_NOT_GIVEN"]),
    (TO_REVIEW, ("terminated", "2015-07-21", "CA", (), {"authorized_in_writing": False, "settled": False}), ["G_ENDED"]),
    (TO_SCREENING, ("withdrawn", "2015-06-24", "CA", (), {"withdrawn_by": "claims_administrator"}), ["G_MAY_WITHDRAW"]),
    (TO_ISSUED, (*APPEALED[:1], "2015-08-29", "CA", (), {"petition_verified": True, "petition_served_on": date(2015, 8, 29)}), ["G_PETITION_TIMELY"]),
    (TO_ISSUED, ("withdrawn", "2015-08-29", "EMPLOYEE", (), {"withdrawn_by": "employee"}), ["not_in_this_state"]),
    ((*TO_ISSUED, APPEALED), ("remanded", "2015-10-10", "WCAB", (), {"ground": "lateness", "wrong_fact": "x"}), ["G_GROUND"]),
    ((*TO_REMANDED, CARRIED), ("reviewer_assigned", "2015-10-13", "IMRO", (), CLEARED), ["G_NEW_REVIEWER"]),
    (TO_ISSUED, ("closed", "2015-08-28", "IMRO", (), {"implementation_confirmed": True}), ["G_APPEAL_OVER"]),
    (TO_ISSUED, ("closed", "2015-09-01", "IMRO", (), {"implementation_confirmed": False}), ["G_DONE"]),
]  # fmt: skip


def step(before: tuple[Row, ...], row: Row) -> Step | Refusal:
    log = tell((*before, row))
    rebuilt = rebuild(LAW, log[:-1], CASE)
    assert rebuilt.problems == ()
    return advance(LAW, rebuilt.standing, log[-1])


@pytest.mark.parametrize(
    ("before", "row", "state"),
    TAKEN,
    ids=lambda one: one[0] if isinstance(one, tuple) and one and isinstance(one[0], str) else None,
)
def test_a_step_that_is_taken(before: tuple[Row, ...], row: Row, state: str) -> None:
    found = step(before, row)
    assert isinstance(found, Step), found
    assert found.standing.state == state
    assert found.standing.history[-1].event == row[0]


def test_every_transition_of_the_table_is_taken_above() -> None:
    assert {row.event for row in LAW.process.transitions} == {row[0] for _, row, _ in TAKEN}


@pytest.mark.parametrize(("before", "row", "codes"), REFUSED)
def test_a_step_that_is_refused_says_what_is_missing(before: tuple[Row, ...], row: Row, codes: list[str]) -> None:
    found = step(before, row)
    assert isinstance(found, Refusal), found
    said = []
    for problem in found.problems:
        guard = next((g.code for g in LAW.process.guards if f"({g.code}, " in problem.says), None)
        name = problem.fix.removeprefix("Give the fact ").rstrip(".")
        said.append(f"fact_missing: {name}" if problem.code == "fact_missing" else guard or problem.code)
    assert said == codes
    assert [problem.fix for problem in found.problems if not problem.fix.endswith(".")] == []


def test_a_refusal_in_words() -> None:
    found = step(TO_SCREENING, ("found_eligible", "2015-06-26", "AD", (), {**SOUND, "signed": False}))
    assert isinstance(found, Refusal)
    assert [(one.says, one.where, one.fix) for one in found.problems] == [
        (
            "found_eligible on 2015-06-26: not so: the employee or a valid representative signed (G_SIGNED, 8 CCR "
            "9792.10.1(b), 9792.10.3(a)(1)).",
            "row 3, CM15-0001234",
            "The form may be signed and filed again while time remains.",
        )
    ]


def test_every_example_of_every_guard_holds() -> None:
    proofs = prove_guards(LAW)
    assert [proof for proof in proofs if not proof.holds] == []
    assert {proof.of for proof in proofs} == {guard.code for guard in LAW.process.guards}


def test_a_guard_names_the_facts_that_would_decide_it() -> None:
    found = answer_guard(LAW, "G_TIMELY", {"ur_service_date": date(2015, 6, 1), "formulary": False})
    assert (found.answer, found.missing) == (Answer.NOT_DOCUMENTED, ("received_on", "ur_service_method"))


def test_notices_sent_are_those_of_the_pack_and_all_are_sent() -> None:
    sent = {code for row in LAW.process.transitions for code in row.notices}
    assert sent == {template.code for template in load_notices("ca-dwc").templates}


def test_items_end_one_by_one() -> None:
    row: Row = ("terminated", "2015-07-21", "CA", (1,), {"authorized_in_writing": True})
    found = step(TO_REVIEW, row)
    assert isinstance(found, Step)
    assert [(item.n, item.status) for item in found.standing.items] == [(1, "TERMINATED"), (2, "OPEN")]
    second = step((*TO_REVIEW, row), (*row[:3], (2,), row[4]))
    assert isinstance(second, Step)
    assert (second.standing.state, second.standing.clocks) == ("TERMINATED", ())
    again = step((*TO_REVIEW, row), row)
    assert isinstance(again, Refusal)
    assert [problem.code for problem in again.problems] == ["item_ended"]


def test_consolidated_cases_know_each_other() -> None:
    found = step((*TO_SCREENING, ELIGIBLE), ("consolidated", "2015-06-26", "IMRO", (), OTHER))
    assert isinstance(found, Step)
    assert {fact.name: fact.value for fact in found.standing.facts}["joined_with"] == ("CM15-0001299",)


def dues(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    standing = rebuild(LAW, tell(rows), CASE).standing
    assert standing is not None
    return [(due.clock, str(due.moment or due.day)) for due in list_dues(LAW, standing)]


EXPEDITED: Row = (*RECEIVED[:4], {**RECEIVED[4], "priority": "expedited"})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((RECEIVED,), [("K06", "None")]),
        ((*TO_SCREENING, ELIGIBLE), [("K08", "2015-06-29")]),
        (TO_ASSIGNED, [("K09", "2015-07-09"), ("K09_MAIL", "2015-07-14")]),
        ((EXPEDITED, *TO_ASSIGNED[1:]), [("K10", "2015-07-03")]),
        ((*TO_ASSIGNED, LATE), [("K09", "2015-07-09"), ("K09_MAIL", "2015-07-14"), ("K23", "2015-07-15")]),
        (TO_COMPLETE, [("K15", "2015-08-17")]),
        ((EXPEDITED, *TO_COMPLETE[1:]), [("K17", "2015-07-20")]),
        ((*TO_COMPLETE[:-1], (*RECORDS[:4], {**RECORDS[4], "formulary": True})), [("K15", "2015-08-17")]),  # before 2018
        ((*TO_REVIEW, ("converted_to_expedited", "2015-07-21T09:00", "IMRO", (), CERTIFIED)), [("K17", "2015-07-24 09:00:00")]),
        ((*TO_REVIEW, ("extended", "2015-07-21", "AD", (), {"extension_approved": True, "extension_days": 3})), [("K15", "2015-08-20")]),
        (
            TO_ISSUED,
            [("K19", "2015-07-24"), ("K20", "2015-08-28"), ("K21", "2015-08-05"), ("K22", "2015-08-18"), ("K25", "None")],
        ),
        ((*TO_ISSUED, APPEALED), [("K19", "2015-07-24"), ("K21", "2015-08-05"), ("K22", "None"), ("K25", "None")]),
        ((*TO_ISSUED, APPEALED, ("petition_denied", "2015-10-10", "WCAB", (), {})), [("K21", "2015-08-05"), ("K22", "2015-10-19")]),
        (TO_REMANDED, []),
        ((*TO_REMANDED, CARRIED), [("K15", "2015-11-12")]),
        ((*TO_SCREENING, ("found_ineligible", "2015-06-26", "AD", (), {"reasons": ("late",)})), [("K20", "2015-07-27")]),
    ],
)  # fmt: skip
def test_running_clocks(rows: tuple[Row, ...], expected: list[tuple[str, str]]) -> None:
    assert dues(rows) == expected


def three_years_later(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(
        (
            name,
            at.replace("2015", "2018"),
            actor,
            items,
            {
                key: value.replace(year=value.year + 3) if isinstance(value, date) else value
                for key, value in facts.items()
            },
        )
        for name, at, actor, items, facts in rows
    )


def test_formulary_drugs_have_their_own_clock_since_2018() -> None:
    """Filed 15 days after service by mail, in time (10 + 5); records in on 17 July 2018, five working days."""
    facts = {**RECEIVED[4], "formulary": True, "received_on": date(2015, 6, 10)}
    rows = three_years_later(((*RECEIVED[:1], "2015-06-10", *RECEIVED[2:4], facts), *TO_COMPLETE[1:]))
    assert dues(rows) == [("K16", "2018-07-24")]
    late = three_years_later(((*RECEIVED[:4], {**facts, "received_on": date(2015, 6, 20)}), *TO_COMPLETE[1:3]))
    rebuilt = rebuild(LAW, tell(late), CASE)
    assert [problem.says for problem in rebuilt.problems] == [
        "found_eligible on 2018-06-26: not so: the application came in time (G_TIMELY, Labor Code 4610.5(h))."
    ]


def test_an_event_whose_day_is_not_known_leaves_the_clock_unknown() -> None:
    without = {name: value for name, value in NOTICE[4].items() if name != "notice_received_on"}
    rows = (EXPEDITED, *TO_ASSIGNED[1:3], (*NOTICE[:4], without))
    assert dues(rows) == [("K10", "None")]


def test_who_must_do_what_by_when() -> None:
    standing = rebuild(LAW, tell(TO_ISSUED), CASE).standing
    assert standing is not None
    assert [(one.who, one.does, [str(due.day) for due in one.due]) for one in list_duties(LAW, standing)] == [
        ("CA", "authorize what was overturned", ["2015-08-05"]),
        ("CA", "reimburse what was overturned and already given", ["2015-08-18"]),
        ("EMPLOYEE", "appeal, if wished", ["2015-08-28"]),
        ("AD", "publish without names, if wished", ["None"]),
    ]


def test_clocks_converted_into_one_are_one_duty() -> None:
    rows = (*TO_ASSIGNED, ("converted_to_expedited", "2015-07-01T09:00", "IMRO", (), CERTIFIED))
    standing = rebuild(LAW, tell(rows), CASE).standing
    assert standing is not None
    first = list_duties(LAW, standing)[0]
    assert (first.who, [(due.clock, str(due.moment)) for due in first.due]) == ("CA", [("K10", "2015-07-02 09:00:00")])


def test_what_comes_next_and_what_it_lacks() -> None:
    standing = rebuild(LAW, tell(TO_COMPLETE), CASE).standing
    assert standing is not None
    found = {one.transition.event: one for one in list_options(LAW, standing, date(2015, 7, 20))}
    lacking = [lack.name for lack in found["reviewer_assigned"].missing]
    assert lacking == [
        "reviewer_qualified",
        "conflict_free",
        "specialty_fits",
        "capacity",
        "reviewer",
        "reviewers",
        "more_reviewers_approved",
    ]
    assert [lack.name for lack in found["reviewer_assigned"].failed] == ["G_REVIEWER_NAMED"]
    assert found["extended"].ready is False
