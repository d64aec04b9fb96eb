"""`imr serve`: the server, with its workers, on this machine."""

from __future__ import annotations

import argparse

from .server_settings import add_data_option, choose_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    add_data_option(command)
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--web-only", action="store_true", help="no workers here; start them by `imr work`")
    command.add_argument("--workers", type=int, default=1, help="processes that read cases")
    command.add_argument("--demo", action="store_true", help="fill an empty system with fictional people and cases")


def run(chosen: argparse.Namespace) -> int:
    choose_system(chosen.data)
    from openimr_server.serving import serve

    workers = 0 if chosen.web_only else chosen.workers
    return serve(host=chosen.host, port=chosen.port, workers=workers, demo=chosen.demo)
