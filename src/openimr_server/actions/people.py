"""Accounts: made, and switched off; never deleted, since the log names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from openimr_server.models import Role, User

from .audit import record
from .refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """reviewer_code: the id that the roster gives, for reviewers only."""

    email: str
    name: str
    role: str
    password: str
    reviewer_code: str = ""


def add_person(actor: User | None, new: NewAccount, *, at: datetime) -> User:
    """Raises Refusal for an address or reviewer id that is taken, and for a weak password."""
    email, role, reviewer_code = new.email, new.role, new.reviewer_code
    if User.objects.filter(email__iexact=email).exists():
        raise Refusal("This address has an account already.", "email")
    if role == Role.REVIEWER and not reviewer_code:
        raise Refusal("A reviewer needs the id that the roster gives.", "reviewer_code")
    if reviewer_code and User.objects.filter(reviewer_code=reviewer_code).exists():
        raise Refusal("Another account has this reviewer id.", "reviewer_code")
    person = User(
        username=email.lower()[:150],
        email=email.lower(),
        first_name=new.name[:150],
        role=role,
        reviewer_code=reviewer_code if role == Role.REVIEWER else "",
    )
    try:
        validate_password(new.password, person)
    except ValidationError as weak:
        raise Refusal(" ".join(weak.messages), "password") from weak
    person.set_password(new.password)
    with transaction.atomic():
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        record("person added", at=at, actor=actor, data={"email": person.email, "role": role})
    return person
