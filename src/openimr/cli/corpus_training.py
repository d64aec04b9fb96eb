"""`imr corpus train`, and how its report reads."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from openimr.case import OpenImrError
from openimr.corpus.consistency import Report, Sample
from openimr.corpus.figures import percent
from openimr.engines.corpus_model import evaluate, learn, write_model
from openimr.engines.corpus_samples import samples_of

from .corpus_looking import filters_of, span_of


def train(chosen: argparse.Namespace) -> int:
    """Writes the model with its report, and prints the report."""
    samples = samples_of(chosen.corpus, filters_of(chosen))
    to = chosen.to or _last_learned(samples)
    first, last = span_of("--test", chosen.test)
    model = learn(samples, to=to)
    report = evaluate(
        model, samples, first=first or to + 1, last=last if last is not None else max(one.year for one in samples)
    )
    out: Path = chosen.out or chosen.corpus / "model.json"
    write_model(replace(model, report=report), out)
    print(json.dumps(asdict(report)) if chosen.json else "\n".join((*_lines(report), f"The model is in {out}.")))
    return 0


def _last_learned(samples: Sequence[Sample]) -> int:
    """The last year that leaves at least a fifth of the items to test on."""
    years = sorted(one.year for one in samples)
    if not years or years[0] == years[-1]:
        raise OpenImrError("A split by time needs decided items of two years or more; the corpus does not hold them.")
    return min(years[len(years) * 4 // 5], years[-1] - 1)


def _lines(report: Report) -> Iterator[str]:
    yield f"Learned from {report.learned:,} decided items to {report.learned_to}, tested on {report.tested:,} of {report.tested_from} to {report.tested_to}."
    yield "  What follows the decision, identifiers, dates, names, sex and age are not among the features."
    yield f"  AUC {report.auc:.3f} (rate of the service alone {report.baseline_auc:.3f})"
    yield f"  Brier score {report.brier:.4f} (rate of all alone {report.baseline_brier:.4f})"
    yield f"  calibration error {report.calibration_error:.3f}"
    yield "  predicted  overturned       of"
    for one in report.bins:
        yield f"  {percent(one.predicted):>9}  {percent(one.rate):>10}  {one.count:>7,}"
    yield "  group       items  overturned     95 % interval  predicted    AUC"
    for group in report.groups:
        span = f"{percent(group.interval.low)} to {percent(group.interval.high)}"
        told = f"{group.auc:.3f}" if group.auc is not None else "-"
        yield f"  {group.name:<8}{group.count:>9,}{percent(group.rate):>12}{span:>18}{percent(group.predicted):>11}{told:>7}"
    rates = [group for group in report.groups if group.count >= 100]
    for kind in (("female", "male"), tuple(one.name for one in rates if one.name[0].isdigit())):
        gaps = [group.predicted - group.rate for group in rates if group.name in kind]
        if len(gaps) > 1:
            yield f"  widest gap of prediction and rate between {' and '.join(kind) if len(kind) == 2 else 'age bands'}: {percent(max(gaps) - min(gaps))}"
