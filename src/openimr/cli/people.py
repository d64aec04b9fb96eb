"""`imr people add`: an account of the server, from the command line; the first one has to come from here."""

from __future__ import annotations

import argparse
import getpass
import sys

from .server_settings import add_data_option, choose_system


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=["add"])
    command.add_argument("email")
    command.add_argument("--name", required=True)
    command.add_argument("--role", required=True, help="e.g. administrator, intake, case_manager, reviewer, quality")
    command.add_argument("--reviewer", default="", help="id in the roster, for reviewers")
    add_data_option(command)


def run(chosen: argparse.Namespace) -> int:
    choose_system(chosen.data)
    from openimr_server.serving import prepare

    prepare()
    from django.utils import timezone

    from openimr_server.actions.people import NewAccount, add_person
    from openimr_server.actions.refusal import Refusal
    from openimr_server.models import Role

    if chosen.role not in Role.values:
        print(f"imr: There is no role {chosen.role}; choose one of {', '.join(Role.values)}.", file=sys.stderr)
        return 2
    password = getpass.getpass("First password (12 characters or more): ") if sys.stdin.isatty() else input()
    new = NewAccount(
        email=chosen.email, name=chosen.name, role=chosen.role, password=password, reviewer_code=chosen.reviewer
    )
    try:
        add_person(None, new, at=timezone.now())
    except Refusal as wrong:
        print(f"imr: {wrong.says}", file=sys.stderr)
        return 2
    print(f"{chosen.email} may sign in as {Role(chosen.role).label}.")
    return 0
