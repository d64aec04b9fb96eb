"""One YAML file of a pack: its content, and the line of every value in it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

import yaml

from ..case import OpenImrError

Place = tuple[str | int, ...]
"""The way to a value: keys of mappings and numbers of list rows (from 0)."""


TEXT = "tag:yaml.org,2002:str"


class PackError(OpenImrError):
    """A pack that cannot be used; the message names the file, the line and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """name: pack/file.yaml, as messages show it. root: the parsed tree, which knows its lines."""

    name: str
    content: dict[str, object]
    root: yaml.Node

    def at(self, place: Place) -> str:
        """ "ca-dwc/clocks.yaml:12": the line of the value at `place`, or of what holds it."""
        return f"{self.name}:{line_of(self.root, place)}"


def read_file(folder: Traversable, name: str, needed: str) -> PackFile:
    """The file `name` of a pack folder. Raises PackError; `needed` says why it must be there."""
    file = folder / name
    shown = f"{folder.name}/{name}"
    if not file.is_file():
        raise PackError(f"{shown} is missing; {needed}")
    return parse(file.read_text(encoding="utf-8"), shown)


def parse(text: str, shown: str) -> PackFile:
    """The content of YAML text whose top is a mapping. Raises PackError for bad YAML or a key given twice."""
    loader = yaml.CSafeLoader(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise PackError(f"{shown}:1: must hold keys and values at its top")
        _refuse_repeats(root, shown)
        content = loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise PackError(f"{shown}:{line}: is no YAML: {getattr(error, 'problem', None) or error}") from error
    except ValueError as error:  # a day such as 2015-02-30
        raise PackError(f"{shown}:{_bad_line(yaml.CSafeLoader(''), root)}: a value cannot be read: {error}") from error
    finally:
        loader.dispose()
    return PackFile(name=shown, content=content, root=root)


def _bad_line(loader: yaml.CSafeLoader, node: yaml.Node | None) -> int:
    """The line of the first value that cannot be made, from 1."""
    if isinstance(node, yaml.ScalarNode):
        try:
            loader.construct_object(node)
        except ValueError:
            return int(node.start_mark.line) + 1
        return 0
    if node is None:
        return 1
    parts = node.value if isinstance(node, yaml.SequenceNode) else [one for pair in node.value for one in pair]
    return next((line for line in (_bad_line(loader, part) for part in parts) if line), 0)


def _refuse_repeats(node: yaml.Node, shown: str) -> None:
    """Two equal keys: YAML would keep the later without a word. Keys that YAML takes for numbers or yes and no, too."""
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            _refuse_repeats(one, shown)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.tag != TEXT:
            raise PackError(f"{shown}:{key.start_mark.line + 1}: the key {key.value!r} is no word; write it in quotes")
        if str(key.value) in seen:
            raise PackError(f"{shown}:{key.start_mark.line + 1}: key {key.value!r} is given twice; keep one")
        seen.add(str(key.value))
        _refuse_repeats(value, shown)


def line_of(root: yaml.Node, place: Place) -> int:
    """The line (from 1) of the value at `place`; where the way ends early, of the last thing found."""
    node, line = root, root.start_mark.line
    for step in place:
        found = _step(node, step)
        if found is None:
            break
        node, line = found
    return line + 1


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child, child.start_mark.line
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line
    return None
