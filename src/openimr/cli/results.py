"""Writes the results of one review, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from openimr.engines.cited_pictures import Images, Rectangles, draw_cited
from openimr.engines.typesetting import typeset
from openimr.letter.composition import compose
from openimr.letter.docx import write_docx
from openimr.letter.dossier import Dossier
from openimr.letter.evidence import evidence_html
from openimr.letter.html import write_html
from openimr.letter.review_json import review_json
from openimr.letter.text import write_text
from openimr.records.reading import SourceFile


def write_results(dossier: Dossier, files: Sequence[SourceFile], out: Path, *, seconds: float) -> tuple[Path, ...]:
    """review.json, the draft in four formats, and the evidence page; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    letter = compose(dossier)

    def show(images: Images, rectangles: Rectangles) -> str:
        return evidence_html(dossier, images, rectangles)

    pictures = draw_cited(show, dossier.chart, files, workers=os.cpu_count() or 1)
    timed = replace(dossier, engine=replace(dossier.engine, timings=(("total", round(seconds, 3)),)))
    contents = {
        "determination.pdf": typeset(letter),
        "determination.html": write_html(letter).encode(),
        "determination.docx": write_docx(letter),
        "determination.txt": write_text(letter).encode(),
        "evidence.html": show(pictures.image, pictures.rectangles).encode(),
        "review.json": review_json(timed).encode(),
    }
    return tuple(write_file(out / name, content) for name, content in contents.items())


def write_file(path: Path, content: bytes) -> Path:
    """Whole or not at all: written beside, then put in place."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)
    return path
