"""JSON text in pieces is what the standard library writes."""

from __future__ import annotations

import json

import pytest

from openimr.letter.json_text import Json, write_pieces

TREES: dict[str, dict[str, Json]] = {
    "nothing": {},
    "plain values": {"a": 1, "b": 2.5, "c": True, "d": None, "e": 'says "no"\n\\ é'},
    "empty within": {"list": [], "object": {}, "deep": [[], {}]},
    "deep": {"facts": [{"spans": [{"page": 1, "quote": "x"}], "n": None}, {"spans": []}], "last": [1, 2]},
    "numbers": {"large": 10**20, "small": 1e-9, "round": 3.0},
}


@pytest.mark.parametrize("name", TREES)
def test_as_the_standard_library_writes_it(name: str) -> None:
    tree = TREES[name]
    assert "".join(write_pieces(tree)) == json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("members", [[], [1], [{"a": 1}, {"b": []}]])
def test_an_iterator_is_a_list(members: list[Json]) -> None:
    pieces = write_pieces({"facts": iter(members), "end": "x"})
    assert "".join(pieces) == json.dumps({"facts": members, "end": "x"}, indent=1) + "\n"
