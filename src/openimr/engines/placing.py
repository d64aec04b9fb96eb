"""Where worker processes find the files: on the disk, those that are bytes in a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from openimr.records.reading import SourceFile


@contextmanager
def placed_files(files: Sequence[SourceFile]) -> Iterator[dict[str, Path]]:
    """The path of each file by its name, as long as the context lasts."""
    with tempfile.TemporaryDirectory(prefix="openimr-") as folder:
        paths = {}
        for place, file in enumerate(files):
            if isinstance(file.content, Path):
                paths[file.name] = file.content
            else:
                paths[file.name] = Path(folder, f"{place}.pdf")
                paths[file.name].write_bytes(file.content)
        yield paths
