"""Papers for the benchmarks, made anew each time: typed notes of a fictional patient, and scans of some of them."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pypdfium2 as pdfium
import typst
from PIL import Image, ImageFilter

_SENTENCES = (
    "The patient reports low back pain rated {0}/10, worse with sitting and better with rest.",
    "He has completed {0} visits of physical therapy with partial improvement of function.",
    "Lumbar flexion is {1} degrees, extension 10 degrees; straight leg raise is negative bilaterally.",
    "Motor strength is 5/5 in both lower extremities and sensation is intact to light touch.",
    "Current medication is ibuprofen 600 mg three times a day and gabapentin 300 mg at bedtime.",
    "Sitting tolerance is {1} minutes, standing tolerance 20 minutes, walking tolerance two blocks.",
    "The MRI of the lumbar spine showed a 3 mm disc protrusion at L{2}-{3} without nerve root contact.",
    "Work status: modified duty, no lifting over {1} pounds, until the next visit in four weeks.",
    "There is no history of surgery, fever, weight loss or loss of bowel or bladder control.",
    "The plan is to continue the home exercise program and to request {0} further sessions.",
)
_SETUP = '#set page(paper: "us-letter", margin: 50pt)\n#set text(size: 9.5pt, font: "Libertinus Serif")\n'
_APPLICATION = """#strong[APPLICATION FOR INDEPENDENT MEDICAL REVIEW (DWC Form IMR)]

Name: Pat Example #linebreak() Date of Birth: 01/02/1960 #linebreak() Claim Number: 12-000-34 #linebreak()
Date of Injury: 05/06/2012 #linebreak() Date of Utilization Review Determination Letter: 04/01/2014 #linebreak()
1. Physical therapy, 12 sessions #linebreak() Employee signature: /s/ Pat Example Date: 04/11/2014"""
_DECISION = """#strong[UTILIZATION REVIEW DECISION: NOTICE OF NON-CERTIFICATION]

April 1, 2014 #linebreak() RE: Pat Example #linebreak() Requested treatment: Physical therapy, 12 sessions #linebreak()
Determination: NON-CERTIFIED (12 of 12 sessions)"""


def typed_notes(pages: int, seed: int = 1) -> bytes:
    """A PDF of progress notes with about 2,000 characters a page, as a text layer."""
    chance = random.Random(seed)
    return typst.compile((_SETUP + "\n#pagebreak()\n".join(_note(n, chance) for n in range(pages))).encode())


def _note(number: int, chance: random.Random) -> str:
    day = f"{number % 12 + 1:02d}/{number % 28 + 1:02d}/2013"
    head = f"PROGRESS NOTE #linebreak() Patient: Pat Example #h(40pt) DOB: 01/02/1960 #h(30pt) Date of service: {day}"
    paragraphs = []
    for _ in range(5):
        chosen = chance.sample(_SENTENCES, 5)
        numbers = [(chance.randint(2, 9), chance.randint(10, 60), *chance.choice([(3, 4), (4, 5)])) for _ in chosen]
        paragraphs.append(" ".join(row.format(*values) for row, values in zip(chosen, numbers, strict=True)))
    return "\n\n".join([head, *paragraphs])


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
