"""`imr backup`: a copy of the server's whole system while it runs, and its restoration."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from openimr.case import OpenImrError

from .server_settings import add_data_option, open_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=["make", "restore"])
    command.add_argument("folder", type=Path, help="of the backup")
    add_data_option(command)


def run(chosen: argparse.Namespace) -> int:
    open_system(chosen.data)
    from openimr_server.backup import back_up, restore

    try:
        if chosen.what == "make":
            print(f"{back_up(chosen.folder)} files and the database are in {chosen.folder}.")
        else:
            print(f"{restore(chosen.folder, chosen.data)} files and the database are in {chosen.data}.")
    except OpenImrError as wrong:
        print(f"imr: {wrong}", file=sys.stderr)
        return 2
    return 0
