"""A corpus built, extended, searched and counted; interrupted, damaged, of an older version, on a full disk."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from tests.corpus.records import LIBRARY, Told, write_records

from openimr.batch import run_here
from openimr.case import OpenImrError
from openimr.corpus import Outcome
from openimr.corpus.figures import By
from openimr.corpus.profile import Profile
from openimr.corpus.query import Filters
from openimr.engines import corpus_building, corpus_split
from openimr.engines.corpus_building import build
from openimr.engines.corpus_index import CorpusIndex
from openimr.engines.corpus_likeness import decided_both_ways, similar
from openimr.engines.corpus_manifest import read_manifest
from openimr.engines.corpus_tables import CorpusTables

Task = TypeVar("Task")
Result = TypeVar("Result")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    records = write_records(folder / "records.jsonl", *LIBRARY)
    build(folder / "built", [records], run_here, extend=False)
    return folder / "built"


def _cases(corpus: Path, words: str, filters: Filters = Filters()) -> list[str | None]:  # noqa: B008 - frozen
    return sorted(str(hit.entry.case_number) for hit in CorpusIndex(corpus).search(words, filters, facets=False).hits)


@pytest.mark.parametrize(
    ("words", "filters", "cases"),
    [
        ('"functional improvement"', Filters(), ["CM15-0000001", "CM15-0000002"]),
        ('"functional improvement" -earlier', Filters(), ["CM15-0000002"]),
        ("ESI", Filters(), ["CM13-0000004", "CM14-0000003"]),
        ("", Filters(decision=Outcome.OVERTURNED), ["CM14-0000003", "CM15-0000002"]),
        ("", Filters(service="opioid medication"), ["CM16-0000005"]),
        ("", Filters(guideline="chronic pain MTUS guidelines", page="46"), ["CM13-0000004", "CM14-0000003"]),
        ("", Filters(guideline="MTUS Chronic Pain", page="78"), ["CM16-0000005"]),
        ("", Filters(page="99"), ["CM15-0000001", "CM15-0000002"]),
        ("", Filters(year_from=2014, year_to=2015, sex="female"), ["CM14-0000003", "CM15-0000001"]),
        ("", Filters(age_from=50), ["CM15-0000002"]),
        ("", Filters(age_from=30, age_to=40), ["CM16-0000005"]),
        ("", Filters(specialty="Pain Management"), ["CM14-0000003"]),
        ("", Filters(condition="radiculopathy", item="therapy"), ["CM15-0000001", "CM15-0000002"]),
        ("", Filters(region="lumbar spine", claims_administrator="Sespe Mutual"), ["CM13-0000004"]),
        ("", Filters(case_number="CM16-0000005", program="CA-DWC-IMR"), ["CM16-0000005"]),
        ("zebra", Filters(), []),
    ],
)
def test_search(corpus: Path, words: str, filters: Filters, cases: list[str]) -> None:
    assert _cases(corpus, words, filters) == cases


def test_snippets_mark_the_words_in_place(corpus: Path) -> None:
    (hit,) = CorpusIndex(corpus).search("urine drug", Filters(service="opioid medication")).hits
    marked = [(one.field, one.text[start:end]) for one in hit.snippets for start, end in one.marks]
    assert marked == [("reasons", "urine"), ("reasons", "drug")]


def test_facets_count_what_was_found(corpus: Path) -> None:
    found = CorpusIndex(corpus).search("", Filters(region="lumbar spine"))
    counts = {facet.field: facet.counts for facet in found.facets}
    assert (found.total, counts["decision"], counts["service"]) == (
        4, (("Overturned", 2), ("Upheld", 2)), (("epidural steroid injection", 2), ("physical therapy", 2)),
    )  # fmt: skip


def test_most_of_the_words_when_none_has_all(corpus: Path) -> None:
    found = CorpusIndex(corpus).search("radiculopathy corroborated imaging zebra")
    assert found.widened
    assert found.hits[0].entry.case_number == "CM13-0000004"


def test_like_cases_and_what_divides_them(tmp_path: Path) -> None:
    """Planted: functional improvement told by all overturned, denied by all upheld; another service must not come in."""
    upheld = [Told(case=f"U{n}", rationale="There is no documentation of functional improvement.") for n in range(6)]
    overturned = [
        Told(case=f"O{n}", decision="Overturned", rationale="Objective functional improvement is documented.")
        for n in range(5)
    ]
    records = write_records(tmp_path / "r.jsonl", *upheld, *overturned, LIBRARY[4])
    build(tmp_path / "c", [records], run_here, extend=False)
    profile = Profile(
        n=1,
        request="Physical therapy",
        service="physical therapy",
        region="lumbar spine",
        signals=("no functional improvement",),
    )
    found = decided_both_ways(CorpusIndex(tmp_path / "c"), profile)
    assert (found.of_like, found.overturned_like, len(found.upheld), len(found.overturned)) == (11, 5, 6, 5)
    assert [(one.fact, one.upheld, one.overturned, one.here) for one in found.divides] == [
        ("functional improvement", (0, 6), (5, 5), False)
    ]


def test_likeness_goes_by_service_before_words(corpus: Path) -> None:
    profile = Profile(
        n=1,
        request="Norco after physical therapy, 12 visits",
        service="epidural steroid injection",
        region="lumbar spine",
    )
    found = similar(CorpusIndex(corpus), profile)
    assert [one.entry.service for one in found] == ["epidural steroid injection"] * 2


def test_figures_of_services(corpus: Path) -> None:
    with CorpusTables(corpus) as tables:
        figure = tables.figure(By.SERVICE, Filters())
        years = tables.figure(By.YEAR, Filters(service="physical therapy"))
        pages = tables.rate(Filters(page="78"))
    assert [(row.group, row.decided, row.overturned, row.days_median) for row in figure.rows] == [
        ("epidural steroid injection", 2, 1, 60.0), ("physical therapy", 2, 1, 60.0), ("opioid medication", 1, 0, 61.0),
    ]  # fmt: skip
    assert [(row.group, row.decided) for row in years.rows] == [("2015", 2)]
    assert pages.decided == 1


def test_extended_by_what_is_new_only(tmp_path: Path) -> None:
    first = write_records(tmp_path / "a.jsonl", *LIBRARY[:2])
    more = write_records(tmp_path / "b.jsonl", *LIBRARY[1:], tail="half a line of rec")
    build(tmp_path / "c", [first], run_here, extend=False)
    built = build(tmp_path / "c", [more], run_here, extend=True)
    assert (built.added, built.repeated, built.manifest.letters) == (3, 1, 5)
    assert [(Path(file).name, line) for file, line, _ in built.unread] == [("b.jsonl", 5)]
    assert len(_cases(tmp_path / "c", "")) == 5


def _files(corpus: Path) -> dict[str, bytes]:
    return {
        file.relative_to(corpus).as_posix(): file.read_bytes()
        for file in sorted(corpus.rglob("*"))
        if file.is_file() and not file.name.startswith(".tantivy")
    }


def test_same_records_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever did the shards: here, in order, or last first, as a cluster may finish them."""
    monkeypatch.setattr(corpus_split, "LETTERS", 2)
    records = write_records(tmp_path / "r.jsonl", *LIBRARY)

    def backwards(step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterable[Result]:
        return reversed([step(task) for task in reversed(tasks)])

    build(tmp_path / "one", [records], run_here, extend=False)
    build(tmp_path / "two", [records], backwards, extend=False)
    assert len(read_manifest(tmp_path / "one").segments) == 3
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


class Pulled(Exception):
    """The plug."""


def test_an_interrupted_build_leaves_what_stood_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus_split, "LETTERS", 2)
    build(tmp_path / "c", [write_records(tmp_path / "a.jsonl", LIBRARY[0])], run_here, extend=False)
    records = write_records(tmp_path / "r.jsonl", *LIBRARY)
    done: list[object] = []

    def pulled(step: Callable[[Task], Result], tasks: Sequence[Task], /) -> Iterable[Result]:
        for task in tasks:
            if len(done) == 2:
                raise Pulled
            done.append(task)
            yield step(task)

    with pytest.raises(Pulled):
        build(tmp_path / "c", [records], pulled, extend=False)
    assert _cases(tmp_path / "c", "") == ["CM15-0000001"]
    built = build(tmp_path / "c", [records], run_here, extend=False)
    assert (built.resumed, built.manifest.letters, len(_cases(tmp_path / "c", ""))) == (2, 5, 5)
    build(tmp_path / "fresh", [records], run_here, extend=False)
    assert _files(tmp_path / "c") == _files(tmp_path / "fresh")


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "c", [write_records(tmp_path / "a.jsonl", LIBRARY[0])], run_here, extend=False)
    before = _files(tmp_path / "c")

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(corpus_building, "_write", full)
    with pytest.raises(OpenImrError, match=r"is full\. The corpus is as it was"):
        build(tmp_path / "c", [write_records(tmp_path / "r.jsonl", *LIBRARY)], run_here, extend=True)
    assert _files(tmp_path / "c") == before


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda c: _manifest(c, format=0), "was made by an older version"),
        (lambda c: _manifest(c, format=99), "was made by a newer version"),
        (lambda c: (c / "manifest.json").write_text("{"), "is damaged"),
        (lambda c: (c / "manifest.json").unlink(), "is no corpus"),
        (lambda c: next(c.glob("g-*/text/*.term")).unlink(), "is missing"),
        (lambda c: next(c.glob("g-*/text/*.store")).write_bytes(b"x"), "instead of"),
    ],
)
def test_a_corpus_that_is_not_whole_is_refused(tmp_path: Path, harm: Callable[[Path], object], says: str) -> None:
    build(tmp_path / "c", [write_records(tmp_path / "a.jsonl", LIBRARY[0])], run_here, extend=False)
    harm(tmp_path / "c")
    with pytest.raises(OpenImrError, match=says):
        CorpusIndex(tmp_path / "c")


def _manifest(corpus: Path, **changed: object) -> None:
    path = corpus / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))


def test_nothing_to_build_from_builds_nothing(tmp_path: Path) -> None:
    with pytest.raises(OpenImrError, match="nothing was built"):
        build(tmp_path / "c", [write_records(tmp_path / "a.jsonl", tail="not a record\n")], run_here, extend=False)
