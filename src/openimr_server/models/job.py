"""Work that goes on behind the pages, queued in the transaction that asked for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .case import CaseRow


class JobState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class Job(models.Model):
    """key: one job at most is queued for each key. lease_until: another worker may take the job after it.

    done, total: of its steps, for the progress shown. error: why it failed, without content of the case.
    """

    kind = models.CharField(max_length=24)
    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, null=True, related_name="jobs")
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "not_before", "id"], name="job_queue")]

    def __str__(self) -> str:
        return self.key
