"""Packs that must be refused, each with file, line and remedy; what loads; what the cache keeps."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from openimr.case import OpenImrError
from openimr.engines.pack_folder import open_packs, pack_texts
from openimr.guideline import PackError, gather, json_schema, load_library, read_pack
from openimr.guideline.comparing import changed_services, compare
from openimr.guideline.spelling import misspelt_concepts

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
LEAF = GOOD[GOOD.index("      kind: quantity") :]
TWO = """      kind: all
      of:
        - {kind: quantity, id: a, name: a, measure: requested, %s}
        - {kind: quantity, id: b, name: b, measure: requested, %s}
"""
FINDINGS = """      kind: all
      of:
        - {kind: finding, id: a, name: a, concepts: [crps]}
        - {kind: finding, id: b, name: b, concepts: [crps], want: absent}
"""
STAGES = """      kind: staged
      id: v
      name: visits
      stages:
        - {name: trial, range: %s, most: %s, weeks: %s}
        - {name: all, range: [6, 10], most: 10, weeks: 6}
"""


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        ("misspelt key", "      most: 6", "      mosst: 6", 15, "unknown key; did you mean 'most'?"),
        ("foreign key", "      most: 6", "      most: 6\n      zzzzzz: 1", 16, "unknown key; remove it"),
        ("misspelt key of the head", "rights: free", "right: free", 3, "unknown key; did you mean 'rights'?"),
        ("missing key", "    rule: As the criterion says.\n", "", 5, "rule: missing; add `rule:`"),
        ("unknown measure", "measure: requested", "measure: request", 14, "did you mean 'requested'?"),
        ("unknown kind", "kind: quantity", "kind: quantitty", 10, "give one of these as `kind:`"),
        ("unknown stance", "stance: conditional", "stance: maybe", 7, "'maybe' is not allowed"),
        ("limits crossed", "      most: 6", "      most: 6\n      least: 9", 10, "least 9 is above most 6; swap them"),
        ("no limit", "      most: 6\n", "", 10, "give least, most or both"),
        ("no such month", "from: 2010-01-01", "from: 2010-13-01", 2, "write a day that exists as YYYY-MM-DD"),
        ("no such day", "from: 2010-01-01", "from: 2010-02-30", 2, "write a day that exists as YYYY-MM-DD"),
        (
            "ends before it begins",
            "from: 2010-01-01",
            "from: 2010-01-01, to: 2009-01-01",
            2,
            "is before from 2010-01-01",
        ),
        ("unit does not fit", "      most: 6", "      most: 6\n      unit: mg", 10, "requested is not measured in mg"),
        ("unknown unit", "      most: 6", "      most: 6\n      unit: vists", 16, "did you mean 'visits'?"),
        ("limits that exclude each other", LEAF, TWO % ("most: 6", "least: 7"), 10, "contradictory limits"),
        ("present and absent at once", LEAF, FINDINGS, 10, "want the same finding present and absent"),
        ("one id twice", LEAF, (TWO % ("most: 6", "most: 7")).replace("id: b", "id: a"), 5, "'a' occurs twice in R-1"),
        ("range that falls", LEAF, STAGES % ("[4, 3]", 4, 2), 15, "range [4, 3] must rise and end at or below most 4"),
        ("trial above the total", LEAF, STAGES % ("[3, 12]", 12, 2), 10, "above the total's most 10; swap the stages"),
        ("trial longer than the whole", LEAF, STAGES % ("[3, 4]", 4, 9), 10, "9 weeks are above the total's 6"),
        ("not YAML", "    stance: conditional", "    stance: [conditional", 8, "not YAML"),
        ("wrong schema", "imr-guideline/1", "imr-guideline/2", 1, "'imr-guideline/2' is not allowed"),
        ("text for a number", "      most: 6", "      most: six", 15, "valid number"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 and "\n" not in value else "",
)
def test_refused_with_file_line_and_remedy(name: str, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    with pytest.raises(PackError) as refused:
        read_pack(GOOD.replace(old, new), where="own.yaml")
    assert f"own.yaml:{line}: " in str(refused.value), name
    assert says in str(refused.value), name


def test_every_mistake_is_told_at_once() -> None:
    text = GOOD.replace("most: 6", "mosst: 6").replace("stance: conditional", "stance: maybe")
    with pytest.raises(PackError) as refused:
        read_pack(text, where="own.yaml")
    assert [line.split(":")[1] for line in str(refused.value).splitlines()] == ["7", "15"]


def test_overlapping_editions_name_both_places() -> None:
    later = GOOD.replace("from: 2010-01-01", "from: 2012-01-01").replace('edition: "1"', 'edition: "2"')
    with pytest.raises(PackError) as refused:
        gather([read_pack(GOOD, where="one.yaml"), read_pack(later, where="two.yaml")])
    assert str(refused.value) == (
        "two.yaml:5: R-1: editions 1 (one.yaml:5) and 2 are both in force on 2012-01-01; end the earlier one before that "
        "day, or rename the row"
    )


def test_editions_that_follow_each_other_load() -> None:
    earlier = GOOD.replace("from: 2010-01-01", "from: 2010-01-01, to: 2011-12-31")
    later = GOOD.replace("from: 2010-01-01", "from: 2012-01-01")
    library = gather([read_pack(earlier, where="one.yaml"), read_pack(later, where="two.yaml")])
    assert [str(edition.in_force.since) for edition in library.editions] == ["2010-01-01", "2012-01-01"]


def test_cycle_of_rows_that_displace_each_other() -> None:
    text = GOOD.replace("    stance", "    displaces: [R-2]\n    stance")
    row = text[text.index("  - id: R-1") :].replace("R-1", "R-3").replace("R-2", "R-1").replace("R-3", "R-2")
    with pytest.raises(PackError, match=r"own\.yaml:7: R-1: displaces itself through a cycle; remove one"):
        gather([read_pack(text + row, where="own.yaml")])


def test_row_displaced_that_no_pack_has() -> None:
    text = GOOD.replace("    stance", "    displaces: [R-9]\n    stance")
    with pytest.raises(PackError, match=r"own\.yaml:7: R-1: displaces R-9, which no pack has; correct the id"):
        gather([read_pack(text, where="own.yaml")])


def test_concept_that_no_lexicon_knows() -> None:
    text = GOOD.replace(LEAF, "      {kind: finding, id: f, name: f, concepts: [radiculopathy_exm]}\n")
    library = gather([read_pack(text, where="own.yaml")])
    assert misspelt_concepts(library, frozenset({"radiculopathy_exam"})) == (
        "own.yaml:10: R-1: unknown concept 'radiculopathy_exm'; did you mean 'radiculopathy_exam'?",
    )


def test_schema_for_authors_accepts_the_bundled_packs_and_refuses_a_misspelt_key() -> None:
    schema = json.loads(json_schema())
    checked = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in checked.iter_errors(yaml.load(GOOD, yaml.BaseLoader) | {"schema": 3})] != []
    good = json.loads(json.dumps(yaml.safe_load(GOOD), default=str))
    assert list(checked.iter_errors(good)) == []
    good["recommendations"][0]["criteria"]["mosst"] = 6
    assert list(checked.iter_errors(good)) != []


def test_differences_of_two_libraries() -> None:
    old, new = (
        gather([read_pack(text, where="own.yaml")])
        for text in (GOOD, GOOD.replace("most: 6", "most: 8").replace("name: at most six", "name: at most eight"))
    )
    assert compare(old, new) == (
        "~ R-1: criteria.most: 6.0 -> 8.0",
        "~ R-1: criteria.name: at most six -> at most eight",
    )
    assert (changed_services(old, new), changed_services(old, old)) == (frozenset({"acupuncture"}), frozenset())


def test_rules_that_came_and_went() -> None:
    old, new = (gather([read_pack(text, where="own.yaml")]) for text in (GOOD, GOOD.replace("R-1", "R-2")))
    assert compare(old, new) == ("- R-1 (own 1): gone", "+ R-2 (own 1): new")


def test_folder_and_cache_give_the_same_library(tmp_path: Path) -> None:
    folder, cache = tmp_path / "packs", tmp_path / "cache"
    folder.mkdir()
    (folder / "own.yaml").write_text(GOOD, "utf-8")
    plain = open_packs(folder)
    assert [open_packs(folder, cache), open_packs(folder, cache)] == [plain, plain]
    kept = next(cache.iterdir())
    kept.write_text("[", "utf-8")
    assert open_packs(folder, cache) == plain
    (folder / "own.yaml").write_text(GOOD.replace("most: 6", "most: 8"), "utf-8")
    assert open_packs(folder, cache) != plain


def test_cache_of_the_bundled_packs(tmp_path: Path) -> None:
    open_packs(None, tmp_path)
    assert open_packs(None, tmp_path) == load_library()


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "no pack file"), (b"\xff\xfe\x00bad", "not UTF-8")],
)
def test_folder_that_cannot_be_used(tmp_path: Path, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / "own.yaml").write_bytes(content)
    with pytest.raises(OpenImrError, match=says):
        pack_texts(tmp_path)
