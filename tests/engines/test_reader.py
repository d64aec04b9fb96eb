"""Reading files into pages: what every kind of paper gives, good and bad."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import paper
import pytest

from openimr.case import PageSource
from openimr.engines.job import Limits
from openimr.engines.reader import LocalReader
from openimr.records.reading import PageProgress, ReadPages, SourceFile, is_blank, is_unreadable

TYPED = paper.typed(paper.note(*paper.NOTE), paper.note("A second page.", "It says little."))


def read(*files: SourceFile, cache: Path | None = None, limits: Limits | None = None) -> ReadPages:
    return LocalReader(cache=cache, workers=2, limits=limits).read(files)


def codes(result: ReadPages) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in result.problems]


def test_a_text_layer_is_read_with_places_of_its_words() -> None:
    result = read(paper.source("notes.pdf", TYPED))
    first = result.pages[0]
    assert first.text == "\n".join(paper.NOTE)
    assert [(page.number, page.source, page.confidence) for page in result.pages] == [
        (1, PageSource.TEXT_LAYER, 1.0),
        (2, PageSource.TEXT_LAYER, 1.0),
    ]
    boxes = first.boxes
    assert [first.text[a:b] for a, b in zip(boxes.starts, boxes.ends, strict=True)] == list(paper.NOTE)
    assert len(boxes.coordinates) == 4 * len(paper.NOTE)
    assert boxes.coordinates[0] == pytest.approx(40, abs=2)
    assert result.problems == ()


def test_wide_gaps_stay_apart() -> None:
    page = read(paper.source("a.pdf", paper.typed("Name: Odo Brandt#h(60pt)Sex: Male#h(1fr)Claim: 17"))).pages[0]
    label, sex, claim = (part.strip() for part in page.text.split("   ") if part.strip())
    assert (label, sex, claim) == ("Name: Odo Brandt", "Sex: Male", "Claim: 17")


def test_label_and_value_drawn_apart_come_together() -> None:
    form = paper.typed(
        "#place(top, dy: 0pt)[Name:]#place(top, dy: 30pt)[Claim:]#place(top, dx: 80pt)[Odo Brandt]"
        "#place(top, dx: 80pt, dy: 30pt)[17-A]"
    )
    lines = read(paper.source("form.pdf", form)).pages[0].text.split("\n")
    assert [line.split() for line in lines] == [["Name:", "Odo", "Brandt"], ["Claim:", "17-A"]]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_drawn_sideways_is_read_line_by_line(degrees: int) -> None:
    sideways = paper.typed(f"#rotate({degrees}deg, reflow: true)[#box(width: 400pt)[{paper.note(*paper.NOTE)}]]")
    page = read(paper.source("table.pdf", sideways)).pages[0]
    assert (page.source, page.text) == (PageSource.TEXT_LAYER, "\n".join(paper.NOTE))


def test_what_is_filled_into_a_form_is_read() -> None:
    form = paper.filled_form(paper.typed(paper.note(*paper.NOTE)), "Odo Brandt")
    page = read(paper.source("form.pdf", form)).pages[0]
    assert page.text == "\n".join([*paper.NOTE, "Odo Brandt"])


@pytest.mark.parametrize("angle", [0.0, 90.0, 180.0, 270.0, 2.5], ids=str)
def test_a_scan_is_read_however_it_lies(angle: float) -> None:
    sheet = paper.picture(paper.NOTE, angle=angle)
    page = read(paper.source("scan.pdf", paper.scanned(sheet))).pages[0]
    assert page.source is PageSource.OCR
    assert page.text == "\n".join(paper.NOTE)
    assert page.confidence > 0.8
    at = page.text.index("therapy")
    run = list(page.boxes.starts).index(at)
    left, top, right, bottom = page.boxes.coordinates[4 * run : 4 * run + 4]
    word = sheet.crop(tuple(round(side * 150 / 72) for side in (left - 1, top - 1, right + 1, bottom + 1)))
    alone = read(paper.source("word.pdf", paper.scanned(_on_white(word)))).pages[0].text
    assert alone.strip(".") == "therapy"


def _on_white(word: paper.Image.Image) -> paper.Image.Image:
    sheet = paper.Image.new("L", (700, 700), 255)
    sheet.paste(word, (200, 300))
    return sheet


def test_a_stamp_over_a_scan_does_not_pass_for_the_page() -> None:
    stamped = paper.stamped(paper.scanned(paper.picture(paper.NOTE)), "FAX 03/04/2014 page 1 of 1")
    page = read(paper.source("fax.pdf", stamped)).pages[0]
    assert page.source is PageSource.OCR
    assert page.text.split("\n")[: len(paper.NOTE)] == list(paper.NOTE)


def test_a_stamp_on_an_empty_scan_is_the_page() -> None:
    stamped = paper.stamped(paper.scanned(paper.picture(())), "FAX 03/04/2014 page 1 of 1")
    page = read(paper.source("fax.pdf", stamped)).pages[0]
    assert (page.source, page.text) == (PageSource.TEXT_LAYER, "FAX 03/04/2014 page 1 of 1")


def test_a_garbage_text_layer_is_read_from_the_picture() -> None:
    # What the font shows is what it says here: OCR gives the same letters, and the page does not pass unnoticed.
    garbage = [paper.shifted(line) for line in paper.NOTE * 3]
    result = read(paper.source("odd.pdf", paper.typed(paper.note(*garbage))))
    assert result.pages[0].source is PageSource.OCR
    assert codes(result) == [("page_garbage", "odd.pdf, page 1")]


def test_another_language_is_told() -> None:
    lines = (
        "La paciente refiere dolor de espalda desde el accidente en el trabajo.",
        "No puede dormir por el dolor y toma la medicina que le dio su doctor.",
        "El examen de hoy es normal pero la paciente tiene que volver en un mes.",
    )
    result = read(paper.source("carta.pdf", paper.typed(paper.note(*lines))))
    assert result.pages[0].text == "\n".join(lines)
    assert 0.4 < result.pages[0].confidence < 0.8
    assert codes(result) == [("page_language", "carta.pdf, page 1")]


def test_blank_and_illegible_pages_differ() -> None:
    scrawl = paper.Image.effect_noise((1000, 700), 20).point(lambda value: 255)
    draw = paper.ImageDraw.Draw(scrawl)
    for row in range(6):
        points = [(80 + 9 * step, 120 + 80 * row + (step * 37 + row * 11) % 41) for step in range(90)]
        draw.line(points, fill=0, width=4)
    blank, scrawled = read(paper.source("s.pdf", paper.scanned(paper.picture(()), scrawl))).pages
    assert (is_blank(blank), is_unreadable(blank)) == (True, False)
    assert (is_blank(scrawled), is_unreadable(scrawled)) == (False, True)


BAD_FILES = [
    ("encrypted", paper.encrypted(TYPED), "encrypted_pdf"),
    ("truncated", TYPED[: len(TYPED) // 20], "damaged_pdf"),
    ("empty", b"", "empty_file"),
    ("no pages", paper.without_pages(), "no_pages"),
    ("no PDF", b"%PDF-1.7 and then nothing of the kind", "damaged_pdf"),
]


@pytest.mark.parametrize(("content", "code"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_a_file_that_does_not_open_is_told_and_the_rest_is_read(content: bytes, code: str) -> None:
    result = read(paper.source("bad.pdf", content), paper.source("good.pdf", TYPED))
    assert codes(result) == [(code, "bad.pdf")]
    assert [(page.file, page.number) for page in result.pages] == [("good.pdf", 1), ("good.pdf", 2)]


def test_a_file_that_vanished_is_told(tmp_path: Path) -> None:
    gone = SourceFile(name="gone.pdf", content=tmp_path / "gone.pdf", sha256="0")
    assert codes(read(gone)) == [("vanished_file", "gone.pdf")]


def test_scripts_are_told_and_the_pages_read() -> None:
    result = read(paper.source("s.pdf", paper.scripted(TYPED)))
    assert codes(result) == [("script", "s.pdf")]
    assert len(result.pages) == 2


def test_a_picture_bomb_is_an_unreadable_page() -> None:
    result = read(paper.source("b.pdf", paper.picture_bomb(60_000)), paper.source("good.pdf", TYPED))
    assert codes(result) == [("page_too_big", "b.pdf, page 1")]
    assert [is_unreadable(page) for page in result.pages] == [True, False, False]


def test_a_page_of_two_metres_is_read() -> None:
    sheet = paper.picture(paper.NOTE)
    wide = paper.Image.new("L", (2000, 2000), 255)
    wide.paste(sheet.crop((60, 60, 900, 400)), (300, 300))
    page = read(paper.source("plan.pdf", _of_size(wide, 5669))).pages[0]
    assert (page.width, page.height) == (5669, 5669)
    assert page.text == "\n".join(paper.NOTE)


def _of_size(sheet: paper.Image.Image, points: int) -> bytes:
    stream = paper.io.BytesIO()
    sheet.save(stream, "PDF", resolution=sheet.width * 72 / points)
    return stream.getvalue()


def test_a_file_beyond_the_limit_of_pages_has_all_its_pages() -> None:
    result = read(paper.source("long.pdf", paper.many_pages(300)), limits=Limits(pages=290))
    assert [is_unreadable(page) for page in result.pages] == [False] * 290 + [True] * 10
    assert codes(result) == [("too_many_pages", "long.pdf")]


def test_twenty_thousand_pages_are_read() -> None:
    result = read(paper.source("long.pdf", paper.many_pages(20_000)))
    assert len(result.pages) == 20_000
    assert {page.text for page in result.pages} == {"Page of a very long file."}


def test_a_picture_called_a_pdf_is_read_as_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "photo.pdf"
    paper.picture(paper.NOTE).save(path, "PNG", dpi=(150, 150))
    page = read(paper.source("photo.pdf", path)).pages[0]
    assert page.text == "\n".join(paper.NOTE)


def test_each_page_is_told_once() -> None:
    told: list[PageProgress] = []
    files = (paper.source("a.pdf", TYPED), paper.source("b.pdf", paper.scanned(paper.picture(paper.NOTE))))
    LocalReader(workers=2).read(files, told.append)
    assert sorted((row.ref.file, row.ref.page) for row in told) == [("a.pdf", 1), ("a.pdf", 2), ("b.pdf", 1)]
    assert [(row.done, row.total) for row in told] == [(1, 3), (2, 3), (3, 3)]


def test_nothing_is_read_twice(tmp_path: Path) -> None:
    sheet = paper.scanned(paper.picture(paper.NOTE))
    files = (paper.source("a.pdf", TYPED), paper.source("b.pdf", sheet), paper.source("again.pdf", sheet))
    first = read(*files, cache=tmp_path)
    told: list[PageProgress] = []
    second = LocalReader(cache=tmp_path, workers=1).read(files, told.append)
    assert second == first
    assert [row.cached for row in told] == [True] * 4
    scans = [page for page in first.pages if page.source is PageSource.OCR]
    assert (scans[0].text, scans[0].sha256) == (scans[1].text, scans[1].sha256)


def test_an_interrupted_reading_goes_on(tmp_path: Path) -> None:
    files = (paper.source("a.pdf", TYPED), paper.source("b.pdf", paper.scanned(paper.picture(paper.NOTE))))

    def interrupt(progress: PageProgress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        LocalReader(cache=tmp_path, workers=1).read(files, interrupt)
    told: list[PageProgress] = []
    result = LocalReader(cache=tmp_path, workers=1).read(files, told.append)
    assert [row.cached for row in told] == [True, True, False]
    assert result == read(*files)


def test_a_damaged_cache_is_read_again(tmp_path: Path) -> None:
    file = paper.source("a.pdf", TYPED)
    first = read(file, cache=tmp_path)
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            kept.write_bytes(kept.read_bytes()[:-9])
    assert read(file, cache=tmp_path) == first


def test_a_page_that_takes_too_long_is_unreadable() -> None:
    files = (paper.source("b.pdf", paper.scanned(paper.picture(paper.NOTE))), paper.source("a.pdf", TYPED))
    result = read(*files, limits=Limits(scan_seconds=0.01))
    assert codes(result) == [("page_too_slow", "b.pdf, page 1")]
    assert [is_unreadable(page) for page in result.pages] == [True, False, False]


def test_workers_that_are_killed_cost_nothing_but_time() -> None:
    killed: list[int] = []

    def kill(progress: PageProgress) -> None:
        if not killed:
            killed.extend(_children())
            for process in killed:
                os.kill(process, signal.SIGKILL)

    result = LocalReader(workers=2).read([paper.source("long.pdf", paper.many_pages(400))], kill)
    assert len(killed) > 0
    assert {page.text for page in result.pages} == {"Page of a very long file."}
    assert ([page.number for page in result.pages], result.problems) == (list(range(1, 401)), ())


def _children() -> list[int]:
    """Processes started by this one, on systems with /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = path.read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.append(int(path.parent.name))
    return found
