"""JSON text that people can read, in pieces: as `json.dumps(tree, ensure_ascii=False, indent=1)` writes it.

The standard library writes indented text in Python, a token at a time; this writes a value at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def write_pieces(tree: Mapping[str, Json | Iterator[Json]]) -> Iterator[str]:
    """An object and a line end. A value that is an iterator becomes a list, of which no two members are held at once."""
    yield "{"
    before = "\n "
    for name, value in tree.items():
        yield f"{before}{encode_basestring(name)}: "
        before = ",\n "
        if isinstance(value, Iterator):
            yield from _members(value)
        else:
            yield _written(value, "\n ")
    yield "\n}\n" if tree else "}\n"


def _members(values: Iterator[Json]) -> Iterator[str]:
    before = "[\n  "
    for value in values:
        yield before + _written(value, "\n  ")
        before = ",\n  "
    yield "[]" if before.startswith("[") else "\n ]"


def _written(value: Json, line: str) -> str:
    """line: the line end and indent of the value's own closing bracket."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        inner = line + " "
        members = [f"{encode_basestring(name)}: {_written(one, inner)}" for name, one in value.items()]
        return "{" + inner + ("," + inner).join(members) + line + "}" if members else "{}"
    if isinstance(value, list):
        inner = line + " "
        members = [_written(one, inner) for one in value]
        return "[" + inner + ("," + inner).join(members) + line + "]" if members else "[]"
    return json.dumps(value)
