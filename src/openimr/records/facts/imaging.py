"""Finds imaging."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import Imaging, Document

from ..passages import Passage


def find_imaging(passages: Sequence[Passage], document: Document) -> Iterator[Imaging]:
    """Nothing yet."""
    yield from ()
