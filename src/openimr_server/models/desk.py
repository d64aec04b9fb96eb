"""What people add while they work on a case."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from .case import CaseRow, ItemRow


class Attestation(models.Model):
    """A reviewer's word that there is, or is not, a conflict (Labor Code 139.5(c)); content opens only after "none"."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="attestations")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    no_conflict = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "reviewer"], name="attested_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.reviewer_id}"


class Comment(models.Model):
    """A note beside a page of the case file, for the people of the review organization only."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="comments")
    file = models.CharField(max_length=200)
    page = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.file} p. {self.page}"


class Correction(models.Model):
    """A person's correction of what the machine read; applied whenever the case is read again.

    kind: document_kind | document_start | document_join | fact_refused. what: its fields, by `openimr.records.amendments`.
    """

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=24)
    what = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.kind


class ReadMark(models.Model):
    """The page a person opened, first and last: shows what was read, and where to go on."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file = models.CharField(max_length=200)
    page = models.PositiveIntegerField()
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "user", "file", "page"], name="mark_once")]

    def __str__(self) -> str:
        return f"{self.file} p. {self.page}"


class Draft(models.Model):
    """Every rationale text that was ever saved, also one that lost a race: nobody's words are lost."""

    item = models.ForeignKey(ItemRow, on_delete=models.CASCADE, related_name="drafts")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kept = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.item_id}"


class ReturnedFinding(models.Model):
    """What quality asks the reviewer to put right. answer: the reviewer's."""

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="returned")
    item = models.ForeignKey(ItemRow, on_delete=models.CASCADE, null=True, related_name="+")
    says = models.TextField()
    answer = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.says[:40]
