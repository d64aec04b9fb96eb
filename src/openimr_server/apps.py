"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OpenImrServer(AppConfig):
    name = "openimr_server"
    label = "openimr_server"
    verbose_name = "OpenIMR"
    default_auto_field = "django.db.models.BigAutoField"
