"""What the server's commands have in common: which system they are about."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_data_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, default=Path("imr-data"), help="folder for database, files and keys")


def choose_system(data: Path) -> None:
    """For this process and those it starts; the environment, where it says something, goes before the option."""
    os.environ.setdefault("IMR_DATA", str(data))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openimr_server.settings")


def open_system(data: Path) -> None:
    """The same, and ready to be asked."""
    choose_system(data)
    import django

    django.setup()
