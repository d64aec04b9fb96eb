"""Logs of fictional cases, told as short rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from openimr.workflow import CaseFact, Event, load_law
from openimr.workflow.fact import Value

LAW = load_law("ca-dwc")
CASE = "CM15-0001234"
Row = tuple[str, str, str, tuple[int, ...], dict[str, Value]]

FILED: dict[str, Value] = {
    "employee": "Pat Example",
    "channel": "mail",
    "priority": "regular",
    "received_on": date(2015, 6, 20),
    "ur_decision_date": date(2015, 5, 26),
    "ur_service_date": date(2015, 5, 26),
    "ur_service_method": "mail",
    "date_of_injury": date(2014, 1, 2),
    "requesting_physician": "Alex Doc",
    "filed_by": "employee",
}
SOUND: dict[str, Value] = {
    "right_form": True,
    "signed": True,
    "ur_decision_attached": True,
    "ur_outcome": "denied",
    "liability_disputed": False,
}
CLEARED: dict[str, Value] = {
    "reviewer": "R3",
    "reviewer_qualified": True,
    "conflict_free": True,
    "specialty_fits": True,
    "capacity": True,
    "reviewers": 1,
}
RECEIVED: Row = ("application_received", "2015-06-20", "IMRO", (1, 2), FILED)
UNIQUE: Row = ("found_unique", "2015-06-22", "IMRO", (), {"duplicate": False})
ELIGIBLE: Row = ("found_eligible", "2015-06-26", "AD", (), SOUND)
NOTICE: Row = (
    "notice_of_assignment_sent",
    "2015-06-29",
    "IMRO",
    (),
    {"notice_on": date(2015, 6, 29), "notice_method": "mail", "notice_received_on": date(2015, 7, 2)},
)
LATE: Row = ("records_late", "2015-07-16", "IMRO", (), {})
RECORDS: Row = ("records_received", "2015-07-17", "CA", (), {"records_complete": True, "others_done": True})
ASSIGNED: Row = ("reviewer_assigned", "2015-07-20", "IMRO", (), CLEARED)
OPENED: Row = ("file_opened", "2015-07-21", "REVIEWER", (), {})
FIRST: Row = ("item_decided", "2015-07-22", "REVIEWER", (1,), {"decision": "overturned"})
SECOND: Row = ("item_decided", "2015-07-22", "REVIEWER", (2,), {"decision": "upheld"})
SIGNED: Row = ("signed_off", "2015-07-22", "REVIEWER", (), {"signed_off": True})
CHECKED: Row = ("check_started", "2015-07-23", "QA", (), {})
ISSUED: Row = (
    "issued",
    "2015-07-24",
    "QA",
    (),
    {"blocking_checks": 0, "determination_mailed_on": date(2015, 7, 24), "determination_method": "mail"},
)
APPEALED: Row = (
    "appealed",
    "2015-08-10",
    "CA",
    (),
    {"petition_verified": True, "petition_served_on": date(2015, 8, 10)},
)
REMANDED: Row = ("remanded", "2015-10-10", "WCAB", (), {"ground": "fact", "wrong_fact": "no report of earlier care"})
CARRIED: Row = ("records_carried_over", "2015-10-12", "IMRO", (), {})

TO_SCREENING = (RECEIVED, UNIQUE)
TO_ASSIGNED = (*TO_SCREENING, ELIGIBLE, NOTICE)
TO_COMPLETE = (*TO_ASSIGNED, RECORDS)
TO_REVIEW = (*TO_COMPLETE, ASSIGNED, OPENED)
TO_QA = (*TO_REVIEW, FIRST, SECOND, SIGNED, CHECKED)
TO_ISSUED = (*TO_QA, ISSUED)
TO_REMANDED = (*TO_ISSUED, APPEALED, REMANDED)


def tell(rows: tuple[Row, ...], case: str = CASE) -> tuple[Event, ...]:
    """The rows as a log, each recorded a minute after the one above on its day, ids e1, e2, ..."""
    return tuple(_event(n, row, case) for n, row in enumerate(rows, 1))


def _event(n: int, row: Row, case: str) -> Event:
    name, at, actor, items, facts = row
    moment = date.fromisoformat(at) if len(at) == 10 else datetime.fromisoformat(at)
    day = moment.date() if isinstance(moment, datetime) else moment
    return Event(
        id=f"e{n}",
        case=case,
        name=name,
        at=moment,
        recorded=datetime(day.year, day.month, day.day, 18) + timedelta(minutes=n),  # noqa: DTZ001
        actor=actor,
        items=items,
        facts=tuple(CaseFact(name=key, value=value) for key, value in facts.items()),
        row=n,
    )
