"""Pages as read: their words, and where the things said of them stand."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .case import CaseRow


class PageRow(models.Model):
    """One page of the newest reading. place: its place in the whole file, from 1. width, height: points.

    marks: [{"what", "label", "quote", "boxes": [[left, top, right, bottom], ...]}, ...], points from the top left.
    """

    case = models.ForeignKey(CaseRow, on_delete=models.CASCADE, related_name="page_rows")
    place = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    width = models.FloatField()
    height = models.FloatField()
    fate = models.CharField(max_length=16)
    document = models.CharField(max_length=12, blank=True)
    marks = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "place"], name="page_place"),
            models.UniqueConstraint(fields=["case", "file", "number"], name="page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.file} p. {self.number}"
