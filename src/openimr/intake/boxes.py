"""Tick boxes as they come out of printing, typing and scanning."""

from __future__ import annotations

import re

_TICK = re.compile(r"(?<![a-z])i?[x✓✔☒☑✗✘■](?![a-z])|\[\s*(?:v|/|\*|yes)\s*\]|(?<![a-z])x_+", re.IGNORECASE)
_MARK = re.compile(rf"(?:[\[({{|_]+\s?)?(?:{_TICK.pattern})(?:\s?[\])}}|_]+)?", re.IGNORECASE)
_REACH = 12
_SCANNED_TICKS = frozenset({"&", "@", "®", "©", "%", "B", "M", "R", "&l", "[&]", "EI", "KX", "Kl", "Rl"})
_SCANNED_EMPTY = frozenset({"0", "O", "o", "C", "D", "Q", "[]", "]", "()", ")", "☐", "□", "L]", "[_]", "{]", "LJ"})
_BOX = re.compile(r"[\[\]{}()☐☒☑_|]|[LI1]J")


def ticked(text: str, options: tuple[str, ...]) -> str | None:
    """Which of the options bears the mark; None when none does, or several.

    The box of an option may stand before or after it. A mark between two options belongs to the nearer one, since a scan
    may lose the empty boxes; at equal distance the boxes stand where the first option's box stands.
    """
    places = _find(text, options)
    if not places:
        return None
    before_first, behind = text[: places[0][1]], text[places[-1][2] :].split("\n", maxsplit=1)[0]
    # A box behind the last option, and none before the first, shows that the boxes follow; forms print them before.
    boxes_before = bool(_BOX.search(before_first) or _TICK.search(before_first)) or not _BOX.search(behind)
    marked = {_owner(match.start(), match.end(), places, boxes_before) for match in _MARK.finditer(text)} - {None}
    if not marked and boxes_before:
        return _by_scanned_boxes(text, places)
    return marked.pop() if len(marked) == 1 else None


def _by_scanned_boxes(text: str, places: list[tuple[str, int, int]]) -> str | None:
    """Drawn boxes that a scan turned into characters: an odd sign for the ticked one, a round or nothing for others."""
    at, signs = 0, {}
    for option, start, end in places:
        signs[option] = (text[at:start].split() or [""])[-1]
        at = end
    full = [option for option, sign in signs.items() if sign in _SCANNED_TICKS]
    empty = [option for option, sign in signs.items() if sign in _SCANNED_EMPTY]
    if len(full) == 1:
        return full[0]
    left = [option for option in signs if option not in empty]
    return left[0] if not full and len(places) == 2 and empty and len(left) == 1 else None


def _owner(start: int, end: int, places: list[tuple[str, int, int]], boxes_before: bool) -> str | None:
    """The option to which a mark at these places belongs; None far behind the last option."""
    before = max((place for place in places if place[2] <= start), key=lambda place: place[2], default=None)
    after = min((place for place in places if place[1] >= end), key=lambda place: place[1], default=None)
    if before is None or after is None:
        near = before is not None and not boxes_before and start - before[2] <= _REACH
        return after[0] if after else (before[0] if before and near else None)
    to_before, to_after = start - before[2], after[1] - end
    nearer = after if (to_after < to_before or (to_after == to_before and boxes_before)) else before
    return nearer[0]


def _find(text: str, options: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """The first place of each option, in the order of the page."""
    found = []
    for option in options:
        match = re.compile(rf"(?<![a-z]){option}(?![a-z])", re.IGNORECASE).search(text)
        if match:
            found.append((option, match.start(), match.end()))
    return sorted(found, key=lambda place: place[1])


def yes_or_no(text: str) -> bool | None:
    """The answer to a question with boxes for yes and no, or with the word alone ("No")."""
    mark = ticked(text, ("yes", "no"))
    if mark is not None:
        return mark == "yes"
    alone = re.match(r"[\W_]*(yes|no)\b(?!.{0,12}\b(?:yes|no)\b)", text, re.IGNORECASE | re.DOTALL)
    return alone[1].lower() == "yes" if alone else None
