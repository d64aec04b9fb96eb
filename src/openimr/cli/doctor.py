"""`imr doctor`: looks over the server's system."""

from __future__ import annotations

import argparse

from .server_settings import add_data_option, open_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    add_data_option(command)


def run(chosen: argparse.Namespace) -> int:
    open_system(chosen.data)
    from django.utils import timezone

    from openimr_server.doctor import examine

    wrong = 0
    for one in examine(at=timezone.now()):
        wrong += bool(one.fix)
        print(f"{'!!' if one.fix else 'ok'}  {one.what}: {one.says} {one.fix}".rstrip())
    return 1 if wrong else 0
