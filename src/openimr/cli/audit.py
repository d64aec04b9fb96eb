"""`imr audit verify`: proves the server's log, line by line."""

from __future__ import annotations

import argparse

from .server_settings import add_data_option, open_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=["verify"])
    add_data_option(command)


def run(chosen: argparse.Namespace) -> int:
    open_system(chosen.data)
    from openimr_server.actions.audit import verify
    from openimr_server.models import Event

    broken = list(verify())
    for one in broken:
        print(f"{one.chain} line {one.place} {one.says}")
    lines = Event.objects.count()
    print(f"{lines} lines; {f'{len(broken)} do not hold' if broken else 'every one follows from the one before it'}.")
    return 1 if broken else 0
