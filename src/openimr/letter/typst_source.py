"""The letter as data for the Typst template. Text travels as JSON, so that nothing in it can act as markup."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from .composition import DRAFT, Letter


@cache
def read_template() -> str:
    """The template's source."""
    return files("openimr.letter").joinpath("letter.typ").read_text(encoding="utf-8")


def write_typst_data(letter: Letter) -> str:
    """JSON for the template: title, draft line, and blocks with shape, label and text."""
    blocks = [{"shape": one.shape.value, "label": one.label, "text": one.text} for one in letter.blocks]
    return json.dumps({"title": letter.title, "draft": DRAFT, "blocks": blocks}, ensure_ascii=False)
