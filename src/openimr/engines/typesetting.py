"""Tagged PDF from the letter's template, by Typst. Equal letters give equal bytes."""

from __future__ import annotations

from functools import cache

import typst

from openimr.letter.composition import Letter
from openimr.letter.typst_source import read_template, write_typst_data


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(letter: Letter) -> bytes:
    """PDF/UA-1 bytes; raises typst.TypstError where the template and the data do not fit."""
    made: bytes = typst.compile(
        read_template().encode(),
        sys_inputs={"letter": write_typst_data(letter)},
        pdf_standards=["ua-1"],
        timestamp=0,
        font_paths=_fonts(),
    )
    return made
