"""A file of records cut into shards, without the letters that the corpus holds already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from openimr.case import OpenImrError
from openimr.corpus.entry_reading import content_id

from .corpus_shard import Shard, duckdb

LETTERS = 25_000
"""Letters of a shard: a few dozen shards for a million letters, each well within a worker's memory."""
_BYTES = 150_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """letters: lines to index. repeated: lines whose letter was met before, here or in the corpus."""

    path: Path
    digest: str
    shards: tuple[Shard, ...]
    letters: int
    repeated: int

    def line_of(self, offset: int) -> int:
        """The number, from 1, of the line that begins at an offset."""
        with self.path.open("rb") as stream:
            return stream.read(offset).count(b"\n") + 1


def split(path: Path, known: set[int]) -> Split:
    """known: letters met before; those of this file are added to it."""
    shards: list[Shard] = []
    skip: list[int] = []
    digest = hashlib.blake2b(digest_size=12)
    at = start = in_shard = letters = repeated = 0
    with path.open("rb") as stream:
        for line in stream:
            digest.update(line)
            if line.strip():
                letter = int(content_id(line), 16)
                if letter in known:
                    skip.append(at)
                    repeated += 1
                else:
                    known.add(letter)
                    letters += 1
                    in_shard += 1
            at += len(line)
            if in_shard >= LETTERS or at - start >= _BYTES:
                shards.append(Shard(path=str(path), start=start, end=at, skip=frozenset(skip)))
                start, in_shard, skip = at, 0, []
    if in_shard:
        shards.append(Shard(path=str(path), start=start, end=at, skip=frozenset(skip)))
    return Split(path=path, digest=digest.hexdigest(), shards=tuple(shards), letters=letters, repeated=repeated)


def known_letters(tables: Path) -> set[int]:
    """Letters of a generation, as the numbers their identities are."""
    try:
        with duckdb().connect() as database:
            rows = database.execute("SELECT DISTINCT letter FROM read_parquet(?)", [str(tables / "*.parquet")])
            return {row[0] for row in rows.fetchall()}
    except duckdb().Error as wrong:
        raise OpenImrError(f"{tables} cannot be read ({wrong}); build the corpus again from its records.") from wrong
