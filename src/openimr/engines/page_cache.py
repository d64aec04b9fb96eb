"""Pages read in earlier runs, by content: an interrupted run goes on where it stopped."""

from __future__ import annotations

import contextlib
import os
import tempfile
import zlib
from pathlib import Path

from .page_record import EDITION


class PageCache:
    """Small files under `folder`, each written whole or not at all; None: nothing is kept.

    A file that is damaged, or of another edition of the reader, counts as absent.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / f"pages-{EDITION}" if folder else None

    def get(self, key: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            kept = self._path(self._folder, key).read_bytes()
            return zlib.decompress(kept)
        except (OSError, zlib.error):
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keeps `data`. A full disk or a read-only folder costs the next run time, and this run nothing."""
        if self._folder is None:
            return
        path = self._path(self._folder, key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(zlib.compress(data, 1))
                os.replace(name, path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[:2] / key
