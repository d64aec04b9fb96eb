"""Stored cases in Parquet, and the list of changed decisions as Parquet. Needs pyarrow (the extra `simulate`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from openimr.case import OpenImrError
from openimr.determination.reevaluation import Change
from openimr.guideline.stored import SCHEMA, StoredCase

GROUP = 5_000
"""Cases in one row group: the share of the work that is handed out at a time."""


def write_stored(path: Path, cases: Iterable[StoredCase]) -> int:
    """Writes the cases, row group by row group; returns how many. Whole or not at all."""
    arrow, parquet = _arrow()
    schema = _schema(arrow)
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
        for group in _grouped(cases, GROUP):
            writer.write_table(arrow.Table.from_pylist([_row(one) for one in group], schema=schema))
            count += len(group)
    part.replace(path)
    return count


def _grouped(cases: Iterable[StoredCase], size: int) -> Iterator[list[StoredCase]]:
    group: list[StoredCase] = []
    for one in cases:
        group.append(one)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _row(one: StoredCase) -> dict[str, object]:
    return {
        "case_id": one.case_id,
        "at": one.at,
        "services": list(one.services),
        "case": one.case,
        "facts": one.facts,
        "unreadable": one.unreadable,
    }


def groups_in(path: Path) -> int:
    """How many row groups the file has. Raises OpenImrError for a file that does not hold stored cases."""
    return int(_opened(path).num_row_groups)


def read_group(path: Path, group: int, services: frozenset[str]) -> Iterator[StoredCase]:
    """The cases of one row group that have an item of one of the services."""
    table = _opened(path).read_row_group(group)
    wanted = [place for place, own in enumerate(table["services"].to_pylist()) if services.intersection(own)]
    for one in table.take(wanted).to_pylist():
        yield StoredCase(
            case_id=one["case_id"],
            at=one["at"],
            services=tuple(one["services"]),
            case=one["case"],
            facts=one["facts"],
            unreadable=one["unreadable"],
        )


def count_in(path: Path) -> int:
    return int(_opened(path).metadata.num_rows)


def write_changes(path: Path, changed: Iterable[Change]) -> int:
    """The changed decisions, one row each, in the order given; returns how many."""
    arrow, parquet = _arrow()
    rows = [_flat(one) for one in changed]
    names = ("case_id", "item", "service", "request", *(f"{side}_{key}" for side in ("old", "new") for key in _SIDES))
    schema = arrow.schema([(name, arrow.int32() if name == "item" else arrow.string()) for name in names])
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(arrow.Table.from_pylist(rows, schema=schema), part)
    part.replace(path)
    return len(rows)


_SIDES = ("decision", "rule", "answer", "because")


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


def _schema(arrow: ModuleType) -> object:
    schema: object = arrow.schema(
        [
            ("case_id", arrow.string()),
            ("at", arrow.date32()),
            ("services", arrow.list_(arrow.string())),
            ("case", arrow.string()),
            ("facts", arrow.string()),
            ("unreadable", arrow.int32()),
        ],
        metadata={"schema": SCHEMA},
    )
    return schema


def _opened(path: Path) -> Any:
    arrow, parquet = _arrow()
    try:
        file = parquet.ParquetFile(path)
    except (OSError, arrow.ArrowInvalid) as wrong:
        raise OpenImrError(f"{path} is not a Parquet file that can be read ({wrong}); check the path.") from wrong
    if (file.schema_arrow.metadata or {}).get(b"schema") != SCHEMA.encode():
        raise OpenImrError(f"{path} does not hold stored cases ({SCHEMA}); make it with imr simulate --store.")
    return file


def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as missing:
        raise OpenImrError("Parquet needs pyarrow: pip install 'openimr[simulate]'.") from missing
