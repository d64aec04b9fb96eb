"""People who sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What a person does here; one role a person, so that duties stay apart."""

    INTAKE = "intake", "Intake"
    CASE_MANAGER = "case_manager", "Case manager"
    REVIEWER = "reviewer", "Physician reviewer"
    QUALITY = "quality", "Quality"
    MEDICAL_DIRECTOR = "medical_director", "Medical director"
    PUBLICATION = "publication", "Publication"
    CLAIMS_ADMINISTRATOR = "claims_administrator", "Claims administrator"
    PROVIDER = "provider", "Provider"
    WORKER = "worker", "Injured worker or attorney"
    REGULATOR = "regulator", "Regulator"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class User(AbstractUser):
    """reviewer_code: the reviewer's id in the roster, for role REVIEWER only."""

    email = models.EmailField("e-mail address", unique=True)
    role = models.CharField(max_length=24, choices=Role.choices, default=Role.WORKER)
    reviewer_code = models.CharField(max_length=24, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["username"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reviewer_code"], condition=~models.Q(reviewer_code=""), name="one_user_per_reviewer"
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
