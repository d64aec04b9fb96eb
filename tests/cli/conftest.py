"""`imr` as its user runs it, with one cache for the tests of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openimr.cli.__main__ import main


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cli")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], place: Path) -> Callable[..., tuple[int, str, str]]:
    """Runs `imr` with the module's cache; returns exit code, standard output and standard error."""

    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--cache", str(place / "cache")])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_command
