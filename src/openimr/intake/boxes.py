"""Tick boxes as they come out of printing, typing and scanning."""

from __future__ import annotations

import re

_TICK = re.compile(r"(?<![a-z])i?[x✓✔☒☑✗✘■](?![a-z])|\[\s*(?:v|/|\*|yes)\s*\]|(?<![a-z])x_+", re.IGNORECASE)
_BOX = re.compile(r"[\[\]{}()☐☒☑_|]|[LI1]J")


def ticked(text: str, options: tuple[str, ...]) -> str | None:
    """Which of the options, printed in this order, bears the mark; None when none does, or several.

    The box of an option may stand before or after it, all in one way.
    """
    places = _find(text, options)
    if not places:
        return None
    first_start = places[0][1]
    before_first = text[:first_start]
    boxes_before = bool(_BOX.search(before_first) or _TICK.search(before_first))
    marked = []
    for index, (option, start, end) in enumerate(places):
        previous = places[index - 1][2] if index else 0
        following = places[index + 1][1] if index + 1 < len(places) else end + 12
        piece = text[previous:start] if boxes_before else text[end:following]
        if _TICK.search(piece):
            marked.append(option)
    return marked[0] if len(marked) == 1 else None


def _find(text: str, options: tuple[str, ...]) -> list[tuple[str, int, int]]:
    found, at = [], 0
    for option in options:
        match = re.compile(rf"(?<![a-z]){option}(?![a-z])", re.IGNORECASE).search(text, at)
        if match:
            found.append((option, match.start(), match.end()))
            at = match.end()
    return found


def yes_or_no(text: str) -> bool | None:
    """The answer to a question with boxes for yes and no, or with the word alone ("No")."""
    mark = ticked(text, ("yes", "no")) or ticked(text, ("no", "yes"))
    if mark is not None:
        return mark == "yes"
    alone = re.match(r"[\W_]*(yes|no)\b(?!.{0,12}\b(?:yes|no)\b)", text, re.IGNORECASE | re.DOTALL)
    return alone[1].lower() == "yes" if alone else None
