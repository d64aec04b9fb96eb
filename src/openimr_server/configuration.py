"""What an operator sets, read from the environment once; everything has a default that works on an empty machine.

IMR_DATA        folder for the database, files and keys (default: ./imr-data)
DATABASE_URL    e.g. postgres://user@host/name (default: SQLite in IMR_DATA)
FILES_URL       e.g. s3://bucket/prefix (default: IMR_DATA/files); S3_ENDPOINT_URL for another S3-compatible store
IMR_SECRET_FILE file holding the signing key (default: IMR_DATA/secret, made at the first start)
IMR_HOSTS       comma-separated host names the server answers to (default: localhost)
IMR_HTTPS       1 when a proxy ends TLS in front of the server: cookies are then for HTTPS only
IMR_LEASE_SECONDS  a job whose worker is silent for so long is taken over by another (default: 30)
EMAIL_URL       smtp://user:password@host:port (default: letters are kept as files in IMR_DATA/mail)
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """data: folder; database, files, mail: URLs; hosts: names the server answers to."""

    data: Path
    database: str
    files: str
    secret: str
    hosts: tuple[str, ...]
    https: bool
    mail: str
    s3_endpoint: str | None
    lease_seconds: float


def read_configuration(environment: Mapping[str, str] | None = None) -> Configuration:
    """The configuration; touches nothing. Before `set_up` the signing key is one of this process only."""
    given = os.environ if environment is None else environment
    data = Path(given.get("IMR_DATA", "imr-data")).absolute()
    key = _key_file(given, data)
    return Configuration(
        data=data,
        database=given.get("DATABASE_URL", f"sqlite:///{data / 'openimr.sqlite3'}"),
        files=given.get("FILES_URL", str(data / "files")),
        secret=key.read_text().strip() if key.exists() else secrets.token_urlsafe(48),
        hosts=tuple(filter(None, given.get("IMR_HOSTS", "localhost,127.0.0.1,[::1]").split(","))),
        https=given.get("IMR_HTTPS") == "1",
        mail=given.get("EMAIL_URL", f"file://{data / 'mail'}"),
        s3_endpoint=given.get("S3_ENDPOINT_URL"),
        lease_seconds=float(given.get("IMR_LEASE_SECONDS", "30")),
    )


def set_up(environment: Mapping[str, str] | None = None) -> None:
    """Makes the data folder and the signing key, once; of two processes that start together the first one's key holds."""
    given = os.environ if environment is None else environment
    data = Path(given.get("IMR_DATA", "imr-data")).absolute()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = _key_file(given, data)
    if path.exists():
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_text(secrets.token_urlsafe(48))
    part.chmod(0o600)
    with contextlib.suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def _key_file(given: Mapping[str, str], data: Path) -> Path:
    return Path(given.get("IMR_SECRET_FILE", data / "secret"))
