"""Keys for programs: made, found, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from openimr_server.models import ApiToken, User

from .audit import record
from .refusal import Refusal

LIFE = timedelta(days=90)
_PREFIX = "imr_"


def make_token(person: User, label: str, *, at: datetime) -> tuple[ApiToken, str]:
    """The token and its key; the key cannot be had again."""
    if not label.strip():
        raise Refusal("Name the program that will use this key.", "label")
    key = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = ApiToken.objects.create(
            person=person, label=label.strip()[:80], digest=_digest(key), expires_at=at + LIFE
        )
        record("key made", at=at, actor=person, data={"label": token.label})
    return token, key


def person_of(key: str, *, at: datetime) -> User | None:
    """Whose key this is; None for one that is unknown, revoked or expired."""
    found = ApiToken.objects.select_related("person").filter(
        digest=_digest(key), revoked_at=None, expires_at__gt=at, person__is_active=True
    )
    token = found.first()
    return token.person if token else None


def revoke_token(person: User, token: ApiToken, *, at: datetime) -> None:
    with transaction.atomic():
        ApiToken.objects.filter(pk=token.pk, person=person).update(revoked_at=at)
        record("key revoked", at=at, actor=person, data={"label": token.label})


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
