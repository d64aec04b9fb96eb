"""Pages of a file -> the determinations in it."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case import Page

from .determination import Reading
from .letter_text import LetterText
from .publishers import california_cdi, california_dwc, new_york


def read(file: str, pages: Sequence[Page]) -> Reading:
    letter = LetterText(pages)
    for publisher in (california_dwc, new_york, california_cdi):
        if publisher.recognizes(letter.text):
            return Reading(file=file, determinations=(publisher.read(letter),))
    return Reading(file=file)
