"""Where bytes lie: in a folder, or in an S3-compatible store. Content is named by its hash, never by what a file is called."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings

_HASH = re.compile(r"^[0-9a-f]{64}$")


class FileStore(Protocol):
    """Keeps bytes by their SHA-256. `put` twice is `put` once; `get` raises FileNotFoundError."""

    def put(self, content: bytes) -> str: ...
    def get(self, sha256: str) -> bytes: ...
    def remove(self, sha256: str) -> None: ...


class FolderStore:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
        return sha256

    def get(self, sha256: str) -> bytes:
        return self._path(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        if not _HASH.match(sha256):
            raise FileNotFoundError(f"{sha256!r} is not the name of stored content")
        return self._folder / sha256[:2] / sha256


class S3Store:
    """A bucket of an S3-compatible store; credentials come from the environment, as boto3 reads them."""

    def __init__(self, bucket: str, prefix: str, endpoint: str | None) -> None:
        import boto3

        self._bucket, self._prefix = bucket, prefix
        self._client: Any = boto3.client("s3", endpoint_url=endpoint)

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self._client.put_object(Bucket=self._bucket, Key=self._key(sha256), Body=content)
        return sha256

    def get(self, sha256: str) -> bytes:
        from botocore.exceptions import ClientError

        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._key(sha256))
        except ClientError as missing:
            if missing.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise FileNotFoundError(f"The store has no content {sha256}") from missing
            raise
        content: bytes = found["Body"].read()
        return content

    def remove(self, sha256: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._key(sha256))

    def _key(self, sha256: str) -> str:
        if not _HASH.match(sha256):
            raise FileNotFoundError(f"{sha256!r} is not the name of stored content")
        return f"{self._prefix}{sha256[:2]}/{sha256}"


def open_store(url: str, endpoint: str | None = None) -> FileStore:
    """The store at a folder's path or at s3://bucket/prefix."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        prefix = parts.path.strip("/")
        return S3Store(parts.netloc, f"{prefix}/" if prefix else "", endpoint)
    return FolderStore(Path(url))


@cache
def store() -> FileStore:
    """The store of this server."""
    configuration = settings.CONFIGURATION
    return open_store(configuration.files, configuration.s3_endpoint)
