"""`imr corpus`: an index of published determinations: search, like cases, figures, and how like cases went."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from openimr.case import OpenImrError

from .review import add_reading_options

_TASKS = {
    "build": "records or letters -> a corpus, anew",
    "add": "more records or letters into a corpus",
    "info": "what a corpus holds, and whether it is whole",
    "search": "words, phrases and filters -> items with the words in place, and counts beside them",
    "similar": "a review -> like cases decided either way, and what divides them",
    "figures": "overturn rates, time to decide and trends -> charts, tables, CSV",
    "train": "learn how like cases went, and report how well that foretells later ones",
    "compare": "a draft decision against how like cases went: a rate and its reasons, never a verdict",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    tasks = command.add_subparsers(dest="task", metavar="TASK", required=True)
    for name, says in _TASKS.items():
        task = tasks.add_parser(name, help=says, description=f"{says[0].upper()}{says[1:]}.")
        task.add_argument("corpus", metavar="CORPUS", type=Path, help="the corpus' folder")
        _ADDERS[name](task)


def run(chosen: argparse.Namespace) -> int:
    """0 done; 1 done, but something could not be read; 2 the input or the command cannot be used."""
    try:
        module, function = _RUNNERS[chosen.task]
        work: Callable[[argparse.Namespace], int] = getattr(import_module(f"openimr.cli.{module}"), function)
        return work(chosen)
    except KeyboardInterrupt:
        print("imr: interrupted; the corpus is as it was. Run the same command again to go on.", file=sys.stderr)
        return 130
    except (OpenImrError, OSError) as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2


def _add_sources(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        type=Path,
        help="records of imr read (.jsonl, .parquet); all else is read as letters",
    )
    task.add_argument("--runner", choices=("local", "ray", "here"), default="local", help="default: all processors")
    task.add_argument("--address", help="of a Ray cluster (default: a Ray of this machine)")
    add_reading_options(task)


def add_filters(task: argparse.ArgumentParser) -> None:
    """The filters of every task that looks at a part of a corpus."""
    words = {
        "item": "words of the request", "service": "exactly, as imr corpus info lists them", "region": "region of the body",
        "condition": "words of the diagnosis", "guideline": "of the reviewer, as printed or as imr corpus info lists them",
        "page": "of the guideline", "specialty": "of the reviewer", "program": "e.g. CA-DWC-IMR", "sex": "male | female",
        "decision": "upheld | overturned | partly", "administrator": "claims administrator or health plan",
        "physician": "requesting physician", "case": "case number", "signal": "circumstance of the clinical summary",
    }  # fmt: skip
    for name, says in words.items():
        task.add_argument(f"--{name}", metavar="WORDS", help=says)
    task.add_argument("--year", metavar="FROM[-TO]", help="of the decision")
    task.add_argument("--age", metavar="FROM[-TO]", help="of the patient, in years")


def _add_search(task: argparse.ArgumentParser) -> None:
    task.add_argument("words", nargs="*", help='words; "quoted phrases" stay together, -word excludes')
    add_filters(task)
    task.add_argument("--most", type=int, default=10, metavar="N", help="items shown (default: 10)")
    task.add_argument("--from", dest="first", type=int, default=1, metavar="N", help="first item shown (default: 1)")
    task.add_argument("--no-counts", action="store_true", help="do not count the fields")
    task.add_argument("--json", action="store_true", help="as one JSON object")


def _add_info(task: argparse.ArgumentParser) -> None:
    task.add_argument("--json", action="store_true", help="as one JSON object")


def _add_review(task: argparse.ArgumentParser) -> None:
    task.add_argument("review", metavar="REVIEW_JSON", type=Path, help="review.json of imr review, or its folder")
    task.add_argument("--number", type=int, metavar="N", help="only this item of the review")
    task.add_argument("--json", action="store_true", help="as one JSON object an item")


def _add_similar(task: argparse.ArgumentParser) -> None:
    _add_review(task)
    task.add_argument("--most", type=int, default=5, metavar="N", help="precedents shown of each side (default: 5)")


def _add_figures(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--by", nargs="+", metavar="GROUP", help="service guideline specialty year program ... (default: all)"
    )
    task.add_argument("--trend", nargs="+", metavar="GROUP", help="rates by year of the largest groups")
    add_filters(task)
    task.add_argument("--most", type=int, default=25, metavar="N", help="groups shown (default: 25)")
    task.add_argument("--out", type=Path, metavar="DIR", help="write index.html, an SVG and a CSV a figure")


def _add_train(task: argparse.ArgumentParser) -> None:
    task.add_argument(
        "--to", type=int, metavar="YEAR", help="learn from decisions to this year (default: all but the last fifth)"
    )
    task.add_argument("--test", metavar="FROM[-TO]", help="years to test on (default: those after)")
    add_filters(task)
    task.add_argument("-o", "--out", type=Path, metavar="FILE", help="the model (default: CORPUS/model.json)")
    task.add_argument("--json", action="store_true", help="the report as one JSON object")


def _add_compare(task: argparse.ArgumentParser) -> None:
    _add_review(task)
    task.add_argument("--model", type=Path, metavar="FILE", help="of imr corpus train (default: CORPUS/model.json)")


_ADDERS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "build": _add_sources,
    "add": _add_sources,
    "info": _add_info,
    "search": _add_search,
    "similar": _add_similar,
    "figures": _add_figures,
    "train": _add_train,
    "compare": _add_compare,
}
_RUNNERS = {
    "build": ("corpus_making", "make"),
    "add": ("corpus_making", "make"),
    "info": ("corpus_looking", "tell"),
    "search": ("corpus_looking", "search"),
    "similar": ("corpus_comparing", "similar"),
    "figures": ("corpus_counting", "figures"),
    "train": ("corpus_training", "train"),
    "compare": ("corpus_comparing", "compare"),
}
