"""`imr work`: one worker for the server's jobs; start as many as there are processors, on any number of machines."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, default=Path("imr-data"), help="folder for database, files and keys")


def run(chosen: argparse.Namespace) -> int:
    os.environ.setdefault("IMR_DATA", str(chosen.data))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openimr_server.settings")
    from openimr_server.serving import work

    return work()
