"""The server's settings for its tests: a folder of their own, and SQLite, or PostgreSQL where it is asked for.

IMR_TEST_ON=postgres starts a PostgreSQL of its own (stopped at the end); IMR_TEST_DATABASE_URL names another.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="imr-test-"))
os.environ["IMR_DATA"] = str(_FOLDER)
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def _database() -> str:
    if url := os.environ.get("IMR_TEST_DATABASE_URL"):
        return url
    if os.environ.get("IMR_TEST_ON") != "postgres":
        return f"sqlite:///{_FOLDER / 'test.sqlite3'}"
    from tests.server.postgres import start

    return start()


os.environ["DATABASE_URL"] = _database()

from openimr_server.settings import *  # noqa: E402, F403
from openimr_server.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["TEST"] = (
    {"NAME": str(_FOLDER / "tests.sqlite3")} if "sqlite" in DATABASES["default"]["ENGINE"] else {}
)
LOGGING = {"version": 1, "disable_existing_loggers": False}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
