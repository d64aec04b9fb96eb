"""Finds exam_findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.case import ExamFinding, Document

from ..passages import Passage


def find_exam_findings(passages: Sequence[Passage], document: Document) -> Iterator[ExamFinding]:
    """Nothing yet."""
    yield from ()
