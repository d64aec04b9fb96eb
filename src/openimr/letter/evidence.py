"""evidence.html: every statement beside the page that bears it, with the words marked. One file, no network."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from html import escape

from openimr.case import Answer, CriterionResult, PageRef, Span

from .composition import DRAFT, OUTCOMES
from .dossier import Dossier, ItemDossier
from .evidence_style import SCRIPT, STYLE

Images = Callable[[PageRef], bytes]
Rectangles = Callable[[Span], tuple[tuple[float, float, float, float], ...]]
SAID = {
    Answer.MET: ("met", "&#10003; met"),
    Answer.NOT_MET: ("unmet", "&#10007; not met"),
    Answer.NOT_DOCUMENTED: ("silent", "? not documented"),
}


def evidence_html(dossier: Dossier, images: Images, rectangles: Rectangles) -> str:
    """The page. images: JPEG of a page; rectangles: left, top, right, bottom in points of each line of a span."""
    links = _Links()
    left = "".join(
        (
            _items(dossier, links),
            _section("Clinical summary", _said(((one.text, one.citations) for one in dossier.summary), links)),
            _facts(dossier, links),
            _section(
                "Conflicts and record problems",
                _said(
                    ((f"{p.kind.value.replace('_', ' ')}: {p.about}", p.spans) for p in dossier.chart.record_problems),
                    links,
                ),
            ),
            _section(
                "Intake",
                _said(((f"{s.field.replace('_', ' ')}: {s.value}", (s.span,)) for s in dossier.case.sources), links),
            ),
            _section("Eligibility", _eligibility(dossier)),
            _ledger(dossier),
        )
    )
    pages = "".join(_page(dossier, ref, links, images, rectangles) for ref in links.pages())
    return (
        '<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8">'
        "<title>Evidence for the expert reviewer</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>'
        f'<header><h1>Evidence for the expert reviewer</h1><p>{DRAFT}</p></header><div class="desk">'
        f'<main>{left}</main><section class="viewer" aria-label="Pages of the case file" tabindex="0">'
        f'<p class="hint">Choose a page reference to see its words marked here.</p>{pages}</section></div>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


class _Links:
    """Numbers each span cited once, so that a reference and its mark share an address."""

    def __init__(self) -> None:
        self.numbers: dict[Span, int] = {}

    def refer(self, spans: Iterable[Span]) -> str:
        made = []
        for span in dict.fromkeys(spans):
            number = self.numbers.setdefault(span, len(self.numbers) + 1)
            title = escape(span.quote[:160], quote=True)
            made.append(f'<a href="#s{number}" title="{title}">{escape(span.file)} p.&nbsp;{span.page}</a>')
        return f' <span class="refs">{" ".join(made[:6])}</span>' if made else ""

    def pages(self) -> tuple[PageRef, ...]:
        return tuple(sorted({span.ref for span in self.numbers}))


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body or '<p>None.</p>'}</section>"


def _said(rows: Iterable[tuple[str, tuple[Span, ...]]], links: _Links) -> str:
    entries = "".join(f"<li>{escape(text)}{links.refer(spans)}</li>" for text, spans in rows)
    return f"<ul>{entries}</ul>" if entries else ""


def _items(dossier: Dossier, links: _Links) -> str:
    return "".join(_item(one, links) for one in dossier.items)


def _item(one: ItemDossier, links: _Links) -> str:
    rows = "".join(_criterion(leaf, links) for rule in one.findings.primary for leaf in rule.criteria)
    table = (
        '<table><thead><tr><th scope="col">Criterion</th>'
        '<th scope="col">Result</th><th scope="col">Why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    reasons = _said(((s.text, s.citations) for s in (*one.rationale.sentences, one.rationale.conclusion)), links)
    asks = "".join(f'<p class="ask"><strong>Question:</strong> {escape(ask)}</p>' for ask in one.proposal.asks)
    change = _said(((step, ()) for step in one.rationale.what_would_change), links)
    return _section(
        f"Item {one.item.n}: {one.item.request}",
        f'<p class="outcome">{escape(OUTCOMES[one.proposal.decision])}</p>{asks}{table if rows else ""}'
        f"<h3>Reasons</h3>{reasons}" + (f"<h3>What would change this</h3>{change}" if change else ""),
    )


def _criterion(leaf: CriterionResult, links: _Links) -> str:
    name, said = SAID[leaf.answer]
    searched = f" ({len(leaf.searched)} pages searched)" if leaf.searched else ""
    return (
        f'<tr><th scope="row">{escape(leaf.name)}</th><td><span class="chip {name}">{said}</span></td>'
        f"<td>{escape(leaf.explain)}{searched}{links.refer(leaf.spans)}</td></tr>"
    )


def _facts(dossier: Dossier, links: _Links) -> str:
    kinds: dict[str, list[tuple[str, tuple[Span, ...]]]] = {}
    for fact in dossier.chart.facts:
        quote = fact.spans[0].quote if fact.spans else ""
        kinds.setdefault(type(fact).__name__, []).append((f"{quote} ({fact.assertion.value})", fact.spans))
    body = "".join(
        f"<details><summary>{name} ({len(rows)})</summary>{_said(rows, links)}</details>"
        for name, rows in sorted(kinds.items())
    )
    return _section("Facts by type", body)


def _eligibility(dossier: Dossier) -> str:
    found = "Eligible on the file received." if dossier.eligibility.eligible else "Not eligible on the file received."
    rows = "".join(f"<li>{escape(f'{r.says} {r.computation} ({r.source})')}</li>" for r in dossier.eligibility.reasons)
    return f"<p>{found}</p>" + (f"<ul>{rows}</ul>" if rows else "")


def _ledger(dossier: Dossier) -> str:
    rows = "".join(
        f"<tr><td>{escape(e.ref.file)}</td><td>{e.ref.page}</td>"
        f"<td>{e.fate.value.replace('_', ' ')}</td><td>{e.document or ''}</td></tr>"
        for e in dossier.chart.ledger
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("File", "Page", "Fate", "Document"))
    body = (
        f"<details><summary>{len(dossier.chart.ledger)} pages received</summary><table><thead><tr>{head}</tr></thead>"
    )
    return _section("Ledger of pages", f"{body}<tbody>{rows}</tbody></table></details>")


def _page(dossier: Dossier, ref: PageRef, links: _Links, images: Images, rectangles: Rectangles) -> str:
    page = next((one for one in dossier.chart.pages if (one.file, one.number) == (ref.file, ref.page)), None)
    width, height = (page.width, page.height) if page else (612.0, 792.0)
    marks = "".join(
        f'<g id="s{number}" tabindex="-1"><title>{escape(span.quote)}</title>{_boxes(rectangles(span))}</g>'
        for span, number in links.numbers.items()
        if span.ref == ref
    )
    data = base64.b64encode(images(ref)).decode()
    name = escape(f"{ref.file} page {ref.page}", quote=True)
    return (
        f"<figure><figcaption>{name}</figcaption>"
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}">'
        f'<image href="data:image/jpeg;base64,{data}" '
        f'width="{width:g}" height="{height:g}" preserveAspectRatio="none"/>'
        f"{marks}</svg></figure>"
    )


def _boxes(boxes: tuple[tuple[float, float, float, float], ...]) -> str:
    return "".join(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(right - x, 1):.1f}" height="{max(bottom - y, 1):.1f}"/>'
        for x, y, right, bottom in boxes
    )
