"""The roster is replaced as a whole, or not at all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from openimr.case import Problem
from openimr.panel import load
from openimr_server.models import RosterEdition, User

from .audit import record


def import_roster(actor: User, text: str, *, at: datetime) -> tuple[Problem, ...]:
    """Empty when the roster is in force; else everything that is wrong with it, and nothing was changed."""
    reviewers, problems = load(text)
    if problems:
        return tuple(problems)
    if not reviewers:
        return (Problem(code="empty_roster", says="The roster names no reviewer.", where="row 1", fix="Add a row."),)
    with transaction.atomic():
        RosterEdition.objects.create(csv=text, by=actor)
        record("roster imported", at=at, actor=actor, data={"reviewers": len(reviewers)})
    return ()
