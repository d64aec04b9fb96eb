"""Sends mail that a change has written; says that something is there to be read, and never what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from openimr_server.models import Job, OutgoingMail
from openimr_server.queue import finish


def send_mail(job: Job, beat: Callable[[int, int], bool], now: Callable[[], datetime]) -> None:
    """Sent at least once under one Message-ID: a mail repeated after a crash is recognized as the same."""
    mail = OutgoingMail.objects.get(pk=int(job.key.rpartition(":")[2]))
    if mail.sent_at is None:
        EmailMessage(mail.subject, mail.body, to=[mail.to], headers={"Message-ID": mail.message_id}).send()
    with transaction.atomic():
        finish(job, at=now())
        OutgoingMail.objects.filter(pk=mail.pk, sent_at=None).update(sent_at=now())
