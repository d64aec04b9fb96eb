"""Mail that a change sends: says that something is there to be read after signing in, and never what."""

from __future__ import annotations

from datetime import datetime

from openimr_server.models import CaseRow, OutgoingMail, User
from openimr_server.queue import enqueue

_BODY = """\
There is something new for you in case {number}.

Sign in to OpenIMR to read it. For your privacy this message says nothing else.
"""


def tell(person: User, case: CaseRow, *, key: str, at: datetime) -> None:
    """Within the change's transaction; the same key is one mail."""
    subject = f"OpenIMR: news in case {case.number}"
    mail, made = OutgoingMail.objects.get_or_create(
        message_id=f"<{key}.{person.pk}@openimr>",
        defaults={"to": person.email, "subject": subject, "body": _BODY.format(number=case.number)},
    )
    if made:
        enqueue("mail", key=f"mail:{mail.pk}", at=at)


def tell_parties(case: CaseRow, *, key: str, at: datetime) -> None:
    """To every party who signs in here."""
    for party in case.parties.select_related("user").order_by("id"):
        tell(party.user, case, key=key, at=at)
