"""References from statements to the marked words of a page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from openimr.case import PageRef, Span

SHOWN = 6
"""References printed after one statement."""


class Links:
    """Numbers each span cited once, so that a reference and its mark share an address."""

    def __init__(self) -> None:
        self.numbers: dict[Span, int] = {}

    def refer(self, spans: Iterable[Span]) -> str:
        made = []
        for span in tuple(dict.fromkeys(spans))[:SHOWN]:
            number = self.numbers.setdefault(span, len(self.numbers) + 1)
            title = escape(span.quote[:160], quote=True)
            name = escape(span.file.removesuffix(".pdf"))
            made.append(f'<a href="#s{number}" title="{title}">{name} p.&nbsp;{span.page}</a>')
        return f' <span class="refs">{" ".join(made)}</span>' if made else ""

    def pages(self) -> tuple[PageRef, ...]:
        return tuple(sorted({span.ref for span in self.numbers}))


def section(name: str, title: str, body: str) -> str:
    """A section with an address for the list of contents."""
    return f'<section id="{name}"><h2>{escape(title)}</h2>{body or "<p>None.</p>"}</section>'


def list_said(rows: Iterable[tuple[str, tuple[Span, ...]]], links: Links) -> str:
    entries = "".join(f"<li>{escape(text)}{links.refer(spans)}</li>" for text, spans in rows)
    return f"<ul>{entries}</ul>" if entries else ""
