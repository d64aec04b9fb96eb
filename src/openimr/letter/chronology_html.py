"""The chronology as one self-contained, accessible page that can be filtered without a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from openimr.records.timeline import Event, EventSource

from .chronology import COLUMNS, describe_event, name_days, name_event, words_of
from .chronology_pages import anchor
from .chronology_style import SCRIPT, STYLE

PAGES = "chronology-pages.html"
"""The page of pictures, beside the chronology."""


def chronology_html(
    events: Sequence[Event],
    heading: str,
    folder: str | None = None,
    *,
    account: Sequence[str] = (),
    pictured: bool = False,
) -> str:
    """The page. folder: address of the case folder from the page, to which page references lead; None: no links.

    account: sentences on the pages received. pictured: references lead to the page's picture first, then to the PDF.
    """
    title = escape(heading)
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "\n".join(_row(event, folder, pictured) for event in events)
    told = f'<ul class="account">{"".join(f"<li>{escape(one)}</li>" for one in account)}</ul>' if account else ""
    return (
        f'<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>\n'
        f"<main><h1>{title}</h1><p>Dated by what the file says; records without a date stand at the end. "
        "Duplicates are folded; pages of other patients, denials and mere possibilities are left out.</p>"
        f'{told}\n{_filters(events)}\n<p id="told" role="status">'
        f"{len(events)} events</p>\n<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></main>\n"
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def _filters(events: Sequence[Event]) -> str:
    return (
        '<form id="filter" hidden>'
        + _choice("provider", "Provider", (event.provider for event in events if event.provider))
        + _choice("part", "Body part", (region for event in events for region in event.regions))
        + _choice("kind", "Type", (name_event(event) for event in events))
        + '<label>Words<input name="words" type="search"></label><button type="reset">Show all</button></form>'
    )


def _choice(name: str, label: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in sorted(set(values)))
    return f'<label>{label}<select name="{name}"><option value="">All</option>{options}</select></label>'


def _row(event: Event, folder: str | None, pictured: bool) -> str:
    words = words_of(event)
    said = f'<span class="words">&ldquo;{escape(words)}&rdquo;</span>' if words else ""
    day = escape(name_days(event))
    dated = f'<time datetime="{event.date}">{day}</time>' if event.date and not event.until else day
    kind, parts = escape(name_event(event)), escape("|".join(event.regions))
    provider = escape(event.provider or "")
    mark = f' class="{event.source.value}"' if event.source is not EventSource.FACT else ""
    return (
        f'<tr{mark} data-provider="{provider}" data-kind="{kind}" data-parts="{parts}"><th scope="row">{dated}</th>'
        f"<td>{provider}</td><td>{kind}</td><td>{escape(', '.join(event.regions))}</td>"
        f'<td><span class="says">{escape(describe_event(event))}</span>{said}</td><td>{_pages(event, folder, pictured)}</td></tr>'
    )


def _pages(event: Event, folder: str | None, pictured: bool) -> str:
    made = []
    for file, page in dict.fromkeys((span.file, span.page) for span in event.spans):
        name = f"{escape(file)} p.&nbsp;{page}"
        address = escape(f"{folder}/{quote(file)}#page={page}")
        if pictured:
            # Twice quoted: the browser decodes the address once, the figure's name stays as it was made.
            picture = escape(f"{PAGES}#{quote(anchor(file, page))}")
            pdf = f' <a class="pdf" href="{address}">PDF</a>' if folder is not None else ""
            made.append(f'<span class="both"><a href="{picture}">{name}</a>{pdf}</span>')
        else:
            made.append(name if folder is None else f'<a href="{address}">{name}</a>')
    return ("" if folder is not None else "<br>").join(made)
