"""The panel, as it was imported; the newest edition is in force."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class RosterEdition(models.Model):
    """csv: the whole roster, as `openimr.panel.load` reads it."""

    csv = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"roster {self.pk}"
