"""Writes the results of one review, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from openimr.engines.cited_pictures import draw_cited
from openimr.engines.typesetting import typeset
from openimr.letter.composition import compose
from openimr.letter.docx import write_docx
from openimr.letter.dossier import Dossier
from openimr.letter.evidence import Evidence
from openimr.letter.html import write_html
from openimr.letter.review_json import review_pieces
from openimr.letter.text import write_text
from openimr.records.reading import SourceFile


def write_results(dossier: Dossier, files: Sequence[SourceFile], out: Path, *, seconds: float) -> tuple[Path, ...]:
    """review.json, the draft in four formats, and the evidence page; returns their paths."""
    out.mkdir(parents=True, exist_ok=True)
    letter = compose(dossier)

    evidence = Evidence(dossier)
    pictures = draw_cited(evidence.spans(), dossier.chart, files, workers=os.cpu_count() or 1)
    timed = replace(dossier, engine=replace(dossier.engine, timings=(("total", round(seconds, 3)),)))
    pages = evidence.pieces(pictures.image, pictures.rectangles)
    return (
        write_file(out / "determination.pdf", typeset(letter)),
        write_file(out / "determination.html", write_html(letter).encode()),
        write_file(out / "determination.docx", write_docx(letter)),
        write_file(out / "determination.txt", write_text(letter).encode()),
        write_pieces(out / "evidence.html", (piece.encode() for piece in pages)),
        write_pieces(out / "review.json", (piece.encode() for piece in review_pieces(timed))),
    )


def write_file(path: Path, content: bytes) -> Path:
    """Whole or not at all: written beside, then put in place."""
    return write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> Path:
    """A file made piece by piece, whole or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as stream:
        stream.writelines(pieces)
    os.replace(part, path)
    return path
