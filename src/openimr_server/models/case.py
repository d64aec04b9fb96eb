"""Cases, their disputed items, and the people who are parties to them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class CaseState(models.TextChoices):
    """Where a case stands. READING: the machine reads; everything else waits for a person."""

    RECEIVED = "received", "Received"
    READING = "reading", "Being read"
    UNREADABLE = "unreadable", "Could not be read"
    INELIGIBLE = "ineligible", "May not be reviewed"
    TO_ASSIGN = "to_assign", "To be assigned"
    ASSIGNED = "assigned", "With the reviewer"
    QUALITY = "quality", "Quality desk"
    RETURNED = "returned", "Returned to the reviewer"
    ISSUED = "issued", "Determination issued"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Priority(models.TextChoices):
    STANDARD = "standard", "Standard"
    EXPEDITED = "expedited", "Expedited"


class CaseRow(models.Model):
    """One dispute. version: counts the changes of the file; what is drafted belongs to one version."""

    number = models.CharField(max_length=24, unique=True)
    program = models.CharField(max_length=32, default="ca-dwc")
    state = models.CharField(max_length=16, choices=CaseState.choices, default=CaseState.RECEIVED)
    priority = models.CharField(max_length=12, choices=Priority.choices, default=Priority.STANDARD)
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    employee_name = models.CharField(max_length=200, blank=True)
    claim_number = models.CharField(max_length=80, blank=True)
    claims_administrator = models.CharField(max_length=200, blank=True)
    services = models.CharField(max_length=400, blank=True)
    specialties = models.CharField(max_length=400, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_cases"
    )
    version = models.PositiveIntegerField(default=0)
    legal_hold = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on", "id"], name="case_queue"),
            models.Index(fields=["due_on", "id"], name="case_due"),
            models.Index(fields=["reviewer", "state"], name="case_reviewer"),
            models.Index(fields=["claim_number"], name="case_claim"),
        ]

    def __str__(self) -> str:
        return self.number


class ItemRow(models.Model):
    """A disputed item, what is proposed, and what the physician decided. "" = open."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="items")
    n = models.PositiveIntegerField()
    request = models.CharField(max_length=1000)
    service = models.CharField(max_length=80, blank=True)
    proposed = models.CharField(max_length=12, blank=True)
    decision = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["n"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "n"], name="item_number")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.n}"


class PartyRow(models.Model):
    """A person outside who may see this case through the portal."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="parties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="party_to")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "user"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.user_id}"
