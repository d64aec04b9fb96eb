"""Packs from YAML: read, refuse what does not fit with file and line and remedy, and gather into a library."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from openimr.case import GuidelineCitation, OpenImrError

from .vocabulary import Criterion, InForce, Pack, PackHead, Row
from .walking import walk


class _Loader(yaml.CSafeLoader):
    """Leaves dates as text, so that a wrong one is refused by the model with its line."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class PackError(OpenImrError):
    """A pack that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A row together with the head of the pack it stands in, and what every evaluation needs of them.

    nodes: the criteria tree laid out in reading order. factors: morphine equivalents by drug, where a criterion asks.
    """

    row: Row
    head: PackHead
    in_force: InForce = field(init=False, compare=False)
    nodes: tuple[Criterion, ...] = field(init=False, compare=False, repr=False)
    citations: tuple[GuidelineCitation, ...] = field(init=False, compare=False, repr=False)
    factors: tuple[tuple[str, float], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        nodes = tuple(walk(self.row.criteria))
        doses = any(getattr(node, "measure", None) == "morphine_equivalents_per_day" for node in nodes)
        derived: dict[str, object] = {
            "in_force": self.row.in_force or self.head.in_force,
            "nodes": nodes,
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
        return next((edition for edition in self.editions if edition.row.id == row_id), None)


def read_pack(text: str, *, where: str) -> Pack:
    """Reads one file. Raises PackError that lists every mistake with its line."""
    try:
        data = yaml.load(text, _Loader)
    except yaml.YAMLError as mistake:
        raise PackError(f"{where}: not YAML: {mistake}") from mistake
    try:
        return Pack.model_validate(data)
    except ValidationError as refused:
        root = yaml.compose(text, yaml.SafeLoader)
        says = "\n".join(f"{where}:{_line(root, error)}: {_remedy(root, error)}" for error in refused.errors())
        raise PackError(says) from refused


def gather(packs: Iterable[Pack]) -> Library:
    """The library of some packs. Raises PackError where two editions of one row are in force on the same day."""
    editions = [Edition(row=row, head=pack.pack) for pack in packs for row in pack.recommendations]
    editions.sort(key=lambda edition: (edition.row.id, edition.in_force.since))
    for earlier, later in pairwise(editions):
        if earlier.row.id == later.row.id and earlier.holds_on(later.in_force.since):
            raise PackError(
                f"{later.row.id}: editions {earlier.head.edition} and {later.head.edition} are both in force on "
                f"{later.in_force.since}; end the earlier one before that day, or rename the row"
            )
    _refuse_cycles(editions)
    return Library(editions=tuple(editions))


@cache
def load_library() -> Library:
    """The packs that come with the distribution."""
    root = files("openimr_packs") / "guidelines"
    packs: list[Pack] = []
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if not folder.is_dir():
            continue
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".yaml"):
                packs.append(read_pack(entry.read_text(encoding="utf-8"), where=f"{folder.name}/{entry.name}"))
    return gather(packs)


def _refuse_cycles(editions: list[Edition]) -> None:
    displaces = {edition.row.id: edition.row.displaces for edition in editions}
    for start, rows in displaces.items():
        seen, waiting = set[str](), list(rows)
        while waiting:
            row_id = waiting.pop()
            if row_id == start:
                raise PackError(f"{start}: displaces itself through a cycle; remove one of the `displaces`")
            if row_id not in displaces:
                raise PackError(f"{start}: displaces {row_id}, which no pack has; correct the id")
            if row_id not in seen:
                seen.add(row_id)
                waiting.extend(displaces[row_id])


def _line(root: yaml.Node | None, error: ErrorDetails) -> int:
    """The line of the deepest node on the error's path; tags of unions in the path are passed over."""
    node, line = root, 1
    for step in error["loc"]:
        found = _child(node, step)
        if found is not None:
            node, line = found
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line + 1
    return None


def _remedy(root: yaml.Node | None, error: ErrorDetails) -> str:
    path = ".".join(str(step) for step in error["loc"])
    if error["type"] != "extra_forbidden":
        return f"{path}: {error['msg']}"
    known = sorted(_known_keys())
    near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
    return f"{path}: unknown key" + (f"; did you mean {near[0]!r}?" if near else "; remove it")


@cache
def _known_keys() -> frozenset[str]:
    schema = Pack.model_json_schema()
    return frozenset(key for model in [schema, *schema["$defs"].values()] for key in model.get("properties", {}))
