"""evidence.html: every statement beside the page that bears it, with the words marked. One file, no network."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from html import escape

from openimr.case import Page, PageRef, Span

from .composition import DRAFT
from .dossier import Dossier
from .evidence_links import Links, list_said, section
from .evidence_sections import (
    tell_checks,
    tell_eligibility,
    tell_facts,
    tell_item,
    tell_ledger,
    tell_questions,
)
from .evidence_style import SCRIPT, STYLE

Images = Callable[[PageRef], bytes]
Rectangles = Callable[[Span], tuple[tuple[float, float, float, float], ...]]


class Evidence:
    """The page, in two steps: first what it cites, then the page with the pictures of that, in pieces.

    A file of thousands of pages has an evidence page of some hundred megabytes; in pieces it is never held whole.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._links = Links()
        self._left = _write_sections(dossier, self._links)

    def spans(self) -> tuple[Span, ...]:
        """Every span cited, in the order of citation."""
        return tuple(self._links.numbers)

    def pieces(self, images: Images, rectangles: Rectangles) -> Iterator[str]:
        """images: JPEG of a page, b"" for none: then its words are set where they stand on it, and the page says so.

        rectangles: left, top, right, bottom in points of each line of a span.
        """
        refs = self._links.pages()
        yield (
            '<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8">'
            "<title>Evidence for the expert reviewer</title>"
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>'
            f"<header><h1>Evidence for the expert reviewer</h1><p>{DRAFT}</p>{_contents(self._dossier)}</header>"
            f'<div class="desk"><main>{self._left}</main>'
            '<section class="viewer" aria-label="Pages of the case file" tabindex="0">'
            '<p class="hint">Choose a page reference to see its words marked here.</p>'
        )
        yield _tell_undrawn(sum(not images(ref) for ref in refs), len(refs))
        marks: dict[PageRef, list[str]] = {}
        for span, number in self._links.numbers.items():
            marks.setdefault(span.ref, []).append(_mark(span, number, rectangles(span)))
        for ref in refs:
            yield _page(self._dossier, ref, "".join(marks[ref]), images(ref))
        yield f"</section></div><script>{SCRIPT}</script></body></html>\n"


def evidence_html(dossier: Dossier, images: Images, rectangles: Rectangles) -> str:
    """The whole page as one text; see `Evidence.pieces`."""
    return "".join(Evidence(dossier).pieces(images, rectangles))


def _tell_undrawn(undrawn: int, cited: int) -> str:
    if not undrawn:
        return ""
    return (
        f'<p class="hint">Pages cited: {cited}. Shown as pictures: {cited - undrawn}, those cited first. Of the other '
        f"{undrawn} the words are set where they stand on the page; look at the file itself for stamps and drawings.</p>"
    )


def _contents(dossier: Dossier) -> str:
    named = [("questions", "Questions")] if _is_asked(dossier) else []
    named += [(f"item{one.item.n}", f"Item {one.item.n}") for one in dossier.items]
    named += [("summary", "Summary"), ("problems", "Conflicts"), ("facts", "Facts"), ("intake", "Intake")]
    named += [("eligibility", "Eligibility"), ("checks", "Checks"), ("ledger", "Ledger")]
    return "<nav>" + " ".join(f'<a href="#{name}">{title}</a>' for name, title in named) + "</nav>"


def _is_asked(dossier: Dossier) -> bool:
    return bool(dossier.eligibility.questions) or any(one.proposal.asks for one in dossier.items)


def _write_sections(dossier: Dossier, links: Links) -> str:
    wrong = ((f"{one.kind.value.replace('_', ' ')}: {one.about}", one.spans) for one in dossier.chart.record_problems)
    unread = ((f"{one.says} ({one.where}) {one.fix}", ()) for one in dossier.chart.problems)
    read = ((f"{one.field.replace('_', ' ')}: {one.value}", (one.span,)) for one in dossier.case.sources)
    return "".join(
        (
            tell_questions(dossier, links) if _is_asked(dossier) else "",
            *(tell_item(one, dossier, links) for one in dossier.items),
            section("summary", "Clinical summary", list_said(((s.text, s.citations) for s in dossier.summary), links)),
            section("problems", "Conflicts and record problems", list_said((*wrong, *unread), links)),
            tell_facts(dossier, links),
            section("intake", "Intake", list_said(read, links)),
            tell_eligibility(dossier),
            tell_checks(dossier),
            tell_ledger(dossier),
        )
    )


def _mark(span: Span, number: int, boxes: tuple[tuple[float, float, float, float], ...]) -> str:
    return f'<g id="s{number}" tabindex="-1"><title>{escape(span.quote)}</title>{_boxes(boxes)}</g>'


def _page(dossier: Dossier, ref: PageRef, marks: str, jpeg: bytes) -> str:
    page = dossier.chart.page_at(ref)
    width, height = (page.width, page.height) if page else (612.0, 792.0)
    name = escape(f"{ref.file} page {ref.page}", quote=True)
    if jpeg:
        seen = (
            f'<image href="data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}" '
            f'width="{width:g}" height="{height:g}" preserveAspectRatio="none"/>'
        )
    else:
        seen = _words(page) if page else ""
    return (
        f"<figure><figcaption>{name}</figcaption>"
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}">{seen}{marks}</svg></figure>'
    )


def _words(page: Page) -> str:
    """The words of a page where they stand on it."""
    boxes = page.boxes
    set_words = []
    for at, (start, end) in enumerate(zip(boxes.starts, boxes.ends, strict=True)):
        left, top, right, bottom = boxes.coordinates[4 * at : 4 * at + 4]
        words = escape(page.text[start:end].strip())
        if words and right > left:
            size, foot = max(bottom - top, 1.0) * 0.85, bottom - 0.2 * (bottom - top)
            set_words.append(
                f'<text x="{left:.1f}" y="{foot:.1f}" font-size="{size:.1f}" textLength="{right - left:.1f}" '
                f'lengthAdjust="spacingAndGlyphs">{words}</text>'
            )
    return "".join(set_words)


def _boxes(boxes: tuple[tuple[float, float, float, float], ...]) -> str:
    return "".join(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(right - x, 1):.1f}" height="{max(bottom - y, 1):.1f}"/>'
        for x, y, right, bottom in boxes
    )
