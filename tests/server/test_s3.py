"""The store over the S3 protocol, against a real server of it on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from openimr_server.files import FileStore, S3Store, open_store


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FileStore]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "fictional")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
        endpoint = f"http://{host}:{port}"
        bucket = f"imr-{tmp_path.name}".replace("_", "-")
        location = {"LocationConstraint": "us-west-2"}
        boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=bucket, CreateBucketConfiguration=location)
        yield open_store(f"s3://{bucket}/files", endpoint)
    finally:
        server.stop()


def test_stored_read_and_removed(store: FileStore) -> None:
    assert isinstance(store, S3Store)
    name = store.put(b"a page")
    assert (store.put(b"a page"), store.get(name)) == (name, b"a page")
    store.remove(name)
    with pytest.raises(FileNotFoundError):
        store.get(name)


def test_only_names_of_content_are_asked_for(store: FileStore) -> None:
    with pytest.raises(FileNotFoundError, match="not the name of stored content"):
        store.get("../secret")
