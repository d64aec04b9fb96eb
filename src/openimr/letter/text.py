"""The letter as plain text, in the block form of published determinations."""

from __future__ import annotations

import textwrap

from .composition import Block, Letter, Shape


def write_text(letter: Letter) -> str:
    return "\n\n".join((letter.title, *(_write(block) for block in letter.blocks))) + "\n"


def _write(block: Block) -> str:
    if block.shape is Shape.ITEM:
        return f"{block.label}:  {block.text}"
    line = f"{block.label}: {block.text}" if block.label else block.text
    if block.shape is Shape.HEADING:
        return line
    mark = {Shape.ENTRY: "- ", Shape.NOTE: "* "}.get(block.shape, "")
    return textwrap.fill(
        mark + line, 96, subsequent_indent=" " * len(mark), break_long_words=False, break_on_hyphens=False
    )
