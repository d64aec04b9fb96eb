"""Redaction of files that are no PDF: plain text, HTML, DOCX. What is not shown (comments, scripts, properties) is dropped."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from html import escape, unescape
from xml.etree import ElementTree

from openimr.case import OpenImrError
from openimr.letter.redaction import Mark, said_instead

Decide = Callable[[str], tuple[Mark, ...]]
"""What to take out of a text."""


def spread(pieces: list[str], marks: tuple[Mark, ...]) -> list[str]:
    """The pieces with the marks of their joined text taken out; the stand-in is put where a mark begins."""
    out, at = [], 0
    for piece in pieces:
        end, made, here = at + len(piece), [], at
        for mark in marks:
            if mark.end <= at or mark.start >= end:
                continue
            made.append(piece[here - at : max(mark.start, here) - at])
            if mark.start >= at:
                made.append(said_instead(mark))
            here = min(mark.end, end)
        out.append("".join((*made, piece[here - at :])))
        at = end
    return out


_DROPPED = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript|iframe|object|embed|svg|canvas)\b[^>]*>.*?</\1\s*>"
    r"|<(?:meta|link|base|img|input|embed|!doctype)\b[^>]*>|<!doctype[^>]*>|<\?.*?\?>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]*>")
_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9]*)")
_PLAIN = frozenset(
    """a abbr article b body br dd div dl dt em footer h1 h2 h3 h4 h5 h6 head header hr html i li main nav ol p pre
    section small span strong sub sup table tbody td th thead title tr u ul""".split()
)
_INLINE = frozenset("a abbr b em i small span strong sub sup u".split())
HTML_STYLE = '<meta charset="utf-8"><style>body{font:17px/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem}</style>'


def redact_html(source: str, decide: Decide) -> tuple[str, tuple[Mark, ...]]:
    """A plain page: tags without attributes, the words that may stay, no scripts, comments, pictures or hidden parts."""
    source = _DROPPED.sub(" ", source)
    parts: list[str] = []
    at = 0
    for tag in _TAG.finditer(source):
        parts += [source[at : tag.start()], tag[0]]
        at = tag.end()
    parts.append(source[at:])
    texts = [unescape(part) if n % 2 == 0 else _break(part) for n, part in enumerate(parts)]
    marks = decide("".join(texts))
    clean = spread(texts, marks)
    made = [escape(part, quote=False) if n % 2 == 0 else _bare(parts[n]) for n, part in enumerate(clean)]
    page = "".join(made)
    page = page.replace("<head>", f"<head>{HTML_STYLE}", 1) if "<head>" in page else HTML_STYLE + page
    return f"<!doctype html>\n{page}", marks


def _break(tag: str) -> str:
    name = _NAME.match(tag)
    return "" if name and name[1].lower() in _INLINE else "\n"


def _bare(tag: str) -> str:
    name = _NAME.match(tag)
    if not name or name[1].lower() not in _PLAIN:
        return ""
    return f"<{'/' if tag.startswith('</') else ''}{name[1].lower()}>"


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")


def redact_docx(name: str, content: bytes, decide: Decide) -> tuple[bytes, tuple[Mark, ...]]:
    """The document as its accepted words, without comments, pictures, embedded files, deletions, hidden words, properties.

    Raises OpenImrError when the file is broken.
    """
    from openimr.letter.docx import begin_docx, save_docx

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            lines = list(_docx_lines(archive))
    except (KeyError, ValueError, zipfile.BadZipFile, ElementTree.ParseError) as wrong:
        raise OpenImrError(
            f"{name} is no Word document that can be opened ({wrong}); save it again as .docx."
        ) from wrong
    text = "\n".join(line for _, line in lines)
    marks = decide(text)
    clean = spread([line + "\n" for _, line in lines], marks)
    made = begin_docx("")
    for (style, _), line in zip(lines, clean, strict=True):
        made.add_paragraph(line.rstrip("\n"), style=style)
    return save_docx(made), marks


def _docx_lines(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(style, words) of every paragraph that is shown, in headers, body, notes and footers."""
    names = sorted(archive.namelist(), key=lambda part: ("header" not in part, "document" not in part, part))
    for part in names:
        if not _TEXT_PARTS.match(part):
            continue
        root = ElementTree.fromstring(archive.read(part))
        for paragraph in root.iter(f"{_W}p"):
            words = "".join(_shown(paragraph))
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            yield _style(style.get(f"{_W}val", "") if style is not None else ""), words


def _style(name: str) -> str:
    found = re.fullmatch(r"Heading([1-6])", name)
    if found:
        return f"Heading {found[1]}"
    return "List Bullet" if name.startswith("List") else "Normal"


def _shown(node: ElementTree.Element) -> Iterator[str]:
    if node.tag in (f"{_W}del", f"{_W}moveFrom"):
        return
    if node.tag == f"{_W}r" and node.find(f"{_W}rPr/{_W}vanish") is not None:
        return
    if node.tag == f"{_W}t":
        yield node.text or ""
    elif node.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
        yield " "
    for child in node:
        if child.tag != f"{_W}p":
            yield from _shown(child)
