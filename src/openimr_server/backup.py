"""A copy of everything while the system runs, and its restoration; both prove what they copied by its hashes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from openimr.case import OpenImrError
from openimr_server.files import store
from openimr_server.models import Artifact, Paper

_DATABASE, _FILES, _LIST = "database", "files", "manifest.json"


def back_up(folder: Path) -> int:
    """Copies the database and every stored file it names into an empty folder; returns how many files.

    The database first: a file named by it was stored before it was named. Raises OpenImrError.
    """
    if folder.exists() and any(folder.iterdir()):
        raise OpenImrError(f"{folder} is not empty; name a new folder for this backup.")
    (folder / _FILES).mkdir(parents=True)
    _copy_database(folder / _DATABASE)
    names = sorted(
        {*Paper.objects.values_list("sha256", flat=True), *Artifact.objects.values_list("sha256", flat=True)}
    )
    for name in names:
        (folder / _FILES / name).write_bytes(store().get(name))
    shutil.copyfile(Path(settings.CONFIGURATION.data) / "secret", folder / "secret")
    listed = {path.relative_to(folder).as_posix(): _hash(path) for path in sorted(_walk(folder))}
    (folder / _LIST).write_text(json.dumps({"kind": connection.vendor, "files": listed}, indent=1))
    return len(names)


def restore(folder: Path, data: Path) -> int:
    """Puts a backup into an empty data folder; nothing is written unless every hash is right. Raises OpenImrError."""
    try:
        listed = json.loads((folder / _LIST).read_text())
    except (OSError, ValueError) as wrong:
        raise OpenImrError(f"{folder} is not a backup: its {_LIST} cannot be read.") from wrong
    bad = [name for name, expected in listed["files"].items() if _hash(folder / name) != expected]
    if bad:
        raise OpenImrError(f"The backup is damaged: {', '.join(bad[:5])} is missing or changed; use another backup.")
    if data.exists() and any(data.iterdir()):
        raise OpenImrError(f"{data} is not empty; restore into a new folder.")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if listed["kind"] == "sqlite":
        shutil.copyfile(folder / _DATABASE, data / "openimr.sqlite3")
    else:
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--dbname",
            os.environ["DATABASE_URL"],
            str(folder / _DATABASE),
        )
    shutil.copyfile(folder / "secret", data / "secret")
    (data / "secret").chmod(0o600)
    names = [path.name for path in (folder / _FILES).iterdir()]
    for name in names:
        place = data / "files" / name[:2] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / _FILES / name, place)
    return len(names)


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return
    _run("pg_dump", "--format=custom", "--file", str(target), settings.CONFIGURATION.database)


def _run(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as missing:
        raise OpenImrError(f"{command[0]} is not installed; install PostgreSQL's client programs.") from missing
    except subprocess.CalledProcessError as failed:
        raise OpenImrError(f"{command[0]} failed: {failed.stderr.strip()[:300]}") from failed


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _walk(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())


__all__ = ["back_up", "restore"]
