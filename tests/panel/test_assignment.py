"""All open cases at once: capacity, deadlines, conflicts, double reviews, remands, stability, remedies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.case import Case, DisputedItem, OpenImrError, Party, PartyRole
from openimr.engines.assigning import flow_solver
from openimr.panel import Board as Certificate
from openimr.panel import License, Reviewer, Tie, rank
from openimr.panel.assignment import Board, OpenCase, Want, assign, draw_sample, load_cases

ON = date(2014, 6, 2)
PSYCHE = (DisputedItem(n=1, request="6 sessions", service="psychotherapy", body_region="psyche"),)
NERVES = (DisputedItem(n=1, request="EMG of the left arm", service="EMG/NCS"),)
ACME = Party(role=PartyRole.EMPLOYER, name="Acme Foods")
PLAIN = Reviewer(
    id="R1", name="Lena Okoye", degree="MD", licenses=(License(state="CA", expires=date(2020, 1, 1)),),
    boards=(Certificate(specialty="Psychiatry", expires=date(2020, 1, 1)),), years=9, hours=30, disciplined=False,
    qualified_medical_evaluator=False, ties=(), addresses=(), load=0, capacity=1, verified_on=ON,
)  # fmt: skip
SECOND = replace(PLAIN, id="R2", name="Ivo Brandt", licenses=(License(state="TX", expires=date(2020, 1, 1)),))
FIRST_CASE = OpenCase(id="C1", items=PSYCHE, due=ON + timedelta(days=9))


def solve(cases: list[OpenCase], roster: list[Reviewer], **more: object) -> Board:
    return assign(cases, roster, solver=flow_solver(), on=ON, **more)  # type: ignore[arg-type]


def pairs(board: Board) -> list[tuple[str, str]]:
    return [(one.case_id, one.reviewer_id) for one in board.placements]


def test_a_california_license_is_preferred_and_fit_is_that_of_the_panel() -> None:
    board = solve([FIRST_CASE], [SECOND, PLAIN])
    ranked = rank((PLAIN, SECOND), Case(program="ca-dwc", items=PSYCHE), on=ON)
    assert pairs(board) == [("C1", "R1")]
    assert [one.fit for one in board.placements] == [ranked.candidates[0].fit]
    assert (board.points, board.bound, board.shortfalls) == (round(10_000 * ranked.candidates[0].fit), board.points, ())


def test_the_earlier_deadline_gets_the_only_place() -> None:
    late = replace(FIRST_CASE, id="A", due=ON + timedelta(days=20))
    never = replace(FIRST_CASE, id="B", due=None)
    board = solve([never, late, FIRST_CASE], [PLAIN])
    assert pairs(board) == [("C1", "R1")]
    assert [(one.case_id, one.want, one.remedy) for one in board.shortfalls] == [
        ("A", Want.ROOM, "R1 takes one case more (1 are agreed)"),
        ("B", Want.ROOM, "R1 takes one case more (1 are agreed)"),
    ]


@pytest.mark.parametrize(
    ("changed", "case", "want", "says", "remedy"),
    [
        (
            {"ties": (Tie(name="Acme Foods, Inc."),)}, {"parties": (ACME,)}, Want.REVIEWER,
            "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 tied.",
            "one reviewer licensed in Psychology and no tie to Acme Foods",
        ),
        (
            {"ties": (Tie(name="Acme Silver Foods"),)}, {"parties": (Party(role=PartyRole.EMPLOYER, name="Acme Silver Trucking"),)},
            Want.CLEARANCE, "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 near miss.",
            "the near miss looked at: R1 is tied to 'Acme Silver Foods'; the employer is 'Acme Silver Trucking'",
        ),
        (
            {"boards": (Certificate(specialty="Psychiatry", expires=date(2014, 6, 1)),)}, {}, Want.RENEWAL,
            "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 certificate lapsed.",
            "the certificate in Psychiatry of R1 renewed (expired on 2014-06-01)",
        ),
        (
            {"licenses": (License(state="CA", expires=date(2014, 6, 1)),)}, {}, Want.RENEWAL,
            "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 license lapsed.",
            "the CA license of R1 renewed (expired on 2014-06-01)",
        ),
        (
            {"disciplined": None}, {}, Want.RENEWAL, "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 unattested.",
            "R1 attests that there is no discipline",
        ),
        (
            {"disciplined": True}, {}, Want.REVIEWER, "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 disciplined.",
            "one reviewer licensed in Psychology",
        ),
        (
            {}, {"earlier": ("R1",)}, Want.REVIEWER, "Of 1 reviewers in Psychology or Psychiatry none can take it: 1 reviewed it before.",
            "one reviewer licensed in Psychology who did not review it before",
        ),
        (
            {}, {"items": NERVES}, Want.REVIEWER,
            "No reviewer practices Neurology or Physical Medicine and Rehabilitation or Occupational Medicine.",
            "one reviewer with board Neurology",
        ),
        (
            {"capacity": 0}, {}, Want.ROOM, "All 1 reviewers who may take it are full with cases as urgent or more.",
            "R1 takes one case more (0 are agreed)",
        ),
    ],
)  # fmt: skip
def test_the_reason_and_the_cheapest_remedy(
    changed: dict[str, object], case: dict[str, object], want: Want, says: str, remedy: str
) -> None:
    board = solve([replace(FIRST_CASE, **case)], [replace(PLAIN, **changed)])  # type: ignore[arg-type]
    (found,) = board.shortfalls
    assert (pairs(board), found.want, found.says, found.remedy) == ([], want, says, remedy)


def test_the_cheapest_remedy_of_several() -> None:
    lapsed = replace(PLAIN, boards=(Certificate(specialty="Psychiatry", expires=date(2014, 6, 1)),))
    silent = replace(SECOND, disciplined=None)
    assert solve([FIRST_CASE], [lapsed, silent]).shortfalls[0].remedy == "R2 attests that there is no discipline"


def test_a_near_miss_bars_until_it_is_cleared() -> None:
    near = replace(PLAIN, ties=(Tie(name="Acme Silver Foods"),))
    case = replace(FIRST_CASE, parties=(Party(role=PartyRole.EMPLOYER, name="Acme Silver Trucking"),))
    assert pairs(solve([case], [near])) == []
    assert pairs(solve([replace(case, cleared=("R1",))], [near])) == [("C1", "R1")]
    tied = replace(near, ties=(Tie(name="Acme Silver Trucking"),))
    assert pairs(solve([replace(case, cleared=("R1",))], [tied])) == []


def test_two_seats_go_to_two_people_and_after_all_first_seats() -> None:
    twice = replace(FIRST_CASE, seats=2)
    other = replace(FIRST_CASE, id="C2", due=None)
    assert pairs(solve([twice], [PLAIN, SECOND])) == [("C1", "R1"), ("C1", "R2")]
    board = solve([twice, other], [PLAIN, SECOND])
    assert (sorted(one for one, _ in pairs(board)), [one.case_id for one in board.shortfalls]) == (["C1", "C2"], ["C1"])
    wide = replace(PLAIN, capacity=9)
    assert [(one.case_id, one.open_seats) for one in solve([twice], [wide]).shortfalls] == [("C1", 1)]


def test_a_remand_goes_to_another() -> None:
    assert pairs(solve([replace(FIRST_CASE, earlier=("R1",))], [PLAIN, SECOND])) == [("C1", "R2")]


def test_a_case_stays_where_it_was_for_little() -> None:
    board = solve(
        [FIRST_CASE], [PLAIN, replace(SECOND, licenses=PLAIN.licenses, load=1, capacity=9)], previous=[("C1", "R2")]
    )
    assert (pairs(board), board.moved, board.placements[0].reasons[-1]) == (
        [("C1", "R2")],
        (),
        "kept from the plan before",
    )
    assert solve([FIRST_CASE], [PLAIN, SECOND], previous=[("C1", "R2")]).moved == ("C1",)


def test_the_sample_depends_on_the_case_alone() -> None:
    cases = [replace(FIRST_CASE, id=f"C{n}") for n in range(1000)]
    drawn = {one.id for one in draw_sample(cases, share=0.05, salt="spring") if one.seats == 2}
    again = {one.id for one in draw_sample(cases[500:], share=0.05, salt="spring") if one.seats == 2}
    assert (len(drawn), again) == (37, {one for one in drawn if int(one[1:]) >= 500})
    assert drawn != {one.id for one in draw_sample(cases, share=0.05, salt="autumn") if one.seats == 2}


def test_nobody_twice() -> None:
    with pytest.raises(OpenImrError, match="The case C1 is listed twice"):
        solve([FIRST_CASE, FIRST_CASE], [PLAIN])
    with pytest.raises(OpenImrError, match="The reviewer R1 is listed twice"):
        solve([FIRST_CASE], [PLAIN, PLAIN])


def test_no_cases_and_no_reviewers() -> None:
    assert (solve([], [PLAIN]).placements, solve([FIRST_CASE], []).shortfalls[0].want) == ((), Want.REVIEWER)


@st.composite
def situation(draw: st.DrawFn) -> tuple[list[OpenCase], list[Reviewer]]:
    firms = ("Acme Foods", "Quarry Hotel", "Tallow Mill")
    cases = [
        OpenCase(
            id=f"C{n}",
            items=draw(st.sampled_from((PSYCHE, NERVES))),
            parties=(Party(role=PartyRole.EMPLOYER, name=draw(st.sampled_from(firms))),),
            due=draw(st.sampled_from((None, ON, ON + timedelta(days=3)))),
            seats=draw(st.sampled_from((1, 1, 2))),
        )
        for n in range(draw(st.integers(1, 8)))
    ]
    roster = [
        replace(
            PLAIN,
            id=f"R{n}",
            name=f"Person{n} Number{n}",
            boards=(Certificate(specialty=draw(st.sampled_from(("Psychiatry", "Neurology")))),),
            ties=tuple(Tie(name=name) for name in draw(st.sets(st.sampled_from(firms), max_size=1))),
            capacity=draw(st.integers(0, 3)),
        )
        for n in range(draw(st.integers(1, 5)))
    ]
    return cases, roster


ODD = OpenCase(
    id="C00",
    items=(DisputedItem(n=1, request="hearing test", service="specialist consultation"),),
    due=ON - timedelta(days=1),
)


@settings(max_examples=60, deadline=None)
@given(situation(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_an_impossible_case_disturbs_nobody(
    given_: tuple[list[OpenCase], list[Reviewer]], chance: object
) -> None:
    cases, roster = given_
    board = solve(cases, roster)
    mixed, turned = list(cases), list(roster)
    chance.shuffle(mixed), chance.shuffle(turned)  # type: ignore[attr-defined]
    beside = solve([*mixed, ODD], turned)
    assert pairs(beside) == pairs(board)
    assert [one for one in beside.shortfalls if one.case_id != "C00"] == list(board.shortfalls)
    assert sum(one.open_seats for one in board.shortfalls) + len(board.placements) == sum(one.seats for one in cases)


@settings(max_examples=40, deadline=None)
@given(situation())
def test_solving_again_moves_nothing(given_: tuple[list[OpenCase], list[Reviewer]]) -> None:
    cases, roster = given_
    first = solve(cases, roster)
    again = solve(cases, roster, previous=pairs(first))
    assert (pairs(again), again.moved) == (pairs(first), ())


# ---- lists of cases


HEAD = "id,services,due,seats,employer,requesting_group\n"


def test_a_list_of_cases() -> None:
    cases, problems = load_cases(HEAD + "C1,psychotherapy;EMG/NCS,2014-06-11,2,Acme Foods,Bay Group @ 12 Elm Road\n")
    assert problems == ()
    assert [(one.id, len(one.items), one.due, one.seats) for one in cases] == [("C1", 2, date(2014, 6, 11), 2)]
    assert cases[0].parties == (ACME, Party(role=PartyRole.REQUESTING_GROUP, name="Bay Group", address="12 Elm Road"))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",psychotherapy,,,,", "it has no id"),
        ("C1,,,,,", "it names no service"),
        ("C1,aromatherapy,,,,", "'aromatherapy' is no service the panel knows"),
        ("C1,psychotherapy,2014-06-31,,,", "due: '2014-06-31' is no day of the calendar; write it as 2014-06-30"),
        ("C1,psychotherapy,,3,,", "seats cannot be '3'; use 1 or 2"),
        ("C0,psychotherapy,,,,", "the case C0 stands in row 2 already"),
        ("C1,psychotherapy", "it has more or fewer cells than the head has columns"),
    ],
)
def test_a_wrong_row_refuses_the_list(row: str, says: str) -> None:
    cases, problems = load_cases(HEAD + "C0,psychotherapy,,,,\n" + row + "\n")
    assert (cases, [(one.where, one.says) for one in problems]) == (
        (),
        [("cases, row 3", f"This row cannot be used: {says}.")],
    )
