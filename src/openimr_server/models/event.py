"""The log: append-only, each line bound to the one before it by its hash."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .case import CaseRow


class Event(models.Model):
    """Something that happened. chain: the case's number, or "system"; place: its line in the chain, from 1.

    hash: SHA-256 over previous, chain, place, at, actor, kind and data, as `actions.audit` computes it.
    """

    chain = models.CharField(max_length=24)
    place = models.PositiveIntegerField()
    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "place"], name="event_place")]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="event_case")]

    def __str__(self) -> str:
        return f"{self.chain}#{self.place} {self.kind}"
