"""Loads what the job is done by: program pack, guideline library, roster."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from openimr import __version__
from openimr.case import OpenImrError
from openimr.guideline import load_library
from openimr.panel import load
from openimr.program import load as load_program
from openimr.review import Rules

from . import PROGRAM


def load_rules(roster: Path | None = None, program: str = PROGRAM) -> Rules:
    """The bundled packs and, unless another file is given, the bundled fictional roster."""
    try:
        text = (
            roster.read_text("utf-8")
            if roster
            else resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8")
        )
    except OSError as wrong:
        raise OpenImrError(f"The roster {roster} cannot be read ({wrong.strerror}); check the path.") from wrong
    reviewers, problems = load(text)
    if problems:
        first = problems[0]
        raise OpenImrError(f"{first.where}: {first.says} {first.fix}")
    return Rules(program=load_program(program), library=load_library(), roster=reviewers, version=__version__)
