"""What the newest reading of a case left, from the store."""

from __future__ import annotations

from openimr_server.files import store
from openimr_server.models import Artifact, CaseRow

from .review import Review, read_review


def newest(case: CaseRow, name: str) -> Artifact | None:
    """The artifact of that name with the highest version."""
    return case.artifacts.filter(name=name).order_by("-version").first()


def load(case: CaseRow, name: str) -> bytes | None:
    found = newest(case, name)
    return store().get(found.sha256) if found else None


def load_review(case: CaseRow) -> Review | None:
    """The newest review.json; None while the case has not been read."""
    text = load(case, "review.json")
    return read_review(text) if text else None
