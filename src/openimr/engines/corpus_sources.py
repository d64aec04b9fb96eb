"""Records of determinations as lines of JSON, whatever file they come in."""

from __future__ import annotations

from pathlib import Path

from openimr.case import OpenImrError

from .corpus_shard import duckdb

LINES = frozenset({".jsonl", ".ndjson", ".json"})
TABLES = frozenset({".parquet"})


def is_records(path: Path) -> bool:
    """Whether a file holds records of `imr read`, by its name; all else is read as letters."""
    return path.suffix.lower() in LINES | TABLES


def as_lines(path: Path, scratch: Path) -> Path:
    """The file itself when it holds lines, else its rows as lines in the scratch folder. Raises OpenImrError when it cannot be read."""
    if not path.is_file():
        raise OpenImrError(f"{path} is not there; name a file of records (imr read ... -o records.jsonl) or letters.")
    if path.suffix.lower() in LINES:
        return path
    out = scratch / f"{path.stem}.jsonl"
    try:
        with duckdb().connect(config={"threads": 1, "preserve_insertion_order": True}) as database:
            database.execute(
                f"COPY (SELECT * FROM read_parquet(?)) TO '{str(out).replace(chr(39), chr(39) * 2)}' (FORMAT json)",
                [str(path)],
            )
    except duckdb().Error as wrong:
        raise OpenImrError(f"{path} cannot be read as records: {str(wrong).splitlines()[0]}") from wrong
    return out
