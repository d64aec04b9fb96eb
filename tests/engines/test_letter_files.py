"""Text, HTML and DOCX letters into pages."""

from __future__ import annotations

import io

import docx
import pytest

from openimr.case import OpenImrError
from openimr.engines.letter_files import LetterFile, decode, kind_of, pages_of


def docx_of(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if cells:
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"Case Number: CM14", LetterFile.TEXT),
        ("a.pdf", b"%PDF-1.7", LetterFile.SCANNED_OR_PDF),
        ("a.txt", b"%PDF-1.7", LetterFile.SCANNED_OR_PDF),
        ("a.tif", b"II*\x00", LetterFile.SCANNED_OR_PDF),
        ("a.docx", b"PK\x03\x04", LetterFile.DOCX),
        ("a.htm", b"<!DOCTYPE html><html>", LetterFile.HTML),
        ("t.csv", b"ReferenceID,", LetterFile.TABLE),
        ("t.csv.gz", b"\x1f\x8b", LetterFile.TABLE),
        ("a.bin", b"\x00\x01\x02\x03", LetterFile.UNKNOWN),
    ],
)
def test_kind_of(name: str, head: bytes, kind: LetterFile) -> None:
    assert kind_of(name, head) is kind


def test_form_feeds_part_the_pages_of_a_text() -> None:
    pages = pages_of("a.txt", b"one\r\n\ftwo\n\f\n", LetterFile.TEXT)
    assert [(page.number, page.text) for page in pages] == [(1, "one\n"), (2, "two\n")]


def test_html_keeps_blocks_as_lines_and_drops_scripts() -> None:
    source = b"<html><head><title>x</title></head><body><p>Norco  10/325mg&nbsp;#120:\n Upheld</p><script>no()</script><div>next</div></body></html>"
    (page,) = pages_of("a.html", source, LetterFile.HTML)
    assert page.text.replace("\xa0", " ") == "Norco 10/325mg #120: Upheld\nnext"


def test_docx_keeps_the_order_of_paragraphs_and_tables() -> None:
    (page,) = pages_of("a.docx", docx_of("first", "second", cells=("Case Number:", "CM14-0990201")), LetterFile.DOCX)
    assert page.text == "first\nsecond\nCase Number:  CM14-0990201"


def test_a_broken_docx_is_said() -> None:
    with pytest.raises(OpenImrError, match=r"a\.docx is no Word document"):
        pages_of("a.docx", b"PK\x03\x04 and then nothing", LetterFile.DOCX)


@pytest.mark.parametrize(
    "content",
    ["Crohn’s".encode(), "Crohn’s".encode("utf-16"), "Crohn’s".encode("cp1252"), "Crohn’s".encode("utf-8-sig")],
)
def test_decode(content: bytes) -> None:
    assert decode(content) == "Crohn’s"
