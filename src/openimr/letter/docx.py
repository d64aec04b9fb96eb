"""The letter as a word-processor file: real headings, a title, no author, fixed dates."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document

from .composition import Letter, Shape

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
STYLES = {Shape.ENTRY: "List Bullet", Shape.NOTE: "Intense Quote", Shape.PARAGRAPH: "Normal"}


def write_docx(letter: Letter) -> bytes:
    made = begin_docx(letter.title)
    # Looking a style up by name anew for each of some thousand paragraphs takes seconds.
    styles = {shape: made.styles[name].style_id for shape, name in STYLES.items() if name != "Normal"}
    for block in letter.blocks:
        if block.shape is Shape.HEADING:
            made.add_heading(block.text, 2)
        elif block.shape is Shape.ITEM:
            made.add_heading(f"{block.label}:  {block.text}", 3)
        else:
            paragraph = made.add_paragraph()
            paragraph._p.style = styles.get(block.shape)
            if block.label:
                paragraph.add_run(f"{block.label}: ").bold = True
            paragraph.add_run(block.text)
    return save_docx(made)


def begin_docx(title: str) -> Document:
    """A file with a title, and nothing of who or when."""
    made = docx.Document()
    facts = made.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.comments = title, "", "", ""
    facts.language, facts.created, facts.modified, facts.revision = "en-US", EPOCH, EPOCH, 1
    made.add_heading(title, 1)
    return made


def save_docx(made: Document) -> bytes:
    """The file's bytes: the same for the same content."""
    raw = io.BytesIO()
    made.save(raw)
    return _fix_times(raw.getvalue())


def _fix_times(raw: bytes) -> bytes:
    """The same archive with constant times in its entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(entry, given.read(name))
    return out.getvalue()
