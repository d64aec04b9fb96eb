"""Pages as nobody wants them: on their head, two on a sheet, disguised, by hand. All people are fictional."""

from __future__ import annotations

import io

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


DISGUISED = (
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
