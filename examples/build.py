"""Builds the PDFs of the bundled example case from its plain-text sources.

    python examples/build.py [CASE_FOLDER]        the default is examples/seed-case

`CASE_FOLDER/source/NN-name.txt` is one document: lines of `key: value`, a line `====`, then the text, with a line
`====` before each further page. Documents go into `CASE_FOLDER/file/<file>.pdf` in the order of their numbers.
Keys: file; scanned (true makes an image without text, as a fax machine or a scanner would); grey (true: a grey scan
rather than black and white); fax (the line a fax machine prints on top; {page} and {pages} are filled in); font
(mono, serif, roman); size (points). Only fonts that come with Typst are used, and all noise is seeded, so the same
sources give the same bytes.
"""

from __future__ import annotations

import io
import json
import random
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "page.typ"
PAGE_BREAK = "===="
SCAN_DPI = 170
FAX_INK = 150  # grey level below which a fax machine prints black


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source file: how it looks and the lines of each of its pages."""

    name: str
    file: str
    scanned: bool
    grey: bool
    fax: str
    font: str
    size: float
    pages: tuple[tuple[str, ...], ...]

    def fax_line(self, page: int) -> str:
        return self.fax.format(page=f"{page:03d}", pages=f"{len(self.pages):03d}")


def read_document(path: Path) -> Document:
    """Reads one source. Raises ValueError naming the file if a line of its head is not `key: value`."""
    head, *bodies = path.read_text(encoding="utf-8").split(f"\n{PAGE_BREAK}\n")
    keys: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{path.name}: expected 'key: value' in the head, found {line!r}.")
        keys[key.strip()] = value.strip()
    return Document(
        name=path.stem,
        file=keys["file"],
        scanned=keys.get("scanned") == "true",
        grey=keys.get("grey") == "true",
        fax=keys.get("fax", ""),
        font=keys.get("font", "serif"),
        size=float(keys.get("size", "10.5")),
        pages=tuple(tuple(body.rstrip("\n").split("\n")) for body in bodies),
    )


def read_documents(case: Path) -> tuple[Document, ...]:
    """All documents of a case, in the order of their file names."""
    return tuple(read_document(path) for path in sorted((case / "source").glob("*.txt")))


def _inputs(documents: tuple[Document, ...], title: str) -> dict[str, str]:
    sheets = [
        {"font": one.font, "size": one.size, "fax": one.fax_line(number), "rows": rows}
        for one in documents
        for number, rows in enumerate(one.pages, start=1)
    ]
    return {"pages": json.dumps(sheets), "title": title}


def _set_text(documents: tuple[Document, ...], title: str) -> pikepdf.Pdf:
    """The text pages as a PDF. Raises ValueError if a page's text does not fit its sheet."""
    made = typst.compile(str(TEMPLATE), format="pdf", sys_inputs=_inputs(documents, title), ignore_system_fonts=True)
    pdf = pikepdf.Pdf.open(io.BytesIO(made))
    _check_fit(documents, len(pdf.pages), title)
    return pdf


def _check_fit(documents: tuple[Document, ...], sheets: int, title: str) -> None:
    wanted = sum(len(one.pages) for one in documents)
    if sheets != wanted:
        raise ValueError(f"{title}: {wanted} source pages took {sheets} sheets; shorten a page or its font size.")


def _set_images(document: Document) -> tuple[Image.Image, ...]:
    """The pages of a scanned document as clean grey images, before the machine has spoiled them."""
    inputs = _inputs((document,), document.name)
    made = typst.compile(str(TEMPLATE), format="png", ppi=SCAN_DPI, sys_inputs=inputs, ignore_system_fonts=True)
    sheets = made if isinstance(made, list) else [made]
    _check_fit((document,), len(sheets), document.name)
    return tuple(Image.open(io.BytesIO(sheet)).convert("L") for sheet in sheets)


def spoil(clean: Image.Image, chance: random.Random) -> Image.Image:
    """What a scanner leaves of a page: a slight turn, soft edges, specks, a shadow at one edge."""
    turned = clean.rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
    soft = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.45, 0.7)))
    pen = ImageDraw.Draw(soft)
    for _ in range(chance.randint(90, 160)):
        x, y, wide = chance.randrange(soft.width), chance.randrange(soft.height), chance.choice((1, 1, 1, 2))
        pen.ellipse((x, y, x + wide, y + wide), fill=chance.randrange(40, 140))
    edge = chance.randrange(1, 4)
    pen.rectangle((0, chance.randrange(200, 900), edge, soft.height), fill=60)
    return soft


def _scan(document: Document) -> pikepdf.Pdf:
    chance = random.Random(zlib.crc32(document.name.encode()))
    pages = [spoil(clean, chance) for clean in _set_images(document)]
    if not document.grey:
        pages = [page.point(lambda level: 255 if level > FAX_INK else 0).convert("1") for page in pages]
    made = io.BytesIO()
    quality = {"quality": 42} if document.grey else {}
    pages[0].save(made, "PDF", resolution=SCAN_DPI, save_all=True, append_images=pages[1:], **quality)
    return pikepdf.Pdf.open(made)


def assemble(documents: tuple[Document, ...], title: str) -> bytes:
    """One PDF of the case file: the documents one after the other, text and scans as they come."""
    texts = tuple(one for one in documents if not one.scanned)
    set_pages = iter(_set_text(texts, title).pages) if texts else iter(())
    whole = pikepdf.Pdf.new()
    for one in documents:
        if one.scanned:
            whole.pages.extend(_scan(one).pages)
        else:
            whole.pages.extend(next(set_pages) for _ in one.pages)
    for page in whole.pages:
        if "/StructParents" in page.obj:  # the tags' tree stays behind when a page moves to another file
            del page.obj["/StructParents"]
    made = io.BytesIO()
    whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def build(case: Path) -> dict[str, bytes]:
    """The case file as {file name: bytes}, from the sources alone."""
    documents = read_documents(case)
    files = sorted({one.file for one in documents})
    return {f"{name}.pdf": assemble(tuple(one for one in documents if one.file == name), name) for name in files}


def main(arguments: list[str]) -> None:
    case = Path(arguments[0]) if arguments else HERE / "seed-case"
    (case / "file").mkdir(exist_ok=True)
    for name, content in build(case).items():
        (case / "file" / name).write_bytes(content)
        print(f"{name}: {len(pikepdf.Pdf.open(io.BytesIO(content)).pages)} pages, {len(content) // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])
