"""Papers for the benchmarks, made anew each time: typed notes of a fictional patient, and scans of some of them."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import notes
import pypdfium2 as pdfium
import typst
from PIL import Image, ImageFilter

_MARKUP = re.compile(r"[#$*_`<>@/\\[\]~=]")
_SETUP = '#set page(paper: "us-letter", margin: 50pt)\n#set text(size: 9.5pt, font: "Libertinus Serif")\n'
_APPLICATION = """#strong[APPLICATION FOR INDEPENDENT MEDICAL REVIEW (DWC Form IMR)]

Name: Pat Example #linebreak() Date of Birth: 01/02/1960 #linebreak() Claim Number: 12-000-34 #linebreak()
Date of Injury: 05/06/2012 #linebreak() Date of Utilization Review Determination Letter: 04/01/2014 #linebreak()
1. Physical therapy, 12 sessions #linebreak() Employee signature: /s/ Pat Example Date: 04/11/2014"""
_DECISION = """#strong[UTILIZATION REVIEW DECISION: NOTICE OF NON-CERTIFICATION]

April 1, 2014 #linebreak() RE: Pat Example #linebreak() Requested treatment: Physical therapy, 12 sessions #linebreak()
Determination: NON-CERTIFIED (12 of 12 sessions)"""


def typed_notes(pages: int, seed: int = 1) -> bytes:
    """A PDF of notes of many kinds, about 2,600 characters a page, as a text layer; no two pages are alike."""
    chance = random.Random(seed)
    sheets: list[str] = []
    while len(sheets) < pages:
        sheets += [_sheet(head, paragraphs) for head, paragraphs in notes.note(len(sheets), chance)]
    return typst.compile((_SETUP + "\n#pagebreak()\n".join(sheets[:pages])).encode())


def _sheet(head: str, paragraphs: list[str]) -> str:
    lines = [_escaped(line).replace(" | ", " #h(30pt) ") for line in head.split("\n")]
    return " #linebreak() ".join(lines) + "\n\n" + "\n\n".join(map(_escaped, paragraphs))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def scans(pages: int) -> bytes:
    """Pictures of typed notes at 200 dots per inch, with grain and a slight tilt."""
    chance = random.Random(2)
    sheets = []
    for page in pdfium.PdfDocument(typed_notes(pages, seed=3)):
        sheet = page.render(scale=200 / 72, grayscale=True).to_pil()
        grain = Image.effect_noise(sheet.size, 30).filter(ImageFilter.GaussianBlur(0.6))
        sheet = sheet.rotate(chance.uniform(-1, 1), Image.Resampling.BICUBIC, fillcolor=255)
        sheets.append(Image.blend(sheet, grain, 0.15))
    stream = io.BytesIO()
    sheets[0].save(stream, "PDF", resolution=200, save_all=True, append_images=sheets[1:])
    return stream.getvalue()


def case_folder(folder: Path, pages: int) -> Path:
    """A case file: an application, a decision and one file of typed notes."""
    folder.mkdir(parents=True)
    (folder / "application.pdf").write_bytes(typst.compile((_SETUP + _APPLICATION).encode()))
    (folder / "ur-decision.pdf").write_bytes(typst.compile((_SETUP + _DECISION).encode()))
    (folder / "records.pdf").write_bytes(typed_notes(pages))
    return folder
