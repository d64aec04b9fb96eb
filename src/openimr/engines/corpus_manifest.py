"""What a corpus folder says of itself, and whether it is whole."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from openimr.case import OpenImrError

FORMAT = 1
"""Of the folder. A corpus of another format is not read; its records are, again."""
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of records that went in. digest: of its bytes. letters: those that were new."""

    name: str
    digest: str
    letters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """generation: the folder in force. segments, schema: the engine's own words (JSON). files: (path, bytes) of the generation."""

    generation: str
    schema: str
    segments: tuple[str, ...]
    letters: int
    entries: int
    sources: tuple[Source, ...]
    files: tuple[tuple[str, int], ...] = ()
    format: int = FORMAT


def read_manifest(corpus: Path) -> Manifest:
    """Raises OpenImrError, with what to do, for a folder that is no corpus, of another format, or not whole."""
    path = corpus / _NAME
    if not path.exists():
        unfinished = (corpus / "building").exists()
        raise OpenImrError(
            f"{corpus} holds an unfinished build; run the same `imr corpus build` again and it goes on where it stopped."
            if unfinished
            else f"{corpus} is no corpus; make one: imr corpus build {corpus} RECORDS..."
        )
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        found = row["format"]
    except (ValueError, KeyError, TypeError) as wrong:
        raise OpenImrError(
            f"{path} is damaged; build the corpus again: imr corpus build {corpus} RECORDS..."
        ) from wrong
    if found != FORMAT:
        age = "an older" if isinstance(found, int) and found < FORMAT else "a newer"
        raise OpenImrError(
            f"{corpus} was made by {age} version (format {found}; this one reads {FORMAT}). Nothing was changed. Build it again "
            f"from its records, beside: imr corpus build NEW_FOLDER RECORDS..."
        )
    try:
        return TypeAdapter(Manifest).validate_python(row)
    except ValidationError as wrong:
        raise OpenImrError(
            f"{path} is damaged; build the corpus again: imr corpus build {corpus} RECORDS..."
        ) from wrong


def check_files(corpus: Path, manifest: Manifest) -> None:
    """Raises OpenImrError when a file of the generation is missing or has another length."""
    folder = corpus / manifest.generation
    for name, size in manifest.files:
        try:
            found = (folder / name).stat().st_size
        except OSError:
            found = -1
        if found != size:
            state = "is missing" if found < 0 else f"has {found:,} bytes instead of {size:,}"
            raise OpenImrError(f"{folder / name} {state}; build the corpus again: imr corpus build {corpus} RECORDS...")


def write_manifest(corpus: Path, manifest: Manifest) -> None:
    """The step that puts a generation in force."""
    part = corpus / f"{_NAME}.part"
    with part.open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, indent=1, sort_keys=True)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(part, corpus / _NAME)
