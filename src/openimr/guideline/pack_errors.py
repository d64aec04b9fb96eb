"""What is wrong with a pack, with file, line and remedy."""

from __future__ import annotations

import difflib
from functools import cache

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from openimr.case import OpenImrError

from .vocabulary import Pack


class PackError(OpenImrError):
    """A pack that cannot be used; the message names file, line and remedy."""


class YamlText:
    """The lines of a YAML text by path. Read only when a message needs a line."""

    def __init__(self, text: str) -> None:
        self._root = yaml.compose(text, yaml.CSafeLoader) if text else None

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of the deepest node on the path; what is not there (tags of unions) is passed over."""
        node, line = self._root, 1
        for step in path:
            found = _child(node, step)
            if found is not None:
                node, line = found
        return line


def say_mistakes(refused: ValidationError, text: str, where: str) -> str:
    """One line for each mistake: `file:line: path: what is wrong; what to do`."""
    lines = YamlText(text)
    return "\n".join(f"{where}:{lines.line(error['loc'])}: {_remedy(error)}" for error in refused.errors())


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child, child.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line + 1
    return None


def _remedy(error: ErrorDetails) -> str:
    path = ".".join(str(step) for step in error["loc"])
    last = str(error["loc"][-1]) if error["loc"] else ""
    message = error["msg"].removeprefix("Value error, ")
    match error["type"]:
        case "extra_forbidden":
            near = difflib.get_close_matches(last, sorted(_known_keys()), n=1)
            return f"{path}: unknown key" + (f"; did you mean {near[0]!r}?" if near else "; remove it")
        case "missing":
            return f"{path}: missing; add `{last}:`"
        case "union_tag_invalid" | "union_tag_not_found":
            return f"{path}: {message}; give one of these as `kind:`"
        case kind if kind.startswith("date"):
            return f"{path}: {message}; write a day that exists as YYYY-MM-DD"
        case "literal_error":
            given, allowed = str(error["input"]), str(error.get("ctx", {}).get("expected", ""))
            near = difflib.get_close_matches(given, [word.strip("' ") for word in allowed.split(",")], n=1)
            return f"{path}: {given!r} is not allowed: {message}" + (f"; did you mean {near[0]!r}?" if near else "")
    return f"{path}: {message}"


@cache
def _known_keys() -> frozenset[str]:
    schema = Pack.model_json_schema()
    return frozenset(key for model in [schema, *schema["$defs"].values()] for key in model.get("properties", {}))
