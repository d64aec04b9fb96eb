"""Finds allergies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import Allergy, Document

from ..passages import Passage


def find_allergies(passages: Sequence[Passage], document: Document) -> Iterator[Allergy]:
    """Nothing yet."""
    yield from ()
