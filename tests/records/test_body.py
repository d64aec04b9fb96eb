"""Regions, sides and levels."""

from __future__ import annotations

import pytest

from openimr.records import body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C-spine and right shoulder", ["cervical spine", "shoulder"]),
        ("low back pain", ["lumbar spine"]),
        ("medial meniscus", ["knee"]),
        ("both wrists", ["wrist/hand"]),
        ("nothing of note", []),
    ],
)
def test_regions(text: str, expected: list[str]) -> None:
    assert [hit.row for hit in body.regions(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R knee", ["right"]),
        ("L shoulder", ["left"]),
        ("L-spine", []),
        ("right and left", ["bilateral"]),
        ("bilaterally", ["bilateral"]),
        ("r knee", []),
        ("L5 root", []),
    ],
)
def test_sides(text: str, expected: list[str]) -> None:
    assert [one.side for one in body.sides(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L4-L5", ["L4-5"]),
        ("L4/5", ["L4-5"]),
        ("L5-S1", ["L5-S1"]),
        ("L5-Sl disc", ["L5-S1"]),
        ("left S1 root", ["S1"]),
        ("si transforaminal", ["S1"]),
        ("SI joint", []),
        ("C5 - 6", ["C5-6"]),
    ],
)
def test_levels(text: str, expected: list[str]) -> None:
    assert [one.level for one in body.levels(text)] == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("C5-6", "C6-7"), "C5-7"),
        (("L4-5", "L5-S1"), "L4-S1"),
        (("L3-4",), "L3-4"),
        (("C3-4", "C6-7"), "C3-4, C6-7"),
        ((), None),
    ],
)
def test_join_levels(names: tuple[str, ...], expected: str | None) -> None:
    assert body.join_levels(names) == expected
