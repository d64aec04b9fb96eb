"""Builds the case files of this folder: PDFs and the true text of every page.

    python bench/cases/build.py OUT [CASE ...]      OUT/<case>/file/*.pdf and OUT/<case>/pages.json

`<case>/case.txt` holds all documents of a case. A document begins with a line

    @@ name | file | kind | date | author | settings

and its text follows, with a line `====` before each further page. Settings, separated by `;`: `font` (mono, serif,
roman), `size` (points), `scan` (an image without text, as from a fax machine; `grey` keeps the grey levels), `fax`
(the line a fax machine prints on top), `other` (another patient's paper), `dup` (the document this one repeats).
The marks of the text are explained in page.typ. All noise is seeded: the same sources give the same bytes.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "page.typ"
SCAN_DPI = 165
FAX_INK = 150  # grey level below which a fax machine prints black
MARKS = {"<<", "<>", ">>"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a case: where it goes, what it is, how it looks, the lines of each page."""

    name: str
    file: str
    kind: str
    date: str
    author: str
    settings: dict[str, str]
    pages: tuple[tuple[str, ...], ...]

    @property
    def scanned(self) -> bool:
        return "scan" in self.settings


def read_case(folder: Path) -> tuple[Document, ...]:
    """All documents of a case in filing order. Raises ValueError naming the document whose head is malformed."""
    _, *parts = re.split(r"^@@ ", (folder / "case.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return tuple(_read_document(part) for part in parts)


def _read_document(part: str) -> Document:
    head, _, body = part.partition("\n")
    fields = [field.strip() for field in head.split("|")]
    if len(fields) != 6:
        raise ValueError(f"{head!r}: expected 'name | file | kind | date | author | settings'.")
    pairs = [setting.strip().partition("=") for setting in fields[5].split(";") if setting.strip()]
    sheets = re.split(r"^====\n", body, flags=re.MULTILINE)
    return Document(
        name=fields[0],
        file=fields[1] + ".pdf",
        kind=fields[2],
        date=fields[3],
        author=fields[4],
        settings={key.strip(): value.strip() for key, _, value in pairs},
        pages=tuple(tuple(sheet.strip("\n").split("\n")) for sheet in sheets),
    )


def text_of(page: tuple[str, ...], fax: str = "") -> str:
    """The true text of a page: its lines without the marks of layout."""
    lines = [row for row in page if row not in MARKS and row != "----"]
    return "\n".join([fax] * bool(fax) + [re.sub(r"^(## |# |!)", "", row).replace(" :: ", "   ") for row in lines])


def _set_sheets(documents: tuple[Document, ...], title: str, form: Literal["pdf", "png"]) -> list[bytes]:
    sheets = [
        {
            "font": one.settings.get("font", "serif"),
            "size": float(one.settings.get("size", "10.5")),
            "fax": one.settings.get("fax", ""),
            "rows": rows,
        }
        for one in documents
        for rows in one.pages
    ]
    inputs = {"pages": json.dumps(sheets), "title": title}
    made = typst.compile(str(TEMPLATE), format=form, sys_inputs=inputs, ignore_system_fonts=True, ppi=SCAN_DPI)
    parts = made if isinstance(made, list) else [made]
    got = len(parts) if form == "png" else len(pikepdf.Pdf.open(io.BytesIO(parts[0])).pages)
    if got != len(sheets):
        raise ValueError(f"{title}: {len(sheets)} source pages took {got} sheets; shorten a page or its font size.")
    return parts


def spoil(clean: Image.Image, chance: random.Random) -> Image.Image:
    """What a scanner leaves of a page: a slight turn, soft edges, specks, a shadow at one edge."""
    turned = clean.rotate(chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.75)))
    pen = ImageDraw.Draw(soft)
    for _ in range(chance.randint(80, 180)):
        x, y, wide = chance.randrange(soft.width), chance.randrange(soft.height), chance.choice((1, 1, 1, 2))
        pen.ellipse((x, y, x + wide, y + wide), fill=chance.randrange(40, 140))
    pen.rectangle((0, chance.randrange(200, 900), chance.randrange(1, 4), soft.height), fill=60)
    return soft


def _scan(document: Document, case: str) -> pikepdf.Pdf:
    chance = random.Random(zlib.crc32(f"{case}/{document.name}".encode()))
    sheets = _set_sheets((document,), f"{case}/{document.name}", "png")
    pages = [spoil(Image.open(io.BytesIO(sheet)).convert("L"), chance) for sheet in sheets]
    if "grey" not in document.settings:
        pages = [page.point(lambda level: 255 if level > FAX_INK else 0).convert("1") for page in pages]
    quality = {"quality": 45} if "grey" in document.settings else {}
    made = io.BytesIO()
    pages[0].save(made, "PDF", resolution=SCAN_DPI, save_all=True, append_images=pages[1:], **quality)
    return pikepdf.Pdf.open(made)


def assemble(documents: tuple[Document, ...], case: str) -> bytes:
    """One PDF of the case file: its documents one after the other, text and scans as they come."""
    typed = tuple(one for one in documents if not one.scanned)
    text = pikepdf.Pdf.new()
    if typed:
        text = pikepdf.Pdf.open(io.BytesIO(_set_sheets(typed, f"{case}/{documents[0].file}", "pdf")[0]))
    sheets = iter(list(text.pages))
    whole = pikepdf.Pdf.new()
    for one in documents:
        whole.pages.extend(_scan(one, case).pages if one.scanned else [next(sheets) for _ in one.pages])
    for page in whole.pages:
        if "/StructParents" in page.obj:  # the tags' tree stays behind when a page moves to another file
            del page.obj["/StructParents"]
    made = io.BytesIO()
    whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def true_pages(documents: tuple[Document, ...]) -> dict[str, list[str]]:
    """File name to the true text of each of its pages."""
    found: dict[str, list[str]] = {}
    for one in documents:
        found.setdefault(one.file, []).extend(text_of(page, one.settings.get("fax", "")) for page in one.pages)
    return found


def build(case: Path, out: Path) -> None:
    """Writes the case's PDFs and the true text of their pages under `out`."""
    documents = read_case(case)
    (out / "file").mkdir(parents=True, exist_ok=True)
    for name in dict.fromkeys(one.file for one in documents):
        made = assemble(tuple(one for one in documents if one.file == name), case.name)
        (out / "file" / name).write_bytes(made)
    pages = json.dumps(true_pages(documents), indent=1, ensure_ascii=False)
    (out / "pages.json").write_text(pages + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    out, names = Path(arguments[0]), set(arguments[1:])
    for source in sorted(HERE.glob("*/case.txt")):
        if not names or source.parent.name in names:
            build(source.parent, out / source.parent.name)
            print(source.parent.name)


if __name__ == "__main__":
    main(sys.argv[1:])
