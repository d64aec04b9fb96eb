"""Finds diagnoses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import Diagnosis, Document

from ..passages import Passage


def find_diagnoses(passages: Sequence[Passage], document: Document) -> Iterator[Diagnosis]:
    """Nothing yet."""
    yield from ()
