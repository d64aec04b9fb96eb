"""`imr work`: one worker for the server's jobs; start as many as there are processors, on any number of machines."""

from __future__ import annotations

import argparse

from .server_settings import add_data_option, choose_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    add_data_option(command)


def run(chosen: argparse.Namespace) -> int:
    choose_system(chosen.data)
    from openimr_server.serving import work

    return work()
