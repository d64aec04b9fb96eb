"""Guideline packs from a folder, and a cache of checked packs for quick starts."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from pydantic import ValidationError

from openimr import __version__
from openimr.case import OpenImrError
from openimr.guideline import Library, PackFile, gather, read_pack
from openimr.guideline.loading import bundled_texts
from openimr.guideline.vocabulary import Pack


def pack_texts(folder: Path) -> tuple[tuple[str, str], ...]:
    """Name and text of every pack file below a folder, in order. Raises OpenImrError where there is none."""
    try:
        paths = sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]
        texts = tuple((str(path), path.read_text("utf-8")) for path in paths)
    except UnicodeDecodeError as wrong:
        raise OpenImrError(f"{folder}: a pack file is not UTF-8 text ({wrong.reason}); save it as UTF-8.") from wrong
    except OSError as wrong:
        raise OpenImrError(f"The packs {folder} cannot be read ({wrong.strerror}); check the path.") from wrong
    if not texts:
        raise OpenImrError(f"{folder}: no pack file (*.yaml) below it; check the path.")
    return texts


def open_packs(folder: Path | None, cache: Path | None = None) -> Library:
    """The packs of a folder (None: those of the distribution), by way of the cache where one is given."""
    texts = pack_texts(folder) if folder else bundled_texts()
    if cache is None:
        return gather(read_pack(text, where=where) for where, text in texts)
    kept = cache / f"packs-{_digest(texts)}.json"
    files = _kept(kept, texts)
    if files is not None:
        return gather(files)
    read = [read_pack(text, where=where) for where, text in texts]
    library = gather(read)
    _keep(kept, read)
    return library


def _digest(texts: tuple[tuple[str, str], ...]) -> str:
    """Of the version and of every byte, so that a changed pack is never taken from the cache."""
    digest = hashlib.sha256(__version__.encode())
    for where, text in texts:
        digest.update(f"\0{where}\0{len(text)}\0".encode())
        digest.update(text.encode())
    return digest.hexdigest()[:32]


def _kept(path: Path, texts: tuple[tuple[str, str], ...]) -> list[PackFile] | None:
    try:
        packs = json.loads(path.read_text("utf-8"))
        return [
            PackFile(where=where, text=text, pack=Pack.model_validate(pack))
            for (where, text), pack in zip(texts, packs, strict=True)
        ]
    except (OSError, ValueError, ValidationError):
        return None  # not there, or not whole: the packs are read anew


def _keep(path: Path, read: list[PackFile]) -> None:
    """Whole or not at all; without a place to write there is no cache."""
    text = "[" + ",".join(one.pack.model_dump_json(by_alias=True, exclude_defaults=True) for one in read) + "]"
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
