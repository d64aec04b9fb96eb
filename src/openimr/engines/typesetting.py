"""Tagged PDF from the letter's template, by Typst. Equal letters give equal bytes."""

from __future__ import annotations

from functools import cache

import typst

from openimr.letter.composition import Letter
from openimr.letter.notices.notice import Notice
from openimr.letter.notices.page import read_notice_template, write_notice_data
from openimr.letter.typst_source import read_template, write_typst_data


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def typeset(letter: Letter) -> bytes:
    """PDF/UA-1 bytes; raises typst.TypstError where the template and the data do not fit."""
    return _compile(read_template(), "letter", write_typst_data(letter))


def typeset_notice(notice: Notice) -> bytes:
    """PDF/UA-1 bytes of one notice with its cover sheet; raises typst.TypstError as `typeset` does."""
    return _compile(read_notice_template(), "notice", write_notice_data(notice))


def _compile(template: str, name: str, data: str) -> bytes:
    made: bytes = typst.compile(
        template.encode(),
        sys_inputs={name: data},
        pdf_standards=["ua-1"],
        timestamp=0,
        font_paths=_fonts(),
    )
    return made
