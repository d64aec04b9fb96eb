"""The concept lexicon, compiled once. In its patterns a space is any white space and `~` some words of one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from ..sieve import STEM, Sieve, sift, words_of


class ConceptEntry(BaseModel):
    """One concept as written. documents, recency: for the reader of the pack; number: the pattern captures a value.

    needs_drug: counts only in a sentence that names a drug.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    means: str
    documents: str = "clinical"
    recency: str = "latest"
    mixed: str = Field(default="majority", pattern="^(present_wins|absent_wins|majority)$")
    number: bool = False
    unit: str | None = None
    needs_drug: bool = False
    cues: tuple[str, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()


class ConceptFile(BaseModel):
    """One file of the concept lexicon."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: str = Field(alias="schema", pattern="^openimr-concepts/1$")
    source: str
    concepts: tuple[ConceptEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept, compiled. cues: lower-case strings, one of which a statement must have; unit: of the value.

    timeless: a statement of any date counts (recency `any`).
    """

    id: str
    mixed: str
    timeless: bool
    cues: tuple[str, ...]
    present: Sieve
    absent: Sieve | None
    unit: str | None
    needs_drug: bool


@cache
def concepts() -> tuple[Concept, ...]:
    """All concepts, in order of their ids."""
    folder = files("openimr_packs") / "lexicons" / "concepts"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    read = [_read(folder.joinpath(name).read_text(encoding="utf-8")) for name in names]
    found = [_compile(entry) for file in read for entry in file.concepts]
    return tuple(sorted(found, key=lambda concept: concept.id))


_WORD = re.compile(r"[a-z0-9]+")


def cued(text: str) -> tuple[Concept, ...]:
    """The concepts of which a sentence has a cue at the head of a word, in order of their ids."""
    by_stem, symbols = _cue_index()
    words = words_of(text)
    lower = words.lower
    found = {concept for cue, owners in symbols if cue in lower for concept in owners}
    for at, word in words.places:
        for cue, owners in by_stem.get(word[:STEM], ()):
            if lower.startswith(cue, at):
                found.update(owners)
    every = concepts()
    return tuple(every[at] for at in sorted(found))


@cache
def _cue_index() -> tuple[dict[str, tuple[tuple[str, tuple[int, ...]], ...]], tuple[tuple[str, tuple[int, ...]], ...]]:
    """Cues by the first letters of a word, and cues that begin with a sign; each with the places of its concepts."""
    owners: dict[str, list[int]] = {}
    for at, concept in enumerate(concepts()):
        for cue in concept.cues:
            owners.setdefault(cue.strip(), []).append(at)
    by_stem: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    symbols: list[tuple[str, tuple[int, ...]]] = []
    for cue, places in sorted(owners.items()):
        first = _WORD.match(cue)
        if first is None or len(first[0]) < STEM:
            symbols.append((cue, tuple(places)))
        else:
            by_stem.setdefault(first[0][:STEM], []).append((cue, tuple(places)))
    return {stem: tuple(rows) for stem, rows in by_stem.items()}, tuple(symbols)


def _read(text: str) -> ConceptFile:
    return ConceptFile.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


def _compile(entry: ConceptEntry) -> Concept:
    return Concept(
        id=entry.id,
        mixed=entry.mixed,
        timeless=entry.recency == "any",
        cues=tuple(cue.lower() for cue in entry.cues),
        present=_pattern(entry.present),
        absent=_pattern(entry.absent) if entry.absent else None,
        unit=entry.unit if entry.number else None,
        needs_drug=entry.needs_drug,
    )


def _pattern(rows: tuple[str, ...]) -> Sieve:
    """All rows as one pattern. The value groups of a numbered concept are numbered, for a name may stand once."""
    written = (
        row.replace(" ", r"\s+")
        .replace(r"\s+?", r"\s*")
        .replace("~", r"[^.;]{0,60}?")
        .replace("(?P<value>", f"(?P<value{at}>")
        for at, row in enumerate(rows)
    )
    return sift(r"(?<!\w)(?:" + "|".join(f"(?:{row})" for row in written) + ")")
