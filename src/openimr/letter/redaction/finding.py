"""Everything in a text that the profile does not let out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .days import find_ages, find_days
from .identifier import Kind, Known, Mark, join
from .name_marks import NameIndex, find_names, find_numbers, index_of, number_patterns
from .patterns import find_patterns
from .profile import Profile
from .told_names import find_told, learned
from .words import tokens


class Finder:
    """Looks with one case's list and one profile; made once and used for every text of the case."""

    def __init__(self, parties: Sequence[Known], profile: Profile) -> None:
        self.parties, self.profile = tuple(parties), profile
        self.index: NameIndex = index_of(self.parties)
        self.numbers = number_patterns(self.parties)

    def find(self, text: str) -> tuple[Mark, ...]:
        """In order, without overlap. Texts of any length; the same text gives the same marks."""
        found = tokens(text)
        marks = [*find_patterns(text), *find_numbers(text, self.numbers), *find_names(text, found, self.index)]
        told = list(find_told(text, found))
        marks += told
        own = learned(text, told)
        if own:
            marks += find_names(text, found, index_of(own), by="repeated")
        marks += find_days(text, self.parties, every=self.profile.dates == "year")
        if self.profile.ages:
            marks += find_ages(text)
        return join(tuple(_allowed(text, marks, self.profile)))

    def find_listed(self, text: str) -> tuple[Mark, ...]:
        """Only what the case's own list names, with its variants: the proof's question."""
        found = tokens(text)
        days = (mark for mark in find_days(text, self.parties, every=False))
        return join((*find_numbers(text, self.numbers), *find_names(text, found, self.index), *days))


def _allowed(text: str, marks: Sequence[Mark], profile: Profile) -> Iterator[Mark]:
    for mark in marks:
        if mark.kind not in profile.kinds:
            continue
        if mark.kind is Kind.BIRTH and profile.dates == "year":
            yield replace(mark, instead="")
        else:
            yield mark
