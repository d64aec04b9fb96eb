"""Builds and extends a corpus: shards by a runner, put together beside what stands, swapped in at the end.

CORPUS/manifest.json           names the generation in force; replaced last, in one step
CORPUS/g-<digest>/text/        the text index: the segments of all shards
CORPUS/g-<digest>/tables/      one Parquet file a shard
CORPUS/building/               what a run has finished; an interrupted run leaves it, the next goes on from it
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from openimr.batch import Runner
from openimr.case import OpenImrError

from .corpus_manifest import FORMAT, Manifest, Source, read_manifest, write_manifest
from .corpus_shard import Shard, ShardFiles, index_shard
from .corpus_split import Split, known_letters, split

Tell = Callable[[int, int], None]
"""Called with (letters indexed, letters to index) whenever a shard is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a run did. repeated: letters that the corpus held already. empty: letters without any item, which are counted but not found.
    unread: (file, line from 1, what is wrong)."""

    manifest: Manifest
    added: int
    repeated: int
    empty: int
    resumed: int
    unread: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A finished shard in the building folder: its segments (meta data with their final names) and counts."""

    key: str
    segments: tuple[str, ...]
    schema: str
    letters: int
    empty: int
    entries: int
    unread: tuple[tuple[int, str], ...]


def build(
    corpus: Path, sources: Sequence[Path], runner: Runner, *, extend: bool, tell: Tell = lambda done, of: None
) -> Built:
    """Builds anew, or extends what stands. Raises OpenImrError with what to do; what stood before then still stands."""
    corpus.mkdir(parents=True, exist_ok=True)
    with _alone(corpus), _told_plainly(corpus):
        before = read_manifest(corpus) if extend else None
        known = known_letters(corpus / before.generation / "tables") if before else set()
        splits = [split(path, known) for path in sources]
        kept, resumed = _shards(corpus / "building", splits, runner, tell)
        manifest = _put_together(corpus, before, kept, splits)
        unread = [
            (str(one.path), one.line_of(at), says)
            for one, shards in zip(splits, kept, strict=True)
            for shard in shards
            for at, says in shard.unread
        ]
        return Built(
            manifest=manifest,
            added=sum(shard.letters for shards in kept for shard in shards),
            repeated=sum(one.repeated for one in splits),
            empty=sum(shard.empty for shards in kept for shard in shards),
            resumed=resumed,
            unread=tuple(unread),
        )


@contextmanager
def _alone(corpus: Path) -> Iterator[None]:
    """One run at a time; the lock goes with the process."""
    with (corpus / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise OpenImrError(f"Another run is building {corpus}; wait for it to end.") from held
        yield


@contextmanager
def _told_plainly(corpus: Path) -> Iterator[None]:
    """A full disk in words. What is finished stays in the building folder."""
    try:
        yield
    except Exception as wrong:
        # The engines tell a full disk in errors of their own kinds.
        full = isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or "No space left on device" in str(wrong):
            raise OpenImrError(
                f"The disk of {corpus} is full. The corpus is as it was; make room and run the same command again: it goes on "
                f"where it stopped ({corpus / 'building'} holds what is done)."
            ) from wrong
        raise


def _shards(building: Path, splits: Sequence[Split], runner: Runner, tell: Tell) -> tuple[list[list[_Kept]], int]:
    """Every shard's files in the building folder, those of an interrupted run of the same sources included, and how many were."""
    building.mkdir(exist_ok=True)
    wanted = [(one, shard, _key(one, shard)) for one in splits for shard in one.shards]
    have = {key: kept for _, _, key in wanted if (kept := _load(building, key))}
    resumed = len(have)
    _forget_others(building, {key for _, _, key in wanted})
    missing = [(shard, key) for _, shard, key in wanted if key not in have]
    total = sum(one.letters for one in splits)
    done = sum(kept.letters for kept in have.values())
    tell(done, total)
    results = runner(index_shard, [shard for shard, _ in missing])
    for (_, key), files in zip(missing, results, strict=True):
        have[key] = _keep(building, key, files)
        done += files.letters
        tell(done, total)
    return [[have[key] for whose, _, key in wanted if whose is one] for one in splits], resumed


def _forget_others(building: Path, wanted: set[str]) -> None:
    """Pieces of a run of other sources give their room back."""
    for note in building.glob("*.json"):
        if note.stem not in wanted:
            kept = _load(building, note.stem)
            for segment in kept.segments if kept else ():
                name = json.loads(segment)["segment_id"].replace("-", "")
                for file in (building / "text").glob(f"{name}.*"):
                    file.unlink()
            (building / "tables" / f"{note.stem}.parquet").unlink(missing_ok=True)
            note.unlink()


def _key(whole: Split, shard: Shard) -> str:
    told = (FORMAT, whole.digest, shard.start, shard.end, sorted(shard.skip))
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()


def _keep(building: Path, key: str, files: ShardFiles) -> _Kept:
    """Writes a shard's files; the note that it is whole comes last."""
    (building / "text").mkdir(exist_ok=True)
    (building / "tables").mkdir(exist_ok=True)
    segments = []
    for meta, parts in files.segments:
        # The engine names segments at random; the name of its own content makes the same corpus the same to the byte.
        name = hashlib.blake2b(b"".join(data for _, data in parts), digest_size=16).hexdigest()
        for suffix, data in parts:
            _write(building / "text" / (name + suffix), data)
        dashed = "-".join((name[:8], name[8:12], name[12:16], name[16:20], name[20:]))
        segments.append(json.dumps(json.loads(meta) | {"segment_id": dashed}, sort_keys=True))
    _write(building / "tables" / f"{key}.parquet", files.table)
    kept = _Kept(key, tuple(segments), files.schema, files.letters, files.empty, files.entries, files.unread)
    note = {name: getattr(kept, name) for name in _Kept.__dataclass_fields__}
    _write(building / f"{key}.json", json.dumps(note).encode())
    return kept


def _load(building: Path, key: str) -> _Kept | None:
    path = building / f"{key}.json"
    if not path.exists():
        return None
    row = json.loads(path.read_text())
    unread = tuple((at, says) for at, says in row["unread"])
    return _Kept(key, tuple(row["segments"]), row["schema"], row["letters"], row["empty"], row["entries"], unread)


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def _put_together(
    corpus: Path, before: Manifest | None, kept: Sequence[Sequence[_Kept]], splits: Sequence[Split]
) -> Manifest:
    """A new generation out of what stands and the new shards; in force once the manifest names it."""
    building = corpus / "building"
    shards = [shard for shards in kept for shard in shards if shard.entries]
    old = corpus / before.generation if before else None
    _check_schemas(shards, before)
    segments = [*(before.segments if before else ()), *(segment for shard in shards for segment in shard.segments)]
    generation = "g-" + hashlib.blake2b("\n".join(segments).encode(), digest_size=8).hexdigest()
    schema = shards[0].schema if shards else before.schema if before else "{}"
    manifest = Manifest(
        generation=generation,
        schema=schema,
        segments=tuple(segments),
        letters=(before.letters if before else 0) + sum(shard.letters for shard in shards),
        entries=(before.entries if before else 0) + sum(shard.entries for shard in shards),
        sources=(*(before.sources if before else ()), *_sources(splits, kept)),
    )
    if before and generation == before.generation:
        shutil.rmtree(building)
        return before
    _fill(corpus / generation, building, old, manifest, [shard.key for shard in shards])
    manifest = replace(manifest, files=_sizes(corpus / generation))
    write_manifest(corpus, manifest)
    shutil.rmtree(building)
    for stale in corpus.glob("g-*"):
        if stale.name != generation:
            shutil.rmtree(stale, ignore_errors=True)
    return manifest


def _check_schemas(shards: Sequence[_Kept], before: Manifest | None) -> None:
    schemas = {shard.schema for shard in shards} | ({before.schema} if before else set())
    if not shards and not before:
        raise OpenImrError("No determination could be read from what was given; nothing was built.")
    if len(schemas) > 1:
        raise OpenImrError("The corpus was made by another release of its engine; build it again from its records.")


def _fill(target: Path, building: Path, old: Path | None, manifest: Manifest, keys: Iterable[str]) -> None:
    """Links, does not copy: files of an index never change once written."""
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / "text").mkdir(parents=True)
    (part / "tables").mkdir()
    names = {json.loads(segment)["segment_id"].replace("-", "") for segment in manifest.segments}
    for folder in (building, *((old,) if old else ())):
        for file in (folder / "text").glob("*"):
            if file.stem in names:
                os.link(file, part / "text" / file.name)
    tables = [
        *(sorted((old / "tables").glob("*.parquet")) if old else ()),
        *(building / "tables" / f"{key}.parquet" for key in keys),
    ]
    for number, file in enumerate(tables):
        os.link(file, part / "tables" / f"{number:05d}.parquet")
    _write(part / "text" / "meta.json", _meta(manifest).encode())
    managed = sorted(file.name for file in (part / "text").iterdir())
    _write(part / "text" / ".managed.json", json.dumps(managed).encode())
    stale = target.with_name(f"{target.name}.stale")
    if target.exists():
        os.replace(target, stale)
    os.replace(part, target)
    shutil.rmtree(stale, ignore_errors=True)


def _meta(manifest: Manifest) -> str:
    """What the engine reads first: its settings, the schema and the segments."""
    row = json.loads(manifest.schema)
    return json.dumps(row | {"segments": [json.loads(one) for one in manifest.segments], "opstamp": 0}, sort_keys=True)


def _sizes(generation: Path) -> tuple[tuple[str, int], ...]:
    files = sorted(file for file in generation.rglob("*") if file.is_file())
    return tuple((file.relative_to(generation).as_posix(), file.stat().st_size) for file in files)


def _sources(splits: Sequence[Split], kept: Sequence[Sequence[_Kept]]) -> Iterator[Source]:
    for one, shards in zip(splits, kept, strict=True):
        yield Source(name=one.path.name, digest=one.digest, letters=sum(shard.letters for shard in shards))
