"""The same engine, other programs: a case from request to determination, and what each program asks of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from openimr.program import names
from openimr.workflow import (
    CaseFact,
    Event,
    Law,
    list_dues,
    load_law,
    prove_guards,
    rebuild,
)
from openimr.workflow.fact import Value

OTHERS = [name for name in names() if name != "ca-dwc"]
SCREENER = {"ca-dmhc": "AD", "us-external-review": "CA", "tx-wc-iro": "AD", "ny-external-appeal": "AD"}
OWN: dict[str, dict[str, Value]] = {
    "ca-dmhc": {},
    "us-external-review": {},
    "tx-wc-iro": {"licensed_in_texas": True},
    "ny-external-appeal": {"experimental": False},
}


def tell(name: str, **changes: Value) -> tuple[Event, ...]:
    """A case of 2024; `changes` are facts given with the assignment of reviewers or the request."""
    facts: list[tuple[str, str, str, dict[str, Value]]] = [
        (
            "request_received",
            "2024-07-01",
            SCREENER[name],
            {
                "person": "Pat Example",
                "channel": "mail",
                "priority": "regular",
                "received_on": date(2024, 7, 1),
                "decided_on": date(2024, 6, 3),
                "filed_by": "insured",
            },
        ),
        ("assigned", "2024-07-02", SCREENER[name], {"medical_ground": True, "exhausted": True, "complete": True, "assigned_on": date(2024, 7, 2)}),
        ("records_received", "2024-07-05", "CA", {"records_complete": True}),
        (
            "reviewers_assigned",
            "2024-07-08",
            "IMRO",
            {"reviewer": "R1", "reviewer_qualified": True, "conflict_free": True, "reviewers": 1, **OWN[name], **changes},
        ),
        ("item_decided", "2024-07-10", "REVIEWER", {"decision": "overturned"}),
        ("issued", "2024-07-11", "IMRO", {"signed_off": True, "issued_on": date(2024, 7, 11)}),
    ]  # fmt: skip
    return tuple(
        Event(
            id=f"e{n}",
            case="X-2024-0001",
            name=event,
            at=date.fromisoformat(at),
            recorded=datetime.fromisoformat(f"{at}T18:0{n}"),
            actor=actor,
            items=(1,) if n == 1 else (),
            facts=tuple(CaseFact(name=key, value=value) for key, value in given.items()),
            row=n,
        )
        for n, (event, at, actor, given) in enumerate(facts, 1)
    )


@pytest.fixture(params=OTHERS)
def law(request: pytest.FixtureRequest) -> Law:
    return load_law(request.param)


def test_every_example_of_every_guard_holds(law: Law) -> None:
    assert [proof for proof in prove_guards(law) if not proof.holds] == []
    assert [guard.code for guard in law.process.guards if not guard.examples] == []


def test_a_case_from_request_to_determination(law: Law) -> None:
    rebuilt = rebuild(law, tell(law.program.name), "X-2024-0001")
    assert rebuilt.problems == ()
    assert rebuilt.standing is not None
    assert (rebuilt.standing.state, [item.status for item in rebuilt.standing.items]) == ("ISSUED", ["OVERTURNED"])


@pytest.mark.parametrize(
    ("name", "regular", "expedited"),
    [
        ("ca-dmhc", "2024-08-04", "2024-07-09"),  # 30 days from the records; three days from the certificate
        ("us-external-review", "2024-08-16", "2024-07-09"),  # 45 days from assignment
        ("tx-wc-iro", "2024-07-22", "2024-07-09"),  # 20 days from assignment
        ("ny-external-appeal", "2024-08-01", "2024-07-09"),  # 30 days from assignment
    ],
)
def test_the_determination_is_due(name: str, regular: str, expedited: str) -> None:
    law, log = load_law(name), tell(name)[:3]
    converted = replace(
        log[-1],
        id="c",
        name="converted_to_expedited",
        at=date(2024, 7, 6),
        recorded=datetime(2024, 7, 6, 18),  # noqa: DTZ001
        actor="IMRO",
        facts=(CaseFact(name="certificate", value=True),),
    )
    found = []
    for rows in (log, (*log, converted)):
        standing = rebuild(law, rows, "X-2024-0001").standing
        assert standing is not None
        found.append([str(due.day) for due in list_dues(law, standing)])
    assert found == [[regular], [expedited]]


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("tx-wc-iro", {"licensed_in_texas": False}, "every reviewer is licensed in Texas"),
        ("ny-external-appeal", {"experimental": True, "odd_number": True}, "a panel of three or more, an odd number"),
        ("ca-dmhc", {"conflict_free": False}, "the conflict test is clear"),
        (
            "us-external-review",
            {"reviewer_qualified": False},
            "the reviewer is a clinical peer of an accredited organization",
        ),
    ],
)
def test_what_a_program_asks_of_its_reviewers(name: str, changes: dict[str, Value], says: str) -> None:
    rebuilt = rebuild(load_law(name), tell(name, **changes)[:4], "X-2024-0001")
    assert rebuilt.standing is not None
    assert (rebuilt.standing.state, [one.code for one in rebuilt.problems], says in rebuilt.problems[0].says) == (
        "RECORDS_COMPLETE",
        ["guard_not_met"],
        True,
    )
