"""Published letters that are no PDF: plain text, HTML and DOCX into pages. PDFs and pictures go through the reader."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path

from openimr.case import OpenImrError, Page, PageSource

from .file_kind import is_pdf, is_picture


class LetterFile(Enum):
    """How a file of letters is read."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    SCANNED_OR_PDF = "pdf"
    TABLE = "table"
    UNKNOWN = "unknown"


_HEAD = 2048
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table)\b", re.IGNORECASE)
_TABLE_NAMES = (".csv", ".csv.gz", ".tsv")


def kind_of(name: str, head: bytes) -> LetterFile:
    """By its first bytes (2,048 are enough); the name only tells a table from a text."""
    lower = name.lower()
    if lower.endswith(_TABLE_NAMES):
        return LetterFile.TABLE
    if is_pdf(head) or is_picture(head):
        return LetterFile.SCANNED_OR_PDF
    if head.startswith(b"PK\x03\x04"):
        return LetterFile.DOCX
    if _HTML.search(head) and b"\x00" not in head:
        return LetterFile.HTML
    return LetterFile.TEXT if _is_text(head) else LetterFile.UNKNOWN


def read_head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def pages_of(name: str, content: bytes, kind: LetterFile) -> tuple[Page, ...]:
    """The pages of a text, HTML or DOCX file. Raises OpenImrError when the file is broken."""
    if kind is LetterFile.DOCX:
        texts = [_docx_text(name, content)]
    elif kind is LetterFile.HTML:
        texts = [_html_text(decode(content))]
    else:
        texts = decode(content).replace("\r\n", "\n").replace("\r", "\n").split("\f")
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    return tuple(
        Page(
            file=name,
            number=number,
            text=text,
            source=PageSource.TEXT_LAYER,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        )
        for number, text in enumerate(texts, start=1)
    )


def decode(content: bytes) -> str:
    """UTF-8 or UTF-16 by their marks, UTF-8 where it fits, else Windows-1252, which always fits."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\x00" not in head and control * 50 <= len(head)


def _docx_text(name: str, content: bytes) -> str:
    """Paragraphs and table rows in the order of the body."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    try:
        document = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, OpcError) as wrong:
        raise OpenImrError(
            f"{name} is no Word document that can be opened ({wrong}); save it again as .docx."
        ) from wrong
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines.extend("  ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows)
    return "\n".join(lines)


_BREAKS = frozenset(
    "address article blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split()
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})


class _Words(HTMLParser):
    """The words of a page, a line for each block; scripts, styles and what is hidden are left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0
        self._as_typed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self._as_typed += tag == "pre"
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BREAKS:
            self._as_typed = max(0, self._as_typed - (tag == "pre"))
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(data if self._as_typed else re.sub(r"\s+", " ", data))


def _html_text(source: str) -> str:
    words = _Words()
    words.feed(source)
    words.close()
    lines = (line.strip() for line in "".join(words.out).split("\n"))
    return "\n".join(line for line in lines if line)
