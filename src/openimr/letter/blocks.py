"""The pieces that a letter is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    ENTRY = "entry"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, item line, paragraph or list entry. label: what is set in bold before the text."""

    shape: Shape
    text: str
    label: str = ""


def head(text: str) -> Block:
    return Block(shape=Shape.HEADING, text=text)
