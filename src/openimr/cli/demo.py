"""`imr demo`: the bundled example case."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from openimr.case import OpenImrError

from .review import add_options, review_folder

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "seed-case"


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="DIR", type=Path, default=Path("out/demo"), help="default: out/demo")
    add_options(command)


def run(chosen: argparse.Namespace) -> int:
    """Reviews the example and prints a short result with paths."""
    try:
        if not EXAMPLE.is_dir():
            raise OpenImrError("The example is not here; run the demo from a clone of the repository.")
        return review_folder(chosen, EXAMPLE / "file", chosen.out)
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
