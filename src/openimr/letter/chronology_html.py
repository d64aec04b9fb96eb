"""The chronology as one self-contained, accessible page that can be filtered without a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from openimr.records.timeline import Event, EventSource

from .chronology import COLUMNS, describe_event, name_days, name_event, words_of

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#d5dae1;--accent:#1a4480;--soft:#f4f6f9;--gap:#fff3d6}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--rule:#3a404a;--accent:#9bc0f5;--soft:#20242b;
--gap:#3d3212}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{padding:1rem 1.25rem 3rem;max-width:90rem;margin:0 auto}
h1{font-size:1.3rem;margin:0 0 .4rem}
p{margin:.3rem 0}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;padding:.7rem 0}
label{display:flex;flex-direction:column;font-size:.85rem;gap:.15rem}
select,input,button{font:inherit;padding:.3rem .5rem;background:var(--paper);color:var(--ink);
border:1px solid var(--rule);border-radius:4px;max-width:20rem}
table{border-collapse:collapse;width:100%}
thead th{position:sticky;top:0;background:var(--paper);border-bottom:2px solid var(--accent);color:var(--accent)}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--rule);overflow-wrap:anywhere}
th:first-child,td:first-child{white-space:nowrap}
td:last-child{min-width:14rem}
tbody th{font-weight:500}
.document{background:var(--soft)}.document .says{font-weight:600}
.gap{background:var(--gap)}
.words{display:block;opacity:.8;font-size:.92em}
a{color:var(--accent);text-decoration:none;display:block}a:hover{text-decoration:underline}
a:focus-visible,select:focus-visible,input:focus-visible,button:focus-visible{outline:3px solid #e08a00;
outline-offset:1px}
[hidden]{display:none!important}
@media(max-width:700px){thead{position:absolute;clip-path:inset(50%)}tr,td,tbody th{display:block;border:0}
tr{border-bottom:1px solid var(--rule);padding:.4rem 0}td,tbody th{padding:.1rem .6rem}}
@media print{form{display:none}thead th{position:static}}
"""

SCRIPT = """
(function(){
var form=document.getElementById('filter'),rows=[].slice.call(document.querySelectorAll('tbody tr'));
var told=document.getElementById('told');
form.hidden=false;
function show(){var who=form.provider.value,part=form.part.value,kind=form.kind.value;
var words=form.words.value.toLowerCase().split(/\\s+/).filter(Boolean),shown=0;
rows.forEach(function(row){var text=row.textContent.toLowerCase();
var fits=(!who||row.dataset.provider===who)&&(!kind||row.dataset.kind===kind)
&&(!part||row.dataset.parts.split('|').indexOf(part)>=0)
&&words.every(function(word){return text.indexOf(word)>=0});
row.hidden=!fits;if(fits)shown+=1});
told.textContent=shown+' of '+rows.length+' events shown';}
form.addEventListener('input',show);
form.addEventListener('submit',function(event){event.preventDefault()});
form.addEventListener('reset',function(){setTimeout(show,0)});
show();
})();
"""


def chronology_html(events: Sequence[Event], heading: str, folder: str | None = None) -> str:
    """The page. folder: address of the case folder from the page, to which page references lead; None: no links."""
    title = escape(heading)
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "\n".join(_row(event, folder) for event in events)
    return (
        f'<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head><body>\n'
        f"<main><h1>{title}</h1><p>Dated by what the file says; records without a date stand at the end. "
        "Duplicates are folded; pages of other patients, denials and mere possibilities are left out.</p>"
        f'\n{_filters(events)}\n<p id="told" role="status">'
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


def _row(event: Event, folder: str | None) -> str:
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
        f'<td><span class="says">{escape(describe_event(event))}</span>{said}</td><td>{_pages(event, folder)}</td></tr>'
    )


def _pages(event: Event, folder: str | None) -> str:
    made = []
    for file, page in dict.fromkeys((span.file, span.page) for span in event.spans):
        name = f"{escape(file)} p.&nbsp;{page}"
        address = escape(f"{folder}/{quote(file)}#page={page}")
        made.append(name if folder is None else f'<a href="{address}">{name}</a>')
    return ("" if folder is not None else "<br>").join(made)
