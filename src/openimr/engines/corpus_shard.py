"""A run of records -> one piece of the index: segment files of the text index and a table for figures. What a worker does."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from openimr.case import OpenImrError
from openimr.corpus.entry import Entry
from openimr.corpus.entry_reading import entries_of
from openimr.corpus.entry_record import entry_record

FACETS = ("program", "service", "decision", "year", "specialty", "sex", "age_band", "region", "guideline", "condition")
"""Fields of one value or several, counted beside every search."""
_WORDS = ("words", "request", "condition_words", "cited", "fact_words")
_EXACT = ("page", "signal", "case_number", "entry", "administrator", "physician")
_HEAP = 400_000_000
_COLUMNS = {
    "entry": "VARCHAR", "letter": "UBIGINT", "file": "VARCHAR", "nth": "INTEGER", "n": "INTEGER", "program": "VARCHAR",
    "case_number": "VARCHAR", "decided": "DATE", "year": "SMALLINT", "days_to_decide": "INTEGER", "service": "VARCHAR",
    "region": "VARCHAR", "quantity": "DOUBLE", "quantity_unit": "VARCHAR", "decision": "VARCHAR", "decision_explicit": "BOOLEAN",
    "kind": "VARCHAR", "conditions": "VARCHAR[]", "treatments": "VARCHAR[]", "specialties": "VARCHAR[]",
    "guidelines": "VARCHAR[]", "admin_guidelines": "VARCHAR[]", "pages": "VARCHAR[]", "age_low": "SMALLINT", "age_high": "SMALLINT", "age_band": "VARCHAR",
    "sex": "VARCHAR", "claims_administrator": "VARCHAR", "requesting_physician": "VARCHAR", "signals": "VARCHAR[]",
    "request": "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Lines of a file of records, by byte offsets. skip: offsets of lines that the corpus holds already."""

    path: str
    start: int
    end: int
    skip: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardFiles:
    """What became of a shard. segments: of each its meta data (JSON) and (name, bytes) of its files, under the name of the
    engine's own choice. table: Parquet. empty: letters without any item.
    unread: (offset of the line, what is wrong)."""

    segments: tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...]
    table: bytes
    schema: str
    letters: int
    empty: int
    entries: int
    unread: tuple[tuple[int, str], ...]


def tantivy() -> Any:
    """The search engine; imported only when an index is used."""
    try:
        return import_module("tantivy")
    except ImportError as missing:
        raise OpenImrError("The corpus needs tantivy and DuckDB: pip install 'openimr[corpus]'.") from missing


def duckdb() -> Any:
    """The engine of figures; imported only when it is used."""
    try:
        return import_module("duckdb")
    except ImportError as missing:
        raise OpenImrError("The corpus needs tantivy and DuckDB: pip install 'openimr[corpus]'.") from missing


def schema_of_index() -> Any:
    builder = tantivy().SchemaBuilder()
    for name in _WORDS:
        builder.add_text_field(
            name, tokenizer_name="en_stem", index_option="position" if name != "fact_words" else "freq"
        )
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in _EXACT:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("age_low", "age_high"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_bytes_field("record", stored=True, indexed=False)
    return builder.build()


def index_shard(shard: Shard) -> ShardFiles:
    """The same shard gives the same bytes, wherever it is done. Raises OSError when the disk is full."""
    with tempfile.TemporaryDirectory(prefix="imr-corpus-") as scratch:
        folder = Path(scratch)
        unread: list[tuple[int, str]] = []
        letters = empty = count = 0
        index = tantivy().Index(schema_of_index(), path=str(_made(folder / "text")))
        writer = index.writer(_HEAP, 1)
        with (folder / "rows.jsonl").open("w", encoding="utf-8") as rows:
            for letter in _read(shard, unread):
                letters += 1
                empty += not letter
                count += len(letter)
                for entry in letter:
                    writer.add_document(_document(entry))
                    rows.write(_row(entry))
        writer.commit()
        writer.wait_merging_threads()
        table = _table(folder)
        meta = json.loads((folder / "text" / "meta.json").read_text())
        return ShardFiles(
            segments=tuple(_segment(folder / "text", one) for one in meta["segments"]),
            table=table,
            schema=json.dumps({key: meta[key] for key in ("index_settings", "schema")}, sort_keys=True),
            letters=letters,
            empty=empty,
            entries=count,
            unread=tuple(unread),
        )


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _read(shard: Shard, unread: list[tuple[int, str]]) -> Iterator[tuple[Entry, ...]]:
    at = shard.start
    with open(shard.path, "rb") as stream:
        stream.seek(at)
        while at < shard.end:
            line = stream.readline()
            if not line:
                return
            if line.strip() and at not in shard.skip:
                try:
                    yield entries_of(line)
                except OpenImrError as wrong:
                    unread.append((at, str(wrong)))
            at += len(line)


def _document(entry: Entry) -> Any:
    facts = "\n".join(entry.facts)
    conditions = "\n".join(entry.conditions)
    values: dict[str, object] = {
        "words": "\n".join((entry.request, conditions, facts, entry.summary, entry.rationale)),
        "request": entry.request,
        "condition_words": conditions,
        "cited": "\n".join(entry.cited),
        "fact_words": facts,
        "program": entry.program,
        "service": entry.service,
        "decision": entry.decision.value if entry.decision else None,
        "year": str(entry.year) if entry.year else None,
        "specialty": list(entry.specialties),
        "sex": entry.sex,
        "age_band": entry.age_band,
        "region": entry.region,
        "guideline": list(entry.guidelines),
        "condition": entry.conditions[0] if entry.conditions else None,
        "page": [*entry.pages, *dict.fromkeys("#" + page.rpartition("#")[2] for page in entry.pages)],
        "signal": list(entry.signals),
        "case_number": entry.case_number,
        "entry": entry.id,
        "administrator": entry.claims_administrator,
        "physician": entry.requesting_physician,
        "age_low": entry.age_low,
        "age_high": entry.age_high,
        "record": entry_record(entry).encode(),
    }
    return tantivy().Document(**{name: value for name, value in values.items() if value not in (None, [], "")})


def _row(entry: Entry) -> str:
    row = {name: getattr(entry, name) for name in _COLUMNS if hasattr(entry, name)}
    row |= {
        "entry": entry.id,
        "letter": int(entry.id.partition("-")[0], 16),
        "decided": entry.decided.isoformat() if entry.decided else None,
        "decision": entry.decision.value if entry.decision else None,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def _table(folder: Path) -> bytes:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
    out = folder / "table.parquet"
    with duckdb().connect(config={"threads": 1, "preserve_insertion_order": True}) as database:
        database.execute(
            f"COPY (SELECT * FROM read_json(?, format='newline_delimited', maximum_object_size=67108864, columns={{{columns}}})) "
            f"TO '{out}' (FORMAT parquet, COMPRESSION zstd)",
            [str(folder / "rows.jsonl")],
        )
    return out.read_bytes()


def _segment(folder: Path, meta: Any) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    stem = meta["segment_id"].replace("-", "")
    files: Sequence[Path] = sorted(folder.glob(f"{stem}.*"))
    return json.dumps(meta, sort_keys=True), tuple((file.suffix, file.read_bytes()) for file in files)


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
