"""Finds procedures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import Procedure, Document

from ..passages import Passage


def find_procedures(passages: Sequence[Passage], document: Document) -> Iterator[Procedure]:
    """Nothing yet."""
    yield from ()
