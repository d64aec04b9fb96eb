"""The model of how like cases went, on planted data."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from openimr.case import OpenImrError
from openimr.corpus.consistency import Sample, auc, bins_of, brier, calibration_error
from openimr.engines.corpus_model import estimate, evaluate, learn, read_model, write_model


def _samples(seed: int = 3) -> list[Sample]:
    """Half of service A is overturned four times in five, of service B once in five; nothing else matters."""
    rng = random.Random(seed)
    made = []
    for n in range(1500):
        service = "AB"[n % 2]
        hit = rng.random() < (0.8 if service == "A" else 0.2)
        sex = rng.choice(("female", "male"))
        made.append(
            Sample(
                features=(f"service={service}", f"word={rng.choice('xyz')}"),
                overturned=hit,
                year=2010 + n // 2 % 6,
                sex=sex,
            )
        )
    return made


def test_what_was_planted_is_learned_and_calibrated() -> None:
    samples = _samples()
    model = learn(samples, to=2013)
    report = evaluate(model, samples, first=2014, last=2015)
    assert (report.learned, report.tested) == (1000, 500)
    assert report.auc == pytest.approx(0.8, abs=0.05)
    assert report.calibration_error < 0.12
    assert report.brier < report.baseline_brier - 0.05
    assert [group.name for group in report.groups] == ["female", "male"]


def test_an_estimate_names_the_deciding_fact() -> None:
    told = estimate(learn(_samples(), to=2013), ("service=A", "signal=unheard of"))
    assert told.rate == pytest.approx(0.8, abs=0.08)
    assert told.reasons[0].feature == "service=A"
    assert told.unseen == ("signal=unheard of",)


def test_the_same_samples_give_the_same_model() -> None:
    one, two = learn(_samples(), to=2013), learn(_samples(), to=2013)
    assert one == two


def test_a_model_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    model = learn(_samples(), to=2013)
    write_model(model, path)
    assert read_model(path) == model
    path.write_text("{}")
    with pytest.raises(OpenImrError, match="is no model"):
        read_model(path)


def test_too_few_items_are_refused() -> None:
    with pytest.raises(OpenImrError, match="at least 50"):
        learn(_samples()[:20], to=2013)


def test_later_years_are_needed_to_test() -> None:
    with pytest.raises(OpenImrError, match="nothing to test on"):
        evaluate(learn(_samples(), to=2015), _samples(), first=2016, last=2020)


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ((0.1, 0.2, 0.8, 0.9), (False, False, True, True), 1.0),
        ((0.5, 0.5, 0.5, 0.5), (False, True, False, True), 0.5),
        ((0.9, 0.1), (False, True), 0.0),
        ((0.1, 0.4, 0.35, 0.8), (False, False, True, True), 0.75),
        ((0.3, 0.4), (True, True), None),
    ],
)
def test_auc(scores: tuple[float, ...], truth: tuple[bool, ...], expected: float | None) -> None:
    assert auc(scores, truth) == expected


def test_calibration_error_and_brier() -> None:
    bins = bins_of((0.25, 0.25, 0.75, 0.75), (False, True, True, True))
    assert [(one.count, one.predicted, one.overturned) for one in bins] == [(2, 0.25, 1), (2, 0.75, 2)]
    assert calibration_error(bins) == 0.25
    assert brier((0.0, 0.5), (False, True)) == 0.125
