"""Who may review, who is tied to whom, who fits."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest

from openimr.case import Case, DisputedItem, Party, PartyRole
from openimr.panel import load, qualify, rank
from openimr.panel.conflict import find, likeness

HEAD = (
    "id,name,degree,licenses,boards,years_in_practice,hours_a_week,disciplined,qme,ties,addresses,load,capacity,"
    "verified_on\n"
)
GOOD = "A1,Lena Okoye,MD,CA:2020-12-31,Neurology:2020-12-31,12,30,no,no,Bay Nerve Group,12 Elm Road,1,9,2014-01-05\n"
ON = date(2014, 6, 1)


def reviewer(row: str):
    reviewers, problems = load(HEAD + row)
    assert problems == ()
    return reviewers[0]


@pytest.mark.parametrize(
    ("change", "failing"),
    [
        (("", ""), []),
        (("CA:2020-12-31", "CA:2014-05-31"), ["RQ1", "RQ3"]),
        (("CA:2020-12-31", "CA:2014-06-01"), []),
        (("CA:2020-12-31", "CA:2020-12-31:restricted"), ["RQ3"]),
        (("Neurology:2020-12-31", "Neurology:2014-05-31"), ["RQ4"]),
        (("30,no,no", "30,yes,no"), ["RQ5"]),
        (("30,no,no", "30,no,yes"), ["RQ6"]),
        (("MD,CA:2020-12-31,Neurology:2020-12-31", "PhD,TX:2020-12-31,"), []),
    ],
)
def test_each_requirement_on_its_day(change: tuple[str, str], failing: list[str]) -> None:
    found = qualify(reviewer(GOOD.replace(*change) if change[0] else GOOD), on=ON)
    assert [one.id for one in found if not one.holds] == failing


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (GOOD.replace("CA:2020-12-31", "XX:2020-12-31"), "there is no state 'XX'"),
        (GOOD.replace("CA:2020-12-31", ""), "it names no license"),
        (GOOD.replace(",no,no,", ",maybe,no,"), "'maybe' is neither yes nor no"),
        (GOOD + GOOD, "seem to be one person: both have the id A1"),
    ],
)
def test_a_wrong_row_is_named(row: str, says: str) -> None:
    reviewers, problems = load(HEAD + row)
    assert (reviewers, [says in problem.says for problem in problems]) == ((), [True])


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Lena Okoye, MD", "OKOYE, LENA", True),
        ("L. Okoye", "Lena Okoye", True),
        ("Lena Okoye", "Lena M. Okoye, M.D.", True),
        ("Bay Nerve Group", "Bay Nerve Grp., Inc.", True),
        ("Lena Okoye", "Lena Okafor", False),
        ("Bay Nerve Group", "Bay Spine Group", False),
    ],
)
def test_names_that_are_the_same_person_or_firm(a: str, b: str, same: bool) -> None:
    assert (likeness(a, b) >= 90) is same


def test_a_tie_is_found_by_group_and_by_address() -> None:
    parties = (
        Party(role=PartyRole.REQUESTING_GROUP, name="Bay Nerve Group, Inc."),
        Party(role=PartyRole.FACILITY, name="Elm Surgery Center", address="12 Elm Road, Suite 4, Fresno"),
        Party(role=PartyRole.EMPLOYER, name="Quarry Foods"),
    )
    assert [one.code for one in find(reviewer(GOOD), parties)] == ["COI_PROVIDER", "COI_FACILITY"]


def test_the_bundled_roster_has_sixty_reviewers_and_serves_a_dispute() -> None:
    text = resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8")
    reviewers, problems = load(text)
    item = DisputedItem(n=1, request="12 psychotherapy sessions", service="psychotherapy", body_region="psyche")
    panel = rank(reviewers, Case(program="ca-dwc", items=(item,)), on=date(2014, 2, 1))
    assert (len(reviewers), problems, panel.specialties[:2]) == (60, (), ("Psychology", "Psychiatry"))
    assert (panel.candidates[0].board, panel.candidates[0].assignable) == ("Psychology", True)


def test_a_tied_reviewer_is_never_assignable() -> None:
    item = DisputedItem(n=1, request="EMG of the left arm", service="EMG/NCS")
    case = Case(program="ca-dwc", items=(item,), parties=(Party(role=PartyRole.PROVIDER, name="Dr. Lena Okoye"),))
    panel = rank((reviewer(GOOD),), case, on=ON)
    assert [(one.assignable, len(one.conflicts)) for one in panel.candidates] == [(False, 1)]
