"""Agreement of blind double reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from openimr.case import Decision
from openimr.panel.agreement import Pair, find_drift, kappa, load_pairs, measure

UP, OVER = Decision.UPHELD, Decision.OVERTURNED


def pairs(
    counts: dict[tuple[Decision, Decision], int], service: str = "psychotherapy", start: int = 0
) -> tuple[Pair, ...]:
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    return tuple(
        Pair(
            case_id=f"C{n}",
            item="1",
            service=service,
            day=date(2014, 1, 1) + timedelta(days=start + n),
            first=a,
            second=b,
        )
        for n, (a, b) in enumerate(kinds)
    )


def test_kappa_of_a_known_table() -> None:
    """20 and 15 agreed, 5 and 10 not: (0.7 - 0.5) / (1 - 0.5); by hand, the standard error is the root of 0.2016 / 12.5,
    and Wilson's lower end for 35 of 50 is 0.5625."""
    value, low, high = kappa([[0.4, 0.1], [0.2, 0.3]], 50) or (9, 9, 9)
    assert (round(value, 4), round(low, 4), round(high, 4)) == (0.4, 0.125, 0.6489)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({(UP, UP): 20, (OVER, OVER): 20}, (1.0, 1.0)),
        ({(UP, UP): 20}, (1.0, None)),
        ({(UP, UP): 3, (OVER, UP): 3}, (0.5, None)),
        ({(UP, OVER): 10, (OVER, UP): 10}, (0.0, -1.0)),
    ],
)
def test_kappa_at_the_edges(counts: dict[tuple[Decision, Decision], int], expected: tuple[float, float | None]) -> None:
    found = measure(pairs(counts))[-1]
    assert (found.agreed, found.kappa) == expected


def test_one_row_a_category_and_never_one_a_reviewer() -> None:
    mixed = (*pairs({(UP, UP): 12, (OVER, OVER): 4}), *pairs({(UP, UP): 6, (UP, OVER): 6}, "MRI lumbar"))
    assert [(one.category, one.pairs) for one in measure(mixed)] == [
        ("Behavioral and mental health", 16),
        ("Diagnostic testing", 12),
        ("all", 28),
    ]
    assert [name for name in Pair.__slots__ if "reviewer" in name] == []


def test_a_fall_in_agreement_is_an_alarm_and_steadiness_is_none() -> None:
    steady = {(UP, UP): 45, (OVER, OVER): 36, (UP, OVER): 9}
    before = pairs(steady)
    assert find_drift((*before, *pairs({(UP, UP): 14, (OVER, OVER): 13, (UP, OVER): 3}, start=200))) == ()
    alarms = find_drift((*before, *pairs({(UP, UP): 10, (OVER, OVER): 6, (UP, OVER): 14}, start=200)))
    assert [(one.category, round(one.before, 2), round(one.recent, 2)) for one in alarms] == [
        ("Behavioral and mental health", 0.9, 0.53)
    ]
    assert alarms[0].chance < 0.001


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("case,item,service,day,first,second\nC1,1,psychotherapy,2014-02-30,upheld,upheld\n", "reviews, row 2"),
        ("case,item,service,day,first,second\nC1,1,psychotherapy,2014-02-03,upheld,maybe\n", "reviews, row 2"),
        ("case,item,service,day,first,second,reviewer\n", "reviews, row 1"),
    ],
)
def test_bad_input_is_named(text: str, where: str) -> None:
    found, problems = load_pairs(text)
    assert (found, [one.where for one in problems]) == ((), [where])
