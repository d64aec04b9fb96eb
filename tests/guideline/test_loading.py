"""Packs that must be refused, with file, line and remedy."""

from __future__ import annotations

import pytest

from openimr.guideline import PackError, gather, json_schema, read_pack

GOOD = """schema: imr-guideline/1
pack: {id: own, title: Own Guideline, edition: "1", level: mtus, in_force: {from: 2010-01-01},
       rights: free, source: written for this test}
recommendations:
  - id: R-1
    service: [acupuncture]
    stance: conditional
    cite: [{title: Own Guideline}]
    rule: As the criterion says.
    criteria:
      kind: quantity
      id: q
      name: at most six
      measure: requested
      most: 6
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("      most: 6", "      mosst: 6", 15, "did you mean 'most'?"),
        ("measure: requested", "measure: asked", 14, "Input should be"),
        ("      most: 6", "      most: 6\n      least: 9", 10, "least 9 is above most 6"),
        ("from: 2010-01-01", "from: 2010-13-01", 2, "date"),
    ],
)
def test_refused_with_line_and_remedy(old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(PackError) as refused:
        read_pack(GOOD.replace(old, new), where="own.yaml")
    assert f"own.yaml:{line}: " in str(refused.value)
    assert says in str(refused.value)


def test_overlapping_editions() -> None:
    pack = read_pack(GOOD, where="own.yaml")
    with pytest.raises(PackError, match="both in force"):
        gather([pack, pack])


def test_cycle_of_displacements() -> None:
    text = GOOD.replace("    stance", "    displaces: [R-1]\n    stance")
    with pytest.raises(PackError, match="cycle"):
        gather([read_pack(text, where="own.yaml")])


def test_schema_is_stable() -> None:
    assert json_schema() == json_schema()
