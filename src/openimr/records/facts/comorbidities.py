"""Finds comorbidities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import Comorbidity, Document

from ..passages import Passage


def find_comorbidities(passages: Sequence[Passage], document: Document) -> Iterator[Comorbidity]:
    """Nothing yet."""
    yield from ()
