"""Small case-file papers for tests: typed, scanned and broken PDFs. All people and places are fictional."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw, ImageFont

from openimr.records.reading import SourceFile

NOTE = (
    "Progress note",
    "Patient: Dorothea Lindholm",
    "The patient was seen for her lower back pain.",
    "She has had five visits of therapy and sleeps better.",
    "Lumbar flexion was 60 degrees and the gait is normal.",
)


def typed(*pages: str, size: tuple[int, int] = (612, 792)) -> bytes:
    """A PDF with a text layer; each page in Typst markup."""
    setup = f"#set page(width: {size[0]}pt, height: {size[1]}pt, margin: 40pt)\n#set text(size: 10pt)\n"
    return typst.compile((setup + "\n#pagebreak()\n".join(pages)).encode())


def note(*lines: str) -> str:
    """Lines as Typst markup that keeps them apart, whatever characters they hold."""
    return " \\\n".join(f"#text({json.dumps(line, ensure_ascii=False)})" for line in lines)


def picture(lines: Sequence[str], *, angle: float = 0.0, size: tuple[int, int] = (1000, 700)) -> Image.Image:
    """A clean scan at 150 dots per inch, turned counter-clockwise by `angle`."""
    sheet = Image.new("L", size, 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(28)
    for row, line in enumerate(lines):
        draw.text((70, 70 + 60 * row), line, fill=0, font=font)
    return sheet.rotate(angle, Image.Resampling.BICUBIC, expand=angle % 90 == 0, fillcolor=255)


def scanned(*sheets: Image.Image) -> bytes:
    stream = io.BytesIO()
    sheets[0].save(stream, "PDF", resolution=150, save_all=True, append_images=sheets[1:])
    return stream.getvalue()


def stamped(scan: bytes, stamp: str) -> bytes:
    """A scan whose only text layer is one typed line at its foot."""
    with pikepdf.open(io.BytesIO(scan)) as pdf:
        page = pdf.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources.Font = pikepdf.Dictionary(F1=font)
        page.contents_add(f"BT /F1 7 Tf 300 8 Td ({stamp}) Tj ET".encode())
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, **options)
    return stream.getvalue()


def encrypted(plain: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))


def scripted(plain: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def turned(plain: bytes, degrees: int) -> bytes:
    """Pages that are shown turned clockwise."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        for page in pdf.pages:
            page.rotate(degrees, relative=False)
        return saved(pdf)


def filled_form(plain: bytes, value: str) -> bytes:
    """A page with a form field in its middle, filled in."""
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        look = pikepdf.Stream(pdf, f"/Tx BMC q BT /F1 10 Tf 2 6 Td ({value}) Tj ET Q EMC".encode())
        look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 200, 20]
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="name",
            V=value,
            F=4,
            Rect=[100, 400, 300, 420],
            AP=pikepdf.Dictionary(N=look),
        )
        field = pdf.make_indirect(field)
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array([field])))
        return saved(pdf)


def without_pages() -> bytes:
    return saved(pikepdf.new())


def many_pages(count: int) -> bytes:
    """Pages that share one content; written by hand, since a library takes a minute for twenty thousand."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + count))
    words = b"BT /F1 12 Tf 72 700 Td (Page of a very long file.) Tj ET"
    page = "<< /Type /Page /Parent 2 0 R /Contents 3 0 R >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /MediaBox [0 0 612 792] "
        f"/Resources << /Font << /F1 4 0 R >> >> /Kids [{kids}] >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[page.encode()] * count,
    ]
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size, start = len(bodies) + 1, len(data)
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n".encode()
    return bytes(data + f"startxref\n{start}\n%%EOF\n".encode())


def picture_bomb(side: int) -> bytes:
    """A page with an embedded picture of side x side pixels, of some bytes only."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 300))
    bomb = pikepdf.Stream(pdf, b"\x00" * 64)
    bomb.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=side,
        Height=side,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=bomb))
    page.Contents = pikepdf.Stream(pdf, b"q 300 0 0 300 0 0 cm /Im0 Do Q")
    return saved(pdf)


def shifted(text: str, by: int = 3) -> str:
    """What a broken font encoding makes of a text: every letter another one."""
    return "".join(chr((ord(c) - 97 + by) % 26 + 97) if c.islower() else c for c in text.lower())


def source(name: str, content: bytes | Path) -> SourceFile:
    data = content if isinstance(content, bytes) else content.read_bytes()
    return SourceFile(name=name, content=content, sha256=hashlib.sha256(data).hexdigest())
