"""Mail to be sent: written in the transaction that causes it, sent by a job; never holds content of a case."""

from __future__ import annotations

from django.db import models


class OutgoingMail(models.Model):
    """message_id: fixed when written, so that a mail sent again after a crash is recognized as the same one."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.subject
