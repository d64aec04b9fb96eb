"""Strong Kleene logic, as a truth table."""

from __future__ import annotations

import pytest

from openimr.case import Answer, all_of, any_of, at_least, truth

Y, N, U = Answer.MET, Answer.NOT_MET, Answer.NOT_DOCUMENTED


@pytest.mark.parametrize(
    ("answers", "every", "some"),
    [
        ((), Y, N),
        ((Y, Y), Y, Y),
        ((Y, N), N, Y),
        ((Y, U), U, Y),
        ((N, U), N, U),
        ((N, N), N, N),
        ((U, U), U, U),
    ],
)
def test_all_and_any(answers: tuple[Answer, ...], every: Answer, some: Answer) -> None:
    assert (all_of(answers), any_of(answers)) == (every, some)


@pytest.mark.parametrize(
    ("answers", "result"),
    [((Y, Y, N), Y), ((Y, N, N), N), ((Y, U, N), U), ((Y, U, Y), Y), ((N, N, U), N)],
)
def test_at_least_two(answers: tuple[Answer, ...], result: Answer) -> None:
    assert at_least(2, answers) is result


def test_negation_and_truth() -> None:
    assert [~Y, ~N, ~U] == [N, Y, U]
    assert [truth(True), truth(False), truth(None)] == [Y, N, U]
