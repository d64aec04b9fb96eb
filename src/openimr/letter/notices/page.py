"""A notice as a page: HTML, plain text, and data for the Typst template."""

from __future__ import annotations

import json
import textwrap
from functools import cache
from html import escape
from importlib.resources import files

from ..blocks import Block, Shape
from ..html import STYLE
from .barcode import draw_svg
from .notice import CoverSheet, Notice

NOTICE_STYLE = """
.house{font:500 .9rem/1.5 system-ui,sans-serif;color:var(--accent)}
address{font-style:normal;margin:1.2rem 0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;
margin:1.2rem 0;font:.95rem/1.5 system-ui,sans-serif}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.small{font:.85rem/1.5 system-ui,sans-serif}
.cover{border-top:2px dashed var(--rule);margin-top:3rem;padding-top:1rem;break-before:page}
.cover svg{width:100%;max-width:30rem;height:auto;display:block;margin:1rem 0 .2rem}
.bars{font:1rem/1.4 ui-monospace,monospace;letter-spacing:.1em}
"""


def write_notice_html(notice: Notice) -> str:
    """One self-contained page."""
    parts = [
        f'<p class="house">{"<br>".join(escape(line) for line in notice.letterhead)}</p>',
        f"<p>{escape(notice.sent)}</p>",
        f"<address>{'<br>'.join(escape(line) for line in notice.address)}</address>",
        f"<h1>{escape(notice.title)}</h1>",
        _rows(notice.regarding),
        *_listed(notice.blocks),
        *(f'<p class="small">{escape(line)}</p>' for line in (notice.copies, notice.hint) if line),
        *((_cover_html(notice.cover),) if notice.cover else ()),
    ]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{notice.language}-US">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{escape(notice.title)}</title>\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}{NOTICE_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _rows(rows: tuple[tuple[str, str], ...]) -> str:
    return "<dl>" + "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows) + "</dl>"


def _listed(blocks: tuple[Block, ...]) -> list[str]:
    parts: list[str] = []
    listed = False
    for block in blocks:
        if (block.shape is Shape.ENTRY) is not listed:
            parts.append("</ul>" if listed else "<ul>")
            listed = not listed
        parts.append(_block_html(block))
    return [*parts, "</ul>"] if listed else parts


def _block_html(block: Block) -> str:
    said = f"<strong>{escape(block.label)}:</strong> {escape(block.text)}" if block.label else escape(block.text)
    if block.shape is Shape.HEADING:
        return f"<h2>{said}</h2>"
    if block.shape is Shape.ENTRY:
        return f"<li>{said}</li>"
    return f'<p class="draft">{said}</p>' if block.shape is Shape.NOTE else f"<p>{said}</p>"


def _cover_html(cover: CoverSheet) -> str:
    svg = draw_svg(cover.payload).replace(
        "<svg ", f'<svg role="img" aria-label="Code 128: {escape(cover.payload)}" ', 1
    )
    lines = "".join(f"<li>{escape(line)}</li>" for line in cover.lines)
    return (
        f'<section class="cover"><h2>{escape(cover.title)}</h2>{svg}<p class="bars">{escape(cover.payload)}</p>'
        f"{_rows(cover.rows)}<ul>{lines}</ul></section>"
    )


def write_notice_text(notice: Notice) -> str:
    """Plain text of 80 columns."""
    rows = [f"{label}: {value}" for label, value in notice.regarding]
    parts = [
        "\n".join(notice.letterhead),
        notice.sent,
        "\n".join(notice.address),
        notice.title.upper(),
        "\n".join(rows),
    ]
    parts += [_block_text(block) for block in notice.blocks]
    parts += [_wrap(line) for line in (notice.copies, notice.hint) if line]
    if notice.cover:
        sheet = [f"{label}: {value}" for label, value in notice.cover.rows]
        parts += ["-" * 80, notice.cover.title.upper(), notice.cover.payload, "\n".join((*sheet, *notice.cover.lines))]
    return "\n\n".join(parts) + "\n"


def _block_text(block: Block) -> str:
    line = f"{block.label}: {block.text}" if block.label else block.text
    if block.shape is Shape.HEADING:
        return line
    mark = {Shape.ENTRY: "- ", Shape.NOTE: "* "}.get(block.shape, "")
    return _wrap(mark + line, indent=len(mark))


def _wrap(line: str, indent: int = 0) -> str:
    return textwrap.fill(line, 80, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)


@cache
def read_notice_template() -> str:
    """The Typst template's source."""
    return files("openimr.letter.notices").joinpath("notice.typ").read_text(encoding="utf-8")


def write_notice_data(notice: Notice) -> str:
    """JSON for the Typst template; text travels as data, so that nothing in it can act as markup."""
    cover = notice.cover
    return json.dumps(
        {
            "language": notice.language,
            "title": notice.title,
            "letterhead": notice.letterhead,
            "sent": notice.sent,
            "address": notice.address,
            "regarding": notice.regarding,
            "blocks": [{"shape": one.shape.value, "label": one.label, "text": one.text} for one in notice.blocks],
            "copies": notice.copies,
            "hint": notice.hint,
            "page": notice.page,
            "of": notice.of,
            "cover": None
            if cover is None
            else {
                "title": cover.title,
                "payload": cover.payload,
                "svg": draw_svg(cover.payload),
                "rows": cover.rows,
                "lines": cover.lines,
            },
        },
        ensure_ascii=False,
    )
