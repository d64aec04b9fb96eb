"""`imr serve`: the server, with its workers, on this machine."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, default=Path("imr-data"), help="folder for database, files and keys")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--web-only", action="store_true", help="no workers here; start them by `imr work`")
    command.add_argument("--workers", type=int, default=1, help="processes that read cases")
    command.add_argument("--demo", action="store_true", help="fill an empty system with fictional people and cases")


def run(chosen: argparse.Namespace) -> int:
    os.environ.setdefault("IMR_DATA", str(chosen.data))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openimr_server.settings")
    from openimr_server.serving import serve

    return serve(
        host=chosen.host,
        port=chosen.port,
        workers=0 if chosen.web_only else chosen.workers,
        demo=chosen.demo,
    )
