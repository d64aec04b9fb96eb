"""Pages as nobody wants them: on their head, two on a sheet, disguised, by hand. All people are fictional."""

from __future__ import annotations

import io
import math
import random

import paper
import pikepdf
import pytest

from openimr.case import Page, PageSource
from openimr.engines.reader import LocalReader
from openimr.records.reading import ReadPages

LEFT = (
    "Progress note one",
    "She was seen for low back pain.",
    "Flexion was 60 degrees.",
    "Gait is normal.",
    "Plan: therapy.",
)
RIGHT = (
    "Progress note two",
    "Work status: modified duty.",
    "No lifting over 20 pounds.",
    "Allergies: none.",
    "Signed, K. Weber",
)


def read(content: bytes, name: str = "a.pdf") -> ReadPages:
    return LocalReader(workers=1).read((paper.source(name, content),))


def first(content: bytes) -> tuple[Page, list[str]]:
    found = read(content)
    return found.pages[0], [one.code for one in found.problems]


@pytest.mark.parametrize("angle", [5.0, -4.0, 177.0], ids=str)
def test_a_tilted_scan_is_read_and_one_on_its_head(angle: float) -> None:
    page, problems = first(paper.scanned(paper.picture(paper.NOTE, angle=angle)))
    assert (page.text, problems) == ("\n".join(paper.NOTE), [])


def two_up(scan: bool) -> bytes:
    if scan:
        sheet = paper.Image.new("L", (2200, 1700), 255)
        for x, lines in ((0, LEFT), (1100, RIGHT)):
            sheet.paste(paper.picture(lines, size=(1000, 700)), (x, 100))
        return paper.scanned(sheet)
    columns = f"#columns(2, gutter: 60pt)[{paper.note(*LEFT)} #colbreak() {paper.note(*RIGHT)}]"
    return paper.typed(columns, size=(792, 612))


@pytest.mark.parametrize("scan", [True, False])
def test_two_pages_on_a_sheet_are_read_one_after_the_other(scan: bool) -> None:
    page, problems = first(two_up(scan))
    assert (page.text.split("\n"), problems) == ([*LEFT, *RIGHT], ["page_two_up"])


def test_a_wide_table_is_no_two_pages() -> None:
    rows = ", ".join(f"[2014-0{n}-01], [visit {n}], [70 degrees], [pain {n}/10]" for n in range(1, 9))
    page, problems = first(paper.typed(f"#table(columns: (1fr, 1fr, 1fr, 1fr), {rows})", size=(792, 612)))
    assert (page.text.split("\n")[0].split(), problems) == (
        ["2014-01-01", "visit", "1", "70", "degrees", "pain", "1/10"],
        [],
    )


DISGUISED: tuple[tuple[str, str, list[str]], ...] = (
    ("The pa\u200btient den\u200dies smo\u2060king.", "The patient denies smoking.", ["page_disguised"]),
    ("She has d\u0456\u0430b\u0435t\u0435s since 2012.", "She has diabetes since 2012.", ["page_disguised"]),
    ("The pain\u200b is\u200b worse now.", "The pain is worse now.", []),
    ("Her dia\u00adbetes is well controlled.", "Her diabetes is well controlled.", []),
    ("Pain of 5\u00a0mg \u03b1-blocker \u00b5g 60\u00ba today", "Pain of 5 mg \u03b1-blocker \u00b5g 60\u00ba today", []),
)  # fmt: skip


@pytest.mark.parametrize(("written", "seen", "codes"), DISGUISED)
def test_text_is_read_as_it_looks(written: str, seen: str, codes: list[str]) -> None:
    page, problems = first(paper.typed(paper.note(written)))
    assert (page.text, problems) == (seen, codes)


def test_a_hyphen_that_a_font_calls_soft_is_a_hyphen() -> None:
    page, _ = first(drawn(b"BT /F1 12 Tf 72 700 Td (Fusion at L4\\255L5, follow\\255up.) Tj ET"))
    assert page.text == "Fusion at L4-L5, follow-up."


def drawn(content: bytes) -> bytes:
    """One page with this content stream; /F1 is Helvetica."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, content)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def test_a_hundred_thousand_lines_are_read_as_far_as_the_limit() -> None:
    lines = b"".join(b"(line %d pain 5/10) Tj T* " % number for number in range(100_000))
    page, problems = first(drawn(b"BT /F1 1 Tf 0.007 TL 10 780 Td " + lines + b"ET"))
    assert (page.source, len(page.text), problems) == (PageSource.TEXT_LAYER, 59_999, ["page_cut"])


def test_a_garbled_layer_over_an_empty_picture_is_no_blank_page() -> None:
    words = b"BT /F1 0.2 Tf 72 700 Td (\\001\\002\\003\\004\\005\\006\\007\\010\\016\\017\\020\\021\\022\\023) Tj ET"
    page, problems = first(drawn(words * 4))
    assert (page.source, page.text, problems) == (PageSource.NONE, "", ["page_garbage", "page_illegible"])


def layered(lines: tuple[str, ...]) -> bytes:
    """A scan of the note with unseen text beneath it, as scanners write it."""
    with pikepdf.open(io.BytesIO(paper.scanned(paper.picture(paper.NOTE)))) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources.Font = pikepdf.Dictionary(F1=font)
        rows = " ".join(f"1 0 0 1 34 {288 - 28.8 * row} Tm ({line}) Tj" for row, line in enumerate(lines))
        page.contents_add(f"BT /F1 13 Tf 3 Tr {rows} ET".encode())
        return paper.saved(pdf)


OTHER = (
    "Discharge letter",
    "Patient: Somebody Else",
    "Surgery of the neck was done after a long illness.",
    "He has had fifty appointments and works without limits.",
    "Cervical motion was full and all reflexes were brisk.",
)


@pytest.mark.parametrize(
    ("lines", "source", "codes"),
    [(paper.NOTE, PageSource.TEXT_LAYER, []), (OTHER, PageSource.OCR, ["page_disagrees"])],
)
def test_a_layer_counts_only_where_the_scan_shows_the_same(
    lines: tuple[str, ...], source: PageSource, codes: list[str]
) -> None:
    page, problems = first(layered(lines))
    assert (page.text, page.source, problems) == ("\n".join(paper.NOTE), source, codes)


def scribbled(lines: tuple[str, ...], rows: int) -> paper.Image.Image:
    """Typed lines above, and below them lines as a hurried pen makes them."""
    sheet = paper.picture(lines, size=(1000, 1300))
    draw, chance = paper.ImageDraw.Draw(sheet), random.Random(4)
    for row in range(rows):
        x, phase, points = 90.0, chance.random() * 6, []
        while x < 900:
            points.append((x, 420 + 85 * row + 20 * chance.uniform(-1, 1) * math.sin(phase) + chance.uniform(-6, 6)))
            phase, x = phase + chance.uniform(0.5, 1.6), x + chance.uniform(4, 9)
            if chance.random() < 0.05:
                draw.line(points, fill=20, width=3)
                points, x = [], x + 25
        draw.line(points, fill=20, width=3) if len(points) > 1 else None
    return sheet


def test_handwriting_is_left_out_and_told_never_guessed() -> None:
    page, problems = first(paper.scanned(scribbled(paper.NOTE, 9)))
    assert (page.text, problems) == ("\n".join(paper.NOTE), ["page_partly"])
    page, problems = first(paper.scanned(scribbled((), 9)))
    assert (page.text, page.source, problems) == ("", PageSource.NONE, ["page_illegible"])


def test_a_line_by_hand_on_a_typed_page_is_left_out_and_told() -> None:
    page, problems = first(paper.scanned(scribbled((*paper.NOTE, *RIGHT[1:2]), 1)))
    assert (page.text, problems, page.confidence > 0.7) == ("\n".join((*paper.NOTE, RIGHT[1])), ["page_partly"], True)


def box(mark: str) -> str:
    return f"#box(width: 9pt, height: 9pt, stroke: 0.7pt, baseline: 1pt)[{mark}]"


CROSS = "#place(line(end: (9pt, 9pt)))#place(line(start: (9pt, 0pt), end: (0pt, 9pt)))"
FORM = (
    f"{box(CROSS)} Diabetes \\ {box('')} Hypertension \\ Surgery before: {box('')} Yes {box('#set text(7pt); X')} No \\ "
    "#table(columns: 2, [Pain], [5/10])"
)


def test_drawn_boxes_are_read_as_ticked_or_not() -> None:
    page, problems = first(paper.typed(FORM))
    assert (page.text.split("\n"), problems) == (
        ["[x] Diabetes", "[ ] Hypertension", "Surgery before: [ ] Yes [x] No", "Pain   5/10"], [],
    )  # fmt: skip


def test_scanned_boxes_are_read_as_ticked_or_not() -> None:
    rows = (("Diabetes", True), ("Hypertension", False), ("Asthma", True), ("Stroke", False))
    sheet = paper.picture(("", "", "", "", "", "The patient checked the boxes that apply to her."))
    draw, font = paper.ImageDraw.Draw(sheet), paper.ImageFont.load_default(28)
    for row, (name, ticked) in enumerate(rows):
        y = 70 + 60 * row
        draw.rectangle((70, y, 98, y + 28), outline=0, width=3)
        draw.text((120, y - 4), name, fill=0, font=font)
        for ends in ((74, y + 4, 94, y + 24), (94, y + 4, 74, y + 24)) if ticked else ():
            draw.line(ends, fill=0, width=4)
    page, _ = first(paper.scanned(sheet))
    assert page.text.split("\n")[:4] == [f"[{'x' if ticked else ' '}] {name}" for name, ticked in rows]
