"""The roster in force."""

from __future__ import annotations

from importlib import resources

from openimr_server.models import RosterEdition


def roster_text() -> str:
    """The newest roster imported, else the bundled fictional one."""
    newest = RosterEdition.objects.first()
    if newest:
        return newest.csv
    return resources.files("openimr_packs").joinpath("rosters/example.csv").read_text("utf-8")
