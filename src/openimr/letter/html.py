"""The letter as one self-contained, accessible page."""

from __future__ import annotations

from html import escape

from .composition import DRAFT, Block, Letter, Shape

STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#c9ced6;--accent:#1a4480;--soft:#f3f5f8}
@media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#17191d;--rule:#3d434d;--accent:#9bc0f5;--soft:#22262d}
}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 Georgia,"Times New Roman",serif}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.55rem;line-height:1.25;margin:0 0 1rem}
h2{font:600 .95rem/1.3 system-ui,sans-serif;
letter-spacing:.06em;
color:var(--accent);
border-bottom:1px solid var(--rule);
padding-bottom:.35rem;margin:2.4rem 0 1rem}
h3{font-size:1.1rem;margin:1.8rem 0 .6rem}
.outcome{font-weight:400}
.draft{background:var(--soft);
border-left:4px solid var(--accent);
padding:.5rem .9rem;
font:500 .95rem/1.5 system-ui,sans-serif}
ul{padding-left:1.2rem}li{margin:.2rem 0;overflow-wrap:anywhere}p{margin:.7rem 0;overflow-wrap:anywhere}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2,h3{break-after:avoid}}
"""


def write_html(letter: Letter) -> str:
    title = escape(letter.title)
    parts: list[str] = []
    listed = False
    for block in letter.blocks:
        if (block.shape is Shape.ENTRY) is not listed:
            parts.append("</ul>" if listed else "<ul>")
            listed = not listed
        parts.append(_write(block))
    body = "\n".join((*parts, "</ul>")) if listed else "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _write(block: Block) -> str:
    label, text = escape(block.label), escape(block.text)
    said = f"<strong>{label}:</strong> {text}" if label else text
    if block.shape is Shape.HEADING:
        return f"<h2>{text}</h2>"
    if block.shape is Shape.ITEM:
        return f'<h3>{label}: <span class="outcome">{text}</span></h3>'
    if block.shape is Shape.ENTRY:
        return f"<li>{said}</li>"
    mark = ' class="draft"' if block.shape is Shape.NOTE or text == escape(DRAFT) else ""
    return f"<p{mark}>{said}</p>"
