"""Stored cases in Parquet, and the list of changed decisions as Parquet, by DuckDB (the extra `corpus`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openimr.case import OpenImrError
from openimr.determination.reevaluation import Change
from openimr.guideline.stored import SCHEMA, StoredCase

GROUP = 5_000
"""Cases in one share, which is also a row group: so much of the work is handed out at a time."""
_CASES = {
    "share": "INTEGER",
    "case_id": "VARCHAR",
    "day": "DATE",
    "services": "VARCHAR[]",
    "filed": "VARCHAR",
    "facts": "VARCHAR",
    "unreadable": "INTEGER",
}
_SIDES = ("decision", "rule", "answer", "because")
_CHANGES = {
    "case_id": "VARCHAR",
    "item": "INTEGER",
    "service": "VARCHAR",
    "request": "VARCHAR",
    **{f"{side}_{key}": "VARCHAR" for side in ("old", "new") for key in _SIDES},
}


def write_stored(path: Path, cases: Iterable[StoredCase]) -> int:
    """Writes the cases, share by share; returns how many. Whole or not at all."""
    rows = (_row(place // GROUP, one) for place, one in enumerate(cases))
    return _write(path, rows, _CASES, SCHEMA)


def _row(share: int, one: StoredCase) -> dict[str, object]:
    return {
        "share": share,
        "case_id": one.case_id,
        "day": one.at.isoformat(),
        "services": one.services,
        "filed": one.case,
        "facts": one.facts,
        "unreadable": one.unreadable,
    }


def groups_in(path: Path) -> int:
    """How many shares the file has. Raises OpenImrError for a file that does not hold stored cases."""
    last = _asked(path, "SELECT max(share) FROM read_parquet($path)")[0][0]
    return 0 if last is None else int(last) + 1


def count_in(path: Path) -> int:
    return int(_asked(path, "SELECT count(*) FROM read_parquet($path)")[0][0])


def read_group(path: Path, group: int, services: frozenset[str]) -> Iterator[StoredCase]:
    """The cases of one share that have an item of one of the services, in the order in which they were stored."""
    rows = _asked(
        path,
        "SELECT case_id, day, services, filed, facts, unreadable FROM read_parquet($path) "
        "WHERE share = $share AND list_has_any(services, $services)",
        share=group,
        services=sorted(services),
    )
    for case_id, day, own, filed, facts, unreadable in rows:
        assert isinstance(day, date)
        yield StoredCase(case_id=case_id, at=day, services=tuple(own), case=filed, facts=facts, unreadable=unreadable)


def write_changes(path: Path, changed: Iterable[Change]) -> int:
    """The changed decisions, one row each, in the order given; returns how many."""
    return _write(path, (_flat(one) for one in changed), _CHANGES, "openimr.changes/1")


def _flat(one: Change) -> dict[str, object]:
    row: dict[str, object] = {
        "case_id": one.case_id,
        "item": one.item,
        "service": one.service,
        "request": one.request,
    }
    for side, outcome in (("old", one.old), ("new", one.new)):
        row |= {f"{side}_{key}": getattr(outcome, key) for key in _SIDES}
    return row


def _write(path: Path, rows: Iterable[dict[str, object]], columns: dict[str, str], schema: str) -> int:
    """By way of JSON lines, which DuckDB reads in bulk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with TemporaryDirectory(dir=path.parent) as name:
        lines, part = Path(name) / "rows.jsonl", Path(name) / "rows.parquet"
        with lines.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
        typed = ", ".join(f"{column}: '{kind}'" for column, kind in columns.items())
        with _database() as database:
            database.execute(
                f"COPY (SELECT * FROM read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{typed}}})) "
                f"TO {_quoted(part)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {max(GROUP, 2048)}, "
                f"KV_METADATA {{schema: '{schema}'}})"
            )
        part.replace(path)
    return count


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _asked(path: Path, query: str, **values: object) -> list[Any]:
    """The rows of a query on stored cases."""
    with _database() as database:
        try:
            found = database.execute(f"SELECT decode(value) FROM parquet_kv_metadata({_quoted(path)})").fetchall()
        except _duckdb().Error as wrong:
            raise OpenImrError(f"{path} is not a Parquet file that can be read ({wrong}); check the path.") from wrong
        if (SCHEMA,) not in found:
            raise OpenImrError(f"{path} does not hold stored cases ({SCHEMA}); make it with imr simulate --store.")
        rows: list[Any] = database.execute(query, {"path": str(path), **values}).fetchall()
        return rows


def _database() -> Any:
    return _duckdb().connect(config={"threads": 1, "preserve_insertion_order": True})


def _duckdb() -> Any:
    try:
        return import_module("duckdb")
    except ImportError as missing:
        raise OpenImrError("Parquet needs DuckDB: pip install 'openimr[corpus]'.") from missing
