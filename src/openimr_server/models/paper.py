"""Files received, and files made; their bytes lie in `files`, by the hash of their content."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .case import CaseRow


class PaperState(models.TextChoices):
    RECEIVED = "received", "Received"
    REFUSED = "refused", "Cannot be used"


class Paper(models.Model):
    """A file of the case file, as received. problem: what is wrong with it, in a sentence."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="papers")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=PaperState.choices, default=PaperState.RECEIVED)
    problem = models.CharField(max_length=500, blank=True)
    received_from = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "name"], name="paper_name")]

    def __str__(self) -> str:
        return self.name


class Artifact(models.Model):
    """What the job made of one version of a case: review.json, the draft in its formats, an issued letter."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="artifacts")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "version", "name"], name="artifact_once")]

    def __str__(self) -> str:
        return self.name
