"""Packs from YAML: read, refuse what does not fit with file, line and remedy, and gather into a library."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml
from pydantic import ValidationError

from openimr.case import GuidelineCitation

from .leaf_kinds import JudgementLeaf
from .pack_errors import PackError, YamlText, say_mistakes
from .vocabulary import Criterion, InForce, Pack, PackHead, Row, Staged, walk


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text, so that a wrong one is refused by the model with its line, and takes only true and false for
    truth values, as YAML 1.2 does: `on`, `yes` and `no` are words."""


_READ_OTHERWISE = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Loader.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if tag not in _READ_OTHERWISE]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One file of rows. where: its name in messages; text: as written, for the lines of messages."""

    where: str
    pack: Pack
    text: str = field(default="", repr=False)

    def line_of(self, place: int, *keys: str) -> str:
        """`file:line` of a row, or of a key in it."""
        return f"{self.where}:{YamlText(self.text).line(('recommendations', place, *keys))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A row together with the head of the pack it stands in, and what every evaluation needs of them.

    nodes: the criteria tree laid out in reading order; staged, judgements: those among them; negates:
    whether a `not` is among them. factors: morphine equivalents by drug, where a criterion asks.
    file, place: where the row is written.
    """

    row: Row
    head: PackHead
    file: PackFile | None = field(default=None, compare=False, repr=False)
    place: int = field(default=0, compare=False)
    in_force: InForce = field(init=False, compare=False)
    nodes: tuple[Criterion, ...] = field(init=False, compare=False, repr=False)
    staged: tuple[Staged, ...] = field(init=False, compare=False, repr=False)
    judgements: tuple[JudgementLeaf, ...] = field(init=False, compare=False, repr=False)
    negates: bool = field(init=False, compare=False, repr=False)
    citations: tuple[GuidelineCitation, ...] = field(init=False, compare=False, repr=False)
    factors: tuple[tuple[str, float], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        nodes = tuple(walk(self.row.criteria))
        doses = any(node.kind == "quantity" and node.measure == "morphine_equivalents_per_day" for node in nodes)
        derived: dict[str, object] = {
            "in_force": self.row.in_force or self.head.in_force,
            "nodes": nodes,
            "staged": tuple(node for node in nodes if node.kind == "staged"),
            "judgements": tuple(node for node in nodes if node.kind == "judgement"),
            "negates": any(node.kind == "not" for node in nodes),
            "citations": tuple(
                GuidelineCitation(title=one.title, section=one.section, pages=one.pages, edition=self.head.edition)
                for one in self.row.cite
            ),
            "factors": tuple(sorted(self.head.morphine_equivalents.items())) if doses else (),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def holds_on(self, day: date) -> bool:
        span = self.in_force
        return span.since <= day and (span.to is None or day <= span.to)

    def where(self, *keys: str) -> str:
        """`file:line` of the row, or of a key in it; the pack's id where the file is not at hand."""
        return self.file.line_of(self.place, *keys) if self.file else self.head.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All rows loaded, in order of their ids."""

    editions: tuple[Edition, ...]
    _by_service: dict[str, tuple[Edition, ...]] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for edition in self.editions:
            for service in edition.row.service:
                self._by_service[service] = (*self._by_service.get(service, ()), edition)

    def of_service(self, service: str) -> tuple[Edition, ...]:
        return self._by_service.get(service, ())

    def row(self, row_id: str) -> Edition | None:
        """The latest edition of a row."""
        return next((edition for edition in reversed(self.editions) if edition.row.id == row_id), None)


def read_pack(text: str, *, where: str) -> PackFile:
    """Reads one file. Raises PackError that lists every mistake with its line."""
    try:
        data = yaml.load(text, _Loader)
    except yaml.YAMLError as mistake:
        line = getattr(getattr(mistake, "problem_mark", None), "line", 0) + 1
        raise PackError(f"{where}:{line}: not YAML ({getattr(mistake, 'problem', mistake)}); correct it") from mistake
    try:
        return PackFile(where=where, pack=Pack.model_validate(data), text=text)
    except ValidationError as refused:
        raise PackError(say_mistakes(refused, text, where)) from refused


def gather(packs: Iterable[PackFile]) -> Library:
    """The library of some packs. Raises PackError where rows contradict each other: two editions in force on the same
    day, a cycle of rows that displace each other, a row displaced that no pack has."""
    editions = [
        Edition(row=row, head=file.pack.pack, file=file, place=place)
        for file in packs
        for place, row in enumerate(file.pack.recommendations)
    ]
    editions.sort(key=lambda edition: (edition.row.id, edition.in_force.since))
    for earlier, later in pairwise(editions):
        if earlier.row.id == later.row.id and earlier.holds_on(later.in_force.since):
            raise PackError(
                f"{later.where('id')}: {later.row.id}: editions {earlier.head.edition} ({earlier.where('id')}) and "
                f"{later.head.edition} are both in force on {later.in_force.since}; end the earlier one before that "
                "day, or rename the row"
            )
    _refuse_cycles(editions)
    return Library(editions=tuple(editions))


@cache
def load_library() -> Library:
    """The packs that come with the distribution."""
    return gather(read_pack(text, where=where) for where, text in bundled_texts())


def bundled_texts() -> tuple[tuple[str, str], ...]:
    """Name and text of every bundled pack file, in order."""
    root = files("openimr_packs") / "guidelines"
    return tuple(
        (f"{folder.name}/{entry.name}", entry.read_text(encoding="utf-8"))
        for folder in sorted(root.iterdir(), key=lambda entry: entry.name)
        if folder.is_dir()
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def _refuse_cycles(editions: list[Edition]) -> None:
    displaces: dict[str, set[str]] = {}
    for edition in editions:
        displaces.setdefault(edition.row.id, set()).update(edition.row.displaces)
    for edition in editions:
        start, seen, waiting = edition.row.id, set[str](), sorted(edition.row.displaces)
        while waiting:
            row_id = waiting.pop()
            if row_id == start:
                raise PackError(
                    f"{edition.where('displaces')}: {start}: displaces itself through a cycle; remove one of the "
                    "`displaces`"
                )
            if row_id not in displaces:
                raise PackError(
                    f"{edition.where('displaces')}: {start}: displaces {row_id}, which no pack has; correct the id"
                )
            if row_id not in seen:
                seen.add(row_id)
                waiting.extend(sorted(displaces[row_id]))
