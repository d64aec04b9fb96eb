"""Labels and values of a letter's head, in any layout: side by side, under one another, all labels and then all values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .day_words import DAY
from .wording import loose


class Kind(Enum):
    """What kind of value a label takes. TEXT: free words, which this reader leaves alone."""

    DAY = "day"
    NUMBER = "number"
    PRIORITY = "priority"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    field: str
    says: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadValue:
    """text[start:end] is the value printed for `field`."""

    field: str
    words: str
    start: int
    end: int


class HeadReader:
    """Finds the values of its labels. number: the pattern of case numbers of this publisher, without groups."""

    def __init__(self, labels: Sequence[Label], number: str) -> None:
        self._labels = tuple(labels)
        names = "|".join(
            f"(?P<l{index}>{'|'.join(loose(words) for words in sorted(label.says, key=len, reverse=True))})"
            for index, label in enumerate(self._labels)
        )
        self._token = re.compile(
            rf"(?:(?<![A-Za-z])(?:{names})\s?[:;](?!:))|(?P<day>{DAY})|(?P<number>\b{number})"
            r"|(?P<priority>\b(?:Standard|Expedited|Regular|Urgent)\b)",
            re.IGNORECASE,
        )

    def read(self, text: str, start: int, end: int) -> tuple[HeadValue, ...]:
        """The values found in text[start:end], in order."""
        found: list[HeadValue] = []
        labels: list[Label] = []
        values: list[tuple[Kind, re.Match[str]]] = []
        last = start
        for token in self._token.finditer(text, start, end):
            kind = token.lastgroup or ""
            is_label = kind.startswith("l") and kind[1:].isdigit()
            apart = len(text[last : token.start()].strip(" \n:;,.-")) > _JUNK
            if (is_label and values) or (apart and (labels or values)):
                found.extend(_pair(labels, values))
                labels, values = [], []
            if is_label:
                labels.append(self._labels[int(kind[1:])])
            elif labels:
                values.append((Kind(kind), token))
            last = token.end()
        found.extend(_pair(labels, values))
        return tuple(found)


_JUNK = 3


def _pair(labels: Sequence[Label], values: Sequence[tuple[Kind, re.Match[str]]]) -> list[HeadValue]:
    """A run of labels with the run of values after it; where values are fewer, the last labels have them."""
    found = []
    for kind in (Kind.DAY, Kind.NUMBER, Kind.PRIORITY):
        takers = [label for label in labels if label.kind is kind]
        given = [match for value_kind, match in values if value_kind is kind]
        if len(given) < len(takers):
            takers = takers[len(takers) - len(given) :]
        for label, match in zip(takers, given, strict=False):
            found.append(HeadValue(field=label.field, words=match[0], start=match.start(), end=match.end()))
    return sorted(found, key=lambda value: value.start)
