"""Looks over a system and says in sentences what is wrong with it and what to do."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from openimr_server.files import store
from openimr_server.models import Job, JobState

STUCK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """what was looked at; says: what was found; fix: what to do, "" when all is well."""

    what: str
    says: str
    fix: str = ""


def examine(*, at: datetime) -> Iterator[Finding]:
    """One finding for each thing looked at; a database that does not answer ends the rest that needs it."""
    yield _folder(Path(settings.CONFIGURATION.data))
    yield _try("files", _files)
    yield _try("letters", _letters)
    yield _try("OCR", _recognition)
    reached = _database()
    yield reached
    if not reached.fix:
        yield _shape()
        yield _work(at)


def _folder(data: Path) -> Finding:
    if not data.is_dir():
        return Finding(
            what="data folder", says=f"{data} does not exist.", fix="Start `imr serve` once; it is made then."
        )
    if not os.access(data, os.W_OK):
        return Finding(what="data folder", says=f"{data} cannot be written to.", fix="Give this user the folder.")
    if data.stat().st_mode & 0o077:
        return Finding(what="data folder", says=f"Others can look into {data}.", fix=f"chmod 700 {data}")
    free = os.statvfs(data)
    return Finding(what="data folder", says=f"{free.f_bavail * free.f_frsize // 2**30} GB free in {data}.")


def _try(what: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, says=check())
    except (OSError, RuntimeError, ValueError) as wrong:
        return Finding(what=what, says=f"{type(wrong).__name__}: {wrong}"[:300], fix=f"See the guide on {what}.")


def _files() -> str:
    word = secrets.token_bytes(16)
    name = store().put(word)
    same = store().get(name) == word
    store().remove(name)
    if not same:
        raise ValueError("what was stored did not come back")
    return "Stored, read and removed again."


def _letters() -> str:
    import typst

    return f"{len(typst.compile(b'A letter.'))} bytes of PDF were set."


def _recognition() -> str:
    import tesserocr

    return str(tesserocr.tesseract_version()).splitlines()[0]


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as wrong:
        return Finding(
            what="database", says=f"It does not answer: {wrong}"[:300], fix="Start it, or put DATABASE_URL right."
        )
    return Finding(what="database", says=f"{connection.vendor} answers.")


def _shape() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding(
            what="shape of the database",
            says=f"{len(waiting)} changes are waiting.",
            fix="Start `imr serve`; it brings the database to the newest shape.",
        )
    return Finding(what="shape of the database", says="The newest.")


def _work(at: datetime) -> Finding:
    stuck = Job.objects.filter(state=JobState.WAITING, not_before__lt=at - STUCK).count()
    failed = Job.objects.filter(state=JobState.FAILED).count()
    if stuck:
        return Finding(what="jobs", says=f"{stuck} wait longer than they should.", fix="Start `imr work`.")
    if failed:
        return Finding(what="jobs", says=f"{failed} have failed.", fix="Open the page “Jobs”: each says why.")
    return Finding(what="jobs", says="None waits longer than it should.")
