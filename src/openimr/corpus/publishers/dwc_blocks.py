"""The decided items of a California workers' compensation letter: heading, guidelines, reasons, in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..outcomes import DECISION
from ..wording import loose

_WHO = "(?:Expert|Physician)"
_CLAIMS = (
    rf"Claims(?i:\s*{loose('Administrator')}(?:['’]?s)?\s*(?:{loose('guideline')}s?\s*:|{loose('based its decision on')}))"
    rf"|The(?i:\s*{loose('Claims Administrator')}\s*(?:based\s*(?:its|their|his/her)\s*decision\s*on|did\s*not\s*cite|cited))"
)
_REVIEWER = (
    rf"M(?i:aximus(?:['’]?s)?\s*{loose('guideline')}s?\s*:)|IMRO?(?i:(?:['’]?s)?\s*{loose('guideline')}s?\s*:)"
    rf"|Expert(?i:\s*Reviewer(?:['’]?s)?\s*{loose('guideline')}s?\s*:)|Physician(?i:\s*Reviewer(?:['’]?s)?\s*{loose('guideline')}s?\s*:)"
    rf"|The(?i:\s*{_WHO}\s*Reviewer\s*(?:based\s*(?:his/her|his|her|their|its)\s*decision\s*on|did\s*not\s*base|{loose('found')}\s))"
)
_REASONS = (
    rf"The(?i:\s*{_WHO}\s*Reviewer\s?['’´`]?s?\s*decision\s*{loose('rationale')}\s*:?)|Decision(?i:\s*{loose('rationale')}\s*[:;])"
    rf"|Rationale(?i:\s*{loose('for the Decision')}\s*:)|(?<=\n)Rationale\s*:"
)
_LABEL = re.compile(rf"(?P<claims>{_CLAIMS})|(?P<reasons>{_REASONS})|(?P<reviewer>{_REVIEWER})")
_ANY = rf"(?:{_CLAIMS}|{_REASONS}|{_REVIEWER})"
_COLON = re.compile(rf"[:;]\s*(?P<word>{DECISION})\s*[.,]?[ ]*(?=\n|\Z|{_ANY})", re.IGNORECASE)
_BEFORE_LABEL = re.compile(
    rf"(?P<word>(?<![A-Za-z]){DECISION})\s*\.?\s*\Z"
    rf"|(?P<said>\b(?:is\s?/\s?are|is|are|was|were)\s*(?P<no>not\s*)?{loose('medically necessary')}(?:\s*and\s*appropriate)?)\s*\.?\s*\Z",
    re.IGNORECASE,
)
_REACH = 90
_NUMBERED = re.compile(r"(?:^|(?<=\n)|(?<=[.!?:]\s)|(?<=[a-z][.!?:]))(?P<n>\d{1,2})\s?(?:[.)]|,(?=\s[A-Z]))\s*(?=\S)")
_ENDED = re.compile(r"[.!?:][\"”’)]*$")
_LONGEST_HEADING = 900
_MOST_LINES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """text[start:end] and the kind of its label: "claims", "reviewer" or "reasons"."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBlocks:
    """The heading is text[start:end]; `decision` the deciding words and where they stand, None when there are none."""

    number: int | None
    start: int
    end: int
    decision: tuple[int, int] | None
    negated: bool | None
    blocks: tuple[Block, ...]
    stop: int


def item_blocks(text: str, start: int, end: int) -> tuple[ItemBlocks, ...]:
    """The items decided in text[start:end], in order."""
    labels = list(_LABEL.finditer(text, start, end))
    heads = _headings(text, start, end, labels)
    items: list[ItemBlocks] = []
    for index, head in enumerate(heads):
        stop = heads[index + 1].start if index + 1 < len(heads) else end
        own = [label for label in labels if head.after <= label.start() < stop]
        items.append(
            ItemBlocks(
                number=head.number,
                start=head.text_start,
                end=head.text_end,
                decision=head.decision,
                negated=head.negated,
                blocks=tuple(_blocks(own, stop)),
                stop=stop,
            )
        )
    return tuple(items)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heading:
    number: int | None
    start: int
    text_start: int
    text_end: int
    decision: tuple[int, int] | None
    negated: bool | None
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """Deciding words at `at`; the heading's words end at `start`. labeled: a label follows. negated: None for one word."""

    start: int
    at: tuple[int, int]
    negated: bool | None
    labeled: bool


def _headings(text: str, start: int, end: int, labels: Sequence[re.Match[str]]) -> list[_Heading]:
    found: list[_Heading] = []
    floor = start
    for decided in _decisions(text, start, end, labels):
        heading = _begin(text, floor, decided.start, len(found) + 1)
        if heading is None or decided.start < floor or _is_prose(text, decided, heading[0]):
            continue
        number, at, words_at = heading
        found.append(
            _Heading(
                number=number,
                start=at,
                text_start=words_at,
                text_end=decided.start,
                decision=decided.at,
                negated=decided.negated,
                after=decided.at[1],
            )
        )
        floor = decided.at[1]
    return _with_undecided(text, start, end, found)


def _decisions(text: str, start: int, end: int, labels: Sequence[re.Match[str]]) -> list[_Decided]:
    """Where a decision ends a heading: after a colon at a line's end, or right before a label."""
    found: dict[int, _Decided] = {}
    for label in labels:
        low = max(start, label.start() - _REACH)
        before = _BEFORE_LABEL.search(text[low : label.start()])
        if before:
            group = "word" if before["word"] else "said"
            at = (low + before.start(group), low + before.end(group))
            head = text[low : at[0]].rstrip(" \n:;")
            negated = bool(before["no"]) if group == "said" else None
            found[at[0]] = _Decided(start=low + len(head), at=at, negated=negated, labeled=True)
    for match in _COLON.finditer(text, start, end):
        if match.start("word") not in found:
            found[match.start("word")] = _Decided(
                start=match.start(), at=match.span("word"), negated=None, labeled=False
            )
    return [found[at] for at in sorted(found)]


def _is_prose(text: str, decided: _Decided, number: int | None) -> bool:
    """ "...: upheld" at a line's end inside the reasons is no heading: it has no number and no label follows."""
    return not decided.labeled and number is None and not text[decided.at[0]].isupper()


def _begin(text: str, floor: int, stop: int, expected: int) -> tuple[int | None, int, int] | None:
    """Number, start of the heading and start of its words, for a heading that ends at `stop`."""
    low = max(floor, stop - _LONGEST_HEADING)
    numbered = _numbered(text, low, stop, expected)
    if numbered is not None:
        return int(numbered["n"]), numbered.start(), numbered.end()
    at = text.rfind("\n", low, stop) + 1 or low
    lines = 1
    while at > low and lines < _MOST_LINES:
        above = text.rfind("\n", low, at - 1) + 1 or low
        line = text[above : at - 1]
        if not line.strip() or _ENDED.search(line) or above < floor:
            break
        at, lines = above, lines + 1
    at = max(at, floor)
    while at < stop and text[at].isspace():
        at += 1
    if at >= stop:
        return None
    glued = list(re.finditer(r"(?:necessary|appropriate)\s*\.\s+", text[at:stop]))
    if glued:
        at += glued[-1].end()
    own = re.match(r"(\d{1,2})\s?[.),]\s+", text[at:stop])
    return (int(own[1]), at, at + own.end()) if own else (None, at, at)


def _numbered(text: str, low: int, stop: int, expected: int) -> re.Match[str] | None:
    """The number that begins the heading: the one expected, else a later one (an item between carries no decision)."""
    fitting = [
        match
        for match in _NUMBERED.finditer(text, low, stop)
        if expected <= int(match["n"]) <= expected + _MOST_LINES and not _LABEL.search(text, match.end(), stop)
    ]
    exact = [match for match in fitting if int(match["n"]) == expected]
    best = exact or fitting
    return best[-1] if best else None


def _with_undecided(text: str, start: int, end: int, found: list[_Heading]) -> list[_Heading]:
    """Adds numbered headings that carry no decision but are followed by a claims or reviewer label."""
    decided = [(heading.start, heading.after) for heading in found]
    out = list(found)
    for match in re.finditer(
        rf"(?<=\n)(?P<n>\d{{1,2}})\s?[.)]\s+(?P<words>[^\n]{{3,}}(?:\n[^\n]+){{0,4}}?)\s*[:.]?\s*\n(?={_ANY})",
        text[start:end],
        re.I,
    ):
        at, after = start + match.start(), start + match.end()
        if any(low < after and at < high for low, high in decided) or not _between(at, int(match["n"]), found):
            continue
        words_at, words_end = start + match.start("words"), start + match.end("words")
        out.append(
            _Heading(
                number=int(match["n"]),
                start=at,
                text_start=words_at,
                text_end=words_end,
                decision=None,
                negated=None,
                after=after,
            )
        )
    return sorted(out, key=lambda heading: heading.start)


def _between(at: int, number: int, found: list[_Heading]) -> bool:
    """Whether a number fits between its neighbors."""
    before = [heading.number or 0 for heading in found if heading.start < at]
    return not before or number > max(before)


def _blocks(labels: Sequence[re.Match[str]], stop: int) -> Iterator[Block]:
    """The labeled blocks of one item. After the reasons have begun only the reasons go on."""
    at = 0
    while at < len(labels):
        kind = labels[at].lastgroup or ""
        if kind == "reasons":
            yield Block(kind=kind, start=labels[at].end(), end=stop)
            return
        following = at + 1
        while following < len(labels) and labels[following].lastgroup == kind:
            following += 1
        block_end = labels[following].start() if following < len(labels) else stop
        begin = labels[at].start() if "guideline" not in labels[at][0].lower() else labels[at].end()
        yield Block(kind=kind, start=begin, end=block_end)
        at = following
