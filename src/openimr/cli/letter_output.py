"""The formats of `imr read`: JSON lines, CSV, Parquet, FHIR. Each is written beside and put in place whole."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from openimr.case import OpenImrError, Problem
from openimr.corpus.fhir import bundle_of
from openimr.corpus.flat import heading_row, rows_of
from openimr.corpus.record_reading import parse_record

FORMATS = ("jsonl", "csv", "parquet", "fhir")
_SPAN = 'STRUCT(page INTEGER, start INTEGER, "end" INTEGER, quote VARCHAR)[]'
_CITED = f"STRUCT(source VARCHAR, section VARCHAR, pages VARCHAR[], spans {_SPAN})[]"
_COLUMNS = {
    "file": "VARCHAR",
    "nth": "INTEGER",
    "program": "VARCHAR",
    "format_variant": "VARCHAR",
    "case_number": "VARCHAR",
    "dates": "STRUCT(injury DATE, ur_decision DATE, application DATE, assignment DATE, determination DATE)",
    "year": "INTEGER",
    "reviewer": "STRUCT(specialties VARCHAR[], licensed_states VARCHAR[], min_years INTEGER, hours_per_week INTEGER)",
    "patient": "STRUCT(age INTEGER, sex VARCHAR, age_words VARCHAR, sex_from VARCHAR)",
    "items": "STRUCT(n INTEGER, text VARCHAR, quantity DOUBLE, quantity_unit VARCHAR, service VARCHAR, decision VARCHAR, "
    "decision_explicit BOOLEAN, decision_words VARCHAR, conclusion VARCHAR, "
    f"claims_admin_guidelines {_CITED}, reviewer_guidelines {_CITED}, rationale VARCHAR, spans {_SPAN}, rationale_spans {_SPAN})[]",
    "letter_outcome": "VARCHAR",
    "published_outcome": "VARCHAR",
    "votes": "STRUCT(reviewer INTEGER, outcome VARCHAR)[]",
    "summary": "VARCHAR",
    "summary_facts": f'STRUCT("type" VARCHAR, value VARCHAR, side VARCHAR, level VARCHAR, date DATE, count INTEGER, spans {_SPAN})[]',
    "disputed_list": "VARCHAR[]",
    "documents_reviewed": "VARCHAR[]",
    "categories": "STRUCT(field VARCHAR, printed VARCHAR, mapped VARCHAR)[]",
    "fields": "MAP(VARCHAR, VARCHAR)",
    "truncated": "BOOLEAN",
    "scanned": "BOOLEAN",
    "spans": f"STRUCT(dates {_SPAN}, reviewer {_SPAN}, patient {_SPAN}, summary {_SPAN})",
    "defects": "STRUCT(code VARCHAR, says VARCHAR, item INTEGER, quotes VARCHAR[])[]",
    "problems": 'STRUCT(code VARCHAR, says VARCHAR, "where" VARCHAR, fix VARCHAR)[]',
}


def format_of(out: Path, asked: str | None) -> str:
    """By what was asked for, else by the name's ending. Raises OpenImrError for an ending that tells nothing."""
    if asked:
        return asked
    name = out.name.lower()
    if ".fhir." in name or name.endswith(".fhir"):
        return "fhir"
    ends = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".parquet": "parquet"}
    found = ends.get(out.suffix.lower())
    if found is None:
        raise OpenImrError(
            f"{out} does not tell its format; end it in .jsonl, .csv, .parquet or .fhir.ndjson, or give --format."
        )
    return found


def write_records(records: Iterable[str], out: Path, kind: str) -> int:
    """Writes all records in one of the FORMATS; how many there were."""
    part = out.with_name(f"{out.name}.part")
    count = _WRITERS[kind](records, part)
    os.replace(part, out)
    return count


def _write_lines(records: Iterable[str], path: Path, of_record: Callable[[str], str], head: str = "") -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        stream.write(head)
        for count, record in enumerate(records, start=1):  # noqa: B007 - the last count is the answer
            stream.write(of_record(record))
    return count


def _jsonl(records: Iterable[str], path: Path) -> int:
    return _write_lines(records, path, lambda record: f"{record}\n")


def _csv(records: Iterable[str], path: Path) -> int:
    return _write_lines(records, path, lambda record: rows_of(*parse_record(record)), heading_row())


def _fhir(records: Iterable[str], path: Path) -> int:
    return _write_lines(records, path, lambda record: f"{bundle_of(*parse_record(record))}\n")


def _parquet(records: Iterable[str], path: Path) -> int:
    try:
        import duckdb
    except ImportError as missing:
        raise OpenImrError("Parquet needs DuckDB: pip install 'openimr[corpus]'. Or write .jsonl or .csv.") from missing
    lines = path.with_name(f"{path.name}.jsonl")
    count = _jsonl(records, lines)
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
    try:
        with duckdb.connect() as database:
            database.execute(
                f"COPY (SELECT * FROM read_json(?, format='newline_delimited', maximum_object_size=268435456, columns={{{columns}}})) "
                f"TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)",
                [str(lines)],
            )
    finally:
        lines.unlink(missing_ok=True)
    return count


_WRITERS: dict[str, Callable[[Iterable[str], Path], int]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "fhir": _fhir,
}


def write_unread(problems: Iterable[tuple[str, str, Problem]], out: Path) -> Path | None:
    """The exact list of what could not be read and why: (file, what is kept, problem). None when there is nothing to list."""
    rows = list(problems)
    path = out.with_name(f"{out.name}.unread.csv")
    if not rows:
        path.unlink(missing_ok=True)
        return None
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("file", "kept", "code", "says", "where", "fix"))
        writer.writerows((file, kept, one.code, one.says, one.where, one.fix) for file, kept, one in rows)
    os.replace(part, path)
    return path
